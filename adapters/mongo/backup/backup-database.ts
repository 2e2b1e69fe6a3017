// Reads and writes whole collections for a backup. Documents travel as BSON, untouched; indexes are made by their
// description, and migrations run forward when a process first opens the restored database.
import { BSON, type Db, type Document } from 'mongodb';
import type { BackupDatabase } from '../../../domain/upkeep/backup/backup-database.ts';
import type { CollectionIndex } from '../../../domain/upkeep/backup/manifest.ts';
import { lateDeliveries } from '../../../domain/upkeep/backup/late-delivery.ts';
import type { Page } from '../../../domain/page/page.ts';
import { translatingErrors } from '../driver-error.ts';
import { type Row, keysOfRow } from '../page/named-keys.ts';
import { RESTORING, type RestoreMark } from './restore-mark.ts';

/** Documents asked for at once; a batch of the largest ones stays below what a server answers at once. */
const READ_AT_ONCE = 200;
const WRITE_AT_ONCE = 500;
/** A batch is written when it has this size, whatever its number: memory stays bounded. */
const WRITE_BYTES = 4 * 1024 * 1024;
/** Numbers keep their kind: a long stays one, a whole double too. */
const EXACT = { promoteValues: false, promoteBuffers: false, promoteLongs: false } as const;

export function createBackupDatabase(db: Db): BackupDatabase {
  const marks = db.collection<RestoreMark>(RESTORING);
  const database: Omit<BackupDatabase, 'name'> = {
    async migrations() {
      const applied = await db.collection<{ _id: string }>('migrations').find({}).toArray();
      return applied.map(({ _id }) => _id).sort();
    },
    async collections() {
      const names = await collectionNames(db);
      return Promise.all(names.map(async (name) => ({ name, indexes: await indexesOf(db, name) })));
    },
    async *read(name) {
      const found = db.collection(name).find({}, { raw: true, batchSize: READ_AT_ONCE });
      for await (const document of found) yield rawBytes(document);
    },
    async write({ name, indexes }, documents) {
      const collection = db.collection(name);
      let written = 0;
      for await (const batch of inBatches(documents)) {
        await collection.insertMany(batch, { ordered: false });
        written += batch.length;
      }
      for (const { key, ...options } of indexes) await collection.createIndex({ ...key }, options);
      return written;
    },
    async state() {
      if ((await marks.findOne({})) !== null) return 'unfinished';
      for (const name of await collectionNames(db))
        if ((await db.collection(name).findOne({}, { projection: { _id: 1 } })) !== null) return 'used';
      return 'empty';
    },
    async beginRestore(backupId) {
      await marks.replaceOne({ _id: 'restore' }, { backupId, startedAt: new Date() }, { upsert: true });
      for (const name of await collectionNames(db)) if (name !== RESTORING) await db.collection(name).drop();
    },
    async settle(now) {
      return { heldDeliveries: await holdLate(db, now), removedJobs: await removeAgain(db) };
    },
    async endRestore() {
      await marks.drop();
    },
  };
  return {
    ...translatingErrors('backup', database),
    name: db.databaseName,
  };
}

async function collectionNames(db: Db): Promise<string[]> {
  const found = await db.listCollections({}, { nameOnly: true }).toArray();
  return found.map(({ name }) => name).sort();
}

async function indexesOf(db: Db, name: string): Promise<CollectionIndex[]> {
  const found: Document[] = await db.collection(name).listIndexes().toArray();
  return found
    .filter((index) => index['name'] !== '_id_')
    .map((index) => ({
      key: { ...parseKey(index) },
      name: String(index['name']),
      unique: index['unique'] === true,
      sparse: index['sparse'] === true,
    }));
}

function parseKey(index: Document): CollectionIndex['key'] {
  return index['key'] as CollectionIndex['key'];
}

/** The driver types a raw document as if it had been read. */
function rawBytes(document: unknown): Uint8Array {
  if (document instanceof Uint8Array) return document;
  throw new TypeError('the driver read a document that was asked for as it is');
}

async function* inBatches(documents: AsyncIterable<Uint8Array>): AsyncGenerator<Document[]> {
  let batch: Document[] = [];
  let bytes = 0;
  for await (const document of documents) {
    batch.push(BSON.deserialize(document, EXACT));
    bytes += document.length;
    if (batch.length < WRITE_AT_ONCE && bytes < WRITE_BYTES) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

export function blobKeysOf(name: string, bytes: Uint8Array): string[] {
  switch (name) {
    case 'snapshots':
    case 'rollbacks':
    case 'failures':
      return keysOfRow(name, parseRow(bytes));
    case 'pages':
      return [...keysOfRow(name, parseRow(bytes)), ...outcomeFiles(parseRow(bytes))];
    default:
      return [];
  }
}

function parseRow(bytes: Uint8Array): Row & Pick<Page, 'outbox'> {
  return BSON.deserialize(bytes) as Row & Pick<Page, 'outbox'>;
}

/** Files that tell what a page has still to announce. */
function outcomeFiles({ outbox = [] }: Partial<Pick<Page, 'outbox'>>): string[] {
  return outbox.map(({ key }) => key);
}

async function holdLate(db: Db, now: Date): Promise<number> {
  const { before, from, to, heldBack } = lateDeliveries(now);
  const set = { $set: { state: to, nextAt: null, heldBack, updatedAt: now } };
  const { modifiedCount } = await db
    .collection('deliveries')
    .updateMany({ state: from, createdAt: { $lt: before } }, set);
  return modifiedCount;
}

/** A job that was read before it was removed comes back with half of its rows: its removal goes on instead. */
async function removeAgain(db: Db): Promise<number> {
  const removals = db.collection<{ _id: string }>('removals');
  const removed = await removals.find({ finishedAt: { $ne: null } }, { projection: { _id: 1 } }).toArray();
  let again = 0;
  for (const { _id } of removed) {
    if ((await db.collection<{ _id: string }>('jobs').findOne({ _id }, { projection: { _id: 1 } })) === null)
      continue;
    await removals.updateOne({ _id }, { $set: { finishedAt: null } });
    again += 1;
  }
  return again;
}
