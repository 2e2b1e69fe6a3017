// Takes a backup while Webloom works: the documents first, then the blobs they name, which never change and are there
// longer than what names them. The manifest comes last and makes it a backup. A cut-off one is repeated into the same
// folder: blobs that are there are not copied again.
import type { BlobStore } from '../blob/blob-store.ts';
import type { Clock, Hasher, Ids } from '../clock.ts';
import { WebloomError } from '../errors.ts';
import type { BackupDatabase, BlobKeys } from './backup-database.ts';
import type { BackupFolder, BlobEntry } from './backup-folder.ts';
import { backupId } from './backup-id.ts';
import { collectionsInOrder } from './collections.ts';
import { BACKUP_FORMAT, BACKUP_KIND, type BackupManifest, type CollectionDump } from './manifest.ts';
import { namedBlobs } from './named-blobs.ts';

export type Say = (line: string) => void;

export interface TakePorts {
  readonly database: BackupDatabase;
  readonly folder: BackupFolder;
  readonly blobKeys: BlobKeys;
  readonly blobs: Pick<BlobStore, 'storeId' | 'list' | 'facts' | 'get'>;
  readonly clock: Clock;
  readonly hasher: Hasher;
  readonly ids: Ids;
  /** Called all along: keeps what would delete blobs from its work. */
  readonly hold: () => Promise<void>;
  readonly say: Say;
}

export interface TakeOptions {
  readonly version: string;
  /** Text of the key file, where it is to be part of the backup. */
  readonly secretKey: string | null;
}

/** Progress is told after so many blobs. */
const TOLD_EVERY = 5_000;
const TOLD_MISSING = 3;
/** Documents or blobs between two calls of `hold`. */
const HOLD_EVERY = 500;

interface CopiedBlob extends BlobEntry {
  readonly isNew?: boolean;
}

interface Copying {
  readonly id: string;
  readonly last: BackupManifest | null;
  readonly collections: readonly CollectionDump[];
}

interface Copied extends Pick<BackupManifest, 'blobs' | 'missing'> {
  readonly keys: ReadonlySet<string>;
}

export async function takeBackup(ports: TakePorts, options: TakeOptions): Promise<BackupManifest> {
  const { database, folder, blobs, clock, say } = ports;
  const last = await folder.manifest();
  if (last !== null && last.storeId !== blobs.storeId) throw otherInstallation(folder.place);
  const startedAt = clock.now().toISOString();
  const id = backupId(ports.ids.ulid());
  await ports.hold();
  await folder.begin(id);
  const migrations = await database.migrations();
  const collections = await dumpAll(ports, id);
  const { keys, ...copied } = await copyBlobs(ports, { id, last, collections });
  const secretKey =
    options.secretKey === null ? null : await folder.writeText(`db-${id}/secret.key`, options.secretKey);
  const manifest: BackupManifest = {
    kind: BACKUP_KIND,
    format: BACKUP_FORMAT,
    backupId: id,
    version: options.version,
    database: database.name,
    storeId: blobs.storeId,
    startedAt,
    finishedAt: clock.now().toISOString(),
    migrations,
    collections,
    ...copied,
    secretKey,
  };
  await folder.finish(manifest);
  await dropOthers(folder, keys);
  say('The backup is complete.');
  return manifest;
}

async function dumpAll(ports: TakePorts, id: string): Promise<CollectionDump[]> {
  const { database, folder, say } = ports;
  const shapes = new Map((await database.collections()).map((shape) => [shape.name, shape]));
  const dumps: CollectionDump[] = [];
  for (const name of collectionsInOrder([...shapes.keys()])) {
    const held = heldWhile(ports, database.read(name));
    const { documents, ...file } = await folder.writeDocuments(`db-${id}/${name}.bson.gz`, held);
    dumps.push({ name, documents, indexes: shapes.get(name)?.indexes ?? [], file });
    if (documents > 0) say(`${name}: ${documents} documents`);
  }
  return dumps;
}

