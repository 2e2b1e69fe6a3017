// The input and output of a command, and the check of its fields. A field that the store does not know could
// change the meaning of the command, so it is refused and not ignored.
import type { Collection } from '../catalog/collection.ts';
import type { Store } from '../catalog/store.ts';
import { StoreError } from '../failure.ts';
import { decode } from '../value/bytes.ts';
import { isDoc, isList, type Doc } from '../value/document.ts';
import type { Sequence } from '../wire/message.ts';
import type { Cursors } from './cursors.ts';

export interface Request {
  readonly store: Store;
  readonly cursors: Cursors;
  readonly name: string;
  readonly database: string;
  readonly body: Doc;
  readonly sequences: readonly Sequence[];
  readonly connection: number;
}

export interface Command {
  /** Fields the command accepts, in addition to its own name and the common ones. */
  readonly fields: readonly string[] | 'any';
  readonly writes: boolean;
  /** A write that adds data; refused when memory is nearly used up. */
  readonly grows?: boolean;
  readonly run: (request: Request) => Doc;
}

/** Fields of any command. A single server without transactions can safely ignore them. */
const COMMON = new Set([
  '$db',
  'lsid',
  '$clusterTime',
  '$readPreference',
  'readConcern',
  'writeConcern',
  'maxTimeMS',
  'comment',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'txnNumber',
  'hint',
  'allowDiskUse',
  'noCursorTimeout',
  'bypassDocumentValidation',
]);

export function checkFields(request: Request, command: Command): void {
  if (command.fields === 'any') return;
  for (const key in request.body) {
    if (key === request.name || COMMON.has(key) || command.fields.includes(key)) continue;
    if (key === 'startTransaction' || key === 'autocommit') {
      throw new StoreError('IllegalOperation', 'transactions are not supported by the embedded store');
    }
    if (key === 'collation' && isSimpleCollation(request.body[key])) continue;
    throw new StoreError(
      'UnknownField',
      `field '${key}' of ${request.name} is not supported by the embedded store`,
    );
  }
  checkWriteConcern(request.body['writeConcern']);
}

export function isSimpleCollation(value: unknown): boolean {
  return isDoc(value) && value['locale'] === 'simple';
}

function checkWriteConcern(concern: unknown): void {
  const w = isDoc(concern) ? concern['w'] : undefined;
  if (typeof w === 'number' && w > 1) {
    throw new StoreError('CannotSatisfyWriteConcern', `w: ${w} needs more than this one server`);
  }
}

/** True if the client asked to wait for the disk. */
export function wantsSync(body: Doc): boolean {
  const concern = body['writeConcern'];
  return isDoc(concern) && (concern['j'] === true || concern['fsync'] === true);
}

export function namespaceOf(request: Request): string {
  const collection = request.body[request.name];
  if (typeof collection !== 'string' || collection === '') {
    throw new StoreError('InvalidNamespace', `${request.name} needs the name of a collection`);
  }
  return `${request.database}.${collection}`;
}

export function collectionOf(request: Request): Collection | undefined {
  return request.store.find(namespaceOf(request));
}

export function wholeNumber(body: Doc, name: string, fallback: number): number {
  const value = body[name];
  if (value === undefined || value === null) return fallback;
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new StoreError('TypeMismatch', `${name} must be a number`);
  return Math.trunc(value);
}

export interface Part {
  readonly doc: Doc;
  /** The document's bytes as received, if it was sent beside the body. */
  readonly raw: Buffer | undefined;
}

/** The documents of a write command, sent beside the body or in an array of it. */
export function partsOf(request: Request, name: string): Part[] {
  const sequence = request.sequences.find((candidate) => candidate.name === name);
  if (sequence !== undefined) return sequence.raw.map((raw) => ({ doc: decode(raw), raw }));
  const list = request.body[name];
  if (!isList(list) || list.length === 0)
    throw new StoreError('FailedToParse', `${name} must be a non-empty array`);
  return list.map((doc) => {
    if (!isDoc(doc)) throw new StoreError('TypeMismatch', `${name} must hold documents`);
    return { doc, raw: undefined };
  });
}

export function requireDoc(value: unknown, name: string): Doc {
  if (!isDoc(value)) throw new StoreError('TypeMismatch', `${name} must be a document`);
  return value;
}
