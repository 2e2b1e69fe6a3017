// The wire protocol as far as a driver needs it: OP_MSG both ways, and OP_QUERY for the first hello.
import { StoreError } from '../failure.ts';
import { decode, encode } from '../value/bytes.ts';
import type { Doc } from '../value/document.ts';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
export const HEADER_BYTES = 16;
export const MAX_MESSAGE_BYTES = 48_000_000;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;

/** Documents sent beside the body. `raw`: their bytes as received, ready for the log. */
export interface Sequence {
  readonly name: string;
  readonly raw: readonly Buffer[];
}

export interface Message {
  readonly requestId: number;
  readonly isQuery: boolean;
  readonly body: Doc;
  readonly sequences: readonly Sequence[];
  /** The client does not read a reply (unacknowledged write). */
  readonly silent: boolean;
}

class ProtocolError extends Error {}

export function parseMessage(bytes: Buffer): Message {
  const opcode = bytes.readInt32LE(12);
  if (opcode === OP_MSG) return parseMsg(bytes);
  if (opcode === OP_QUERY) return parseQuery(bytes);
  throw new ProtocolError(`opcode ${opcode} is not supported`);
}

function parseMsg(bytes: Buffer): Message {
  const flags = bytes.readUInt32LE(HEADER_BYTES);
  const end = (flags & CHECKSUM_PRESENT) === 0 ? bytes.length : bytes.length - 4;
  let at = HEADER_BYTES + 4;
  let body: Doc | undefined;
  const sequences: Sequence[] = [];
  while (at < end) {
    const kind = bytes.readUInt8(at++);
    const size = bytes.readInt32LE(at);
    if (size < 5 || at + size > end) throw new ProtocolError('a section is longer than its message');
    const section = bytes.subarray(at, at + size);
    if (kind === 0) body = decode(section);
    else if (kind === 1) sequences.push(parseSequence(section));
    else throw new ProtocolError(`section kind ${kind} is not supported`);
    at += size;
  }
  if (body === undefined) throw new ProtocolError('a message without a body');
  const silent = (flags & MORE_TO_COME) !== 0;
  return { requestId: bytes.readInt32LE(4), isQuery: false, body, sequences, silent };
}

function parseSequence(section: Buffer): Sequence {
  const nameEnd = section.indexOf(0, 4);
  const name = section.toString('utf8', 4, nameEnd);
  const raw: Buffer[] = [];
  let at = nameEnd + 1;
  while (at < section.length) {
    const size = section.readInt32LE(at);
    if (size < 5 || at + size > section.length)
      throw new ProtocolError('a document is longer than its section');
    raw.push(section.subarray(at, at + size));
    at += size;
  }
  return { name, raw };
}

/** For the handshake only: `admin.$cmd` with hello or isMaster. */
function parseQuery(bytes: Buffer): Message {
  const nameEnd = bytes.indexOf(0, HEADER_BYTES + 4);
  const name = bytes.toString('utf8', HEADER_BYTES + 4, nameEnd);
  if (!name.endsWith('.$cmd'))
    throw new StoreError('CommandNotSupported', 'OP_QUERY is only for the handshake');
  const body = decode(bytes.subarray(nameEnd + 1 + 8));
  const requestId = bytes.readInt32LE(4);
  return {
    requestId,
    isQuery: true,
    body: { ...body, $db: name.slice(0, -5) },
    sequences: [],
    silent: false,
  };
}

let lastId = 0;

function header(total: number, message: { requestId: number }, opcode: number): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES);
  lastId = (lastId + 1) & 0x7fffffff;
  bytes.writeInt32LE(total, 0);
  bytes.writeInt32LE(lastId, 4);
  bytes.writeInt32LE(message.requestId, 8);
  bytes.writeInt32LE(opcode, 12);
  return bytes;
}

const MSG_PREFIX = Buffer.from([0, 0, 0, 0, 0]);
// flags 8 (await capable), cursor 0, start 0, one document
const REPLY_PREFIX = Buffer.from([8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]);

/** A document, or the BSON of one. */
export type Reply = Doc | Uint8Array;

export function encodeReply(message: { requestId: number; isQuery: boolean }, reply: Reply): Buffer {
  const body = reply instanceof Uint8Array ? reply : encode(reply);
  const prefix = message.isQuery ? REPLY_PREFIX : MSG_PREFIX;
  const total = HEADER_BYTES + prefix.length + body.length;
  return Buffer.concat([header(total, message, message.isQuery ? OP_REPLY : OP_MSG), prefix, body], total);
}