async function* heldWhile(
  { hold }: Pick<TakePorts, 'hold'>,
  documents: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let count = 0;
  for await (const document of documents) {
    if (count++ % HOLD_EVERY === 0) await hold();
    yield document;
  }
}

async function copyBlobs(ports: TakePorts, { id, last, collections }: Copying): Promise<Copied> {
  const known = await knownSums(ports.folder, last);
  const state = { keys: new Set<string>(), bytes: 0, copied: 0, missing: 0 };
  async function* copy(): AsyncGenerator<BlobEntry> {
    for await (const entry of copyPresent(ports, known)) yield count(entry);
    for await (const { key, by } of namedBlobs(ports, collections)) {
      if (state.keys.has(key)) continue;
      // Gone here, but an earlier backup has it.
      const kept = await ports.folder.blobs.get(key);
      if (kept !== null) yield count(toEntry(ports, key, kept));
      else if (state.missing++ < TOLD_MISSING)
        ports.say(`not there: ${key}, which a document of ${by} names`);
    }
  }
  function count(entry: CopiedBlob): BlobEntry {
    state.keys.add(entry.key);
    state.bytes += entry.bytes;
    if (entry.isNew === true) state.copied += 1;
    if (state.keys.size % TOLD_EVERY === 0) ports.say(`blobs: ${state.keys.size} files`);
    return entry;
  }
  const list = await ports.folder.writeBlobList(`db-${id}/blobs.list.gz`, copy());
  const { keys, bytes, missing } = state;
  ports.say(`blobs: ${keys.size} files, ${state.copied} of them new`);
  return { keys, missing, blobs: { files: keys.size, bytes, list } };
}

async function* copyPresent(
  ports: TakePorts,
  known: ReadonlyMap<string, BlobEntry>,
): AsyncGenerator<CopiedBlob> {
  let looked = 0;
  for await (const key of ports.blobs.list('')) {
    if (looked++ % HOLD_EVERY === 0) await ports.hold();
    // Null: dropped since it was listed; a run has ended, and its own files with it.
    const entry = await copyBlob(ports, key, known.get(key));
    if (entry !== null) yield entry;
  }
}

async function knownSums(folder: BackupFolder, last: BackupManifest | null): Promise<Map<string, BlobEntry>> {
  const known = new Map<string, BlobEntry>();
  if (last === null) return known;
  for await (const entry of folder.readBlobList(last.blobs.list)) known.set(entry.key, entry);
  return known;
}

async function copyBlob(
  { blobs, folder, hasher }: Pick<TakePorts, 'blobs' | 'folder' | 'hasher'>,
  key: string,
  known?: BlobEntry,
): Promise<CopiedBlob | null> {
  const [wanted, there] = [await blobs.facts(key), await folder.blobs.facts(key)];
  if (wanted !== null && there?.bytes === wanted.bytes) {
    if (known?.bytes === wanted.bytes) return known;
    const kept = await folder.blobs.get(key);
    if (kept !== null) return toEntry({ hasher }, key, kept);
  }
  const bytes = await blobs.get(key);
  if (bytes === null) return null;
  // One of another length was damaged; a blob named by its content would not be written over.
  if (there !== null) await folder.blobs.delete([key]);
  await folder.blobs.put(key, bytes);
  return { ...toEntry({ hasher }, key, bytes), isNew: true };
}

function toEntry({ hasher }: Pick<TakePorts, 'hasher'>, key: string, bytes: Uint8Array): BlobEntry {
  return { key, bytes: bytes.length, sha256: hasher.sha256(bytes) };
}

async function dropOthers(folder: BackupFolder, keys: ReadonlySet<string>): Promise<void> {
  const others: string[] = [];
  for await (const key of folder.blobs.list('')) if (!keys.has(key)) others.push(key);
  await folder.blobs.delete(others);
}

function otherInstallation(place: string): WebloomError {
  return new WebloomError(
    'conflict',
    `${place} holds the backup of another installation. Name another folder; a folder takes the backups of one installation.`,
    { facts: { title: 'This folder belongs to another installation' } },
  );
}
