// An installation in small, in a temporary folder: a database with documents of every kind of trouble, and a blob store.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Binary, type Db, Double, Long } from 'mongodb';
import { createBackupPlace } from '../../../adapters/backup/backup-place.ts';
import { blobsIn, createFolderFiles } from '../../../adapters/backup/folder-files.ts';
import { createFileBlobStore } from '../../../adapters/blobs/file-blob-store.ts';
import { createIds, hasher } from '../../../adapters/clock/ids.ts';
import { systemClock } from '../../../adapters/clock/system-clock.ts';
import { blobKeysOf, createBackupDatabase } from '../../../adapters/mongo/backup/backup-database.ts';
import { knownMigrations, migrate } from '../../../adapters/mongo/migrate.ts';
import { archiveKey, entryKey } from '../../../domain/system/blob/archive.ts';
import { contentKey } from '../../../domain/system/blob/content-key.ts';
import type { BlobStore } from '../../../domain/system/blob/blob-store.ts';
import { type BackupFiles, requireRoomForBackup } from '../../../domain/upkeep/backup/backup-files.ts';
import type { BackupPlace } from '../../../domain/upkeep/backup/backup-place.ts';
import { requireWhole, restoreBackup } from '../../../domain/upkeep/backup/restore-backup.ts';
import { takeBackup } from '../../../domain/upkeep/backup/take-backup.ts';
import type { TakePorts } from '../../../domain/upkeep/backup/take-ports.ts';
import { sealingMigration } from '../../../domain/system/secret/sealing-migration.ts';
import { connect } from '../../embedded-store/database.ts';
import { startStore } from '../../../embedded-store/main.ts';

export interface Scene {
  readonly folder: string;
  /** Of the database server. */
  readonly uri: string;
  /** Folder where backups go, unless it was opened with a place of its own. */
  readonly place: string;
  readonly blobs: BlobStore;
  readonly said: string[];
  db(name?: string): Db;
  blobStore(name: string): Promise<BlobStore>;
  take(hold?: () => Promise<void>, of?: TakePorts['blobs']): ReturnType<typeof takeBackup>;
  restore(target: Db, blobs: Pick<BlobStore, 'list' | 'put'>): ReturnType<typeof restoreBackup>;
  close(): Promise<void>;
}

export interface FoundPlace {
  readonly files: BackupFiles;
  /** Makes what is not there. */
  open(): Promise<BackupPlace>;
}

/** `findPlace`: as each command does; a folder where it is left out. */
export async function openScene(findPlace?: () => Promise<FoundPlace>): Promise<Scene> {
  const folder = await mkdtemp(join(tmpdir(), 'webloom-backup-'));
  const store = await startStore({ port: 0, dataDir: join(folder, 'store') });
  const client = await connect(store.port);
  const blobs = await createFileBlobStore({ folder: join(folder, 'blobs') });
  const place = join(folder, 'backup');
  const said: string[] = [];
  const db = (name = 'source'): Db => client.db(name);
  const find = findPlace ?? (async () => folderPlace(place));
  const common = { clock: systemClock, hasher, say: (line: string) => void said.push(line) };
  return {
    folder,
    uri: `mongodb://127.0.0.1:${store.port}/?directConnection=true`,
    place,
    blobs,
    said,
    db,
    blobStore: (name) => createFileBlobStore({ folder: join(folder, name) }),
    take: async (hold = async () => undefined, of = blobs) => {
      const found = await find();
      await requireRoomForBackup(found.files);
      const source = { database: createBackupDatabase(db()), blobs: of, blobKeys: blobKeysOf };
      const ports = { ...common, ...source, place: await found.open(), hold };
      return takeBackup({ ...ports, ids: createIds() }, { version: '0.1.0', secretKey: null });
    },
    restore: async (target, targetBlobs) => {
      const found = await find();
      const ports = { ...common, database: createBackupDatabase(target), place: await found.open() };
      const manifest = await requireWhole({ ...ports, blobKeys: blobKeysOf }, knownMigrations());
      return restoreBackup({ ...ports, blobs: targetBlobs }, manifest);
    },
    close: async () => {
      await client.close();
      await store.stop();
      await rm(folder, { recursive: true });
    },
  };
}

export function folderPlace(folder: string): FoundPlace {
  const files = createFolderFiles(folder);
  return {
    files,
    async open() {
      const blobs = await createFileBlobStore({ folder: blobsIn(folder) });
      return createBackupPlace({ files, blobs, hasher });
    },
  };
}

interface Row {
  readonly _id: string;
  readonly [member: string]: unknown;
}

/** Pages with blobs of their own, and one of everything that a restore treats in a way of its own. */
export async function fill(scene: Scene, pages = 30): Promise<void> {
  const db = scene.db();
  await migrate(db);
  await db.collection<Row>('migrations').insertOne({ _id: sealingMigration('key1') });
  const put = async (name: string, ...rows: Row[]): Promise<void> => {
    await db.collection<Row>(name).insertMany(rows);
  };
  const archive = archiveKey('01ARCHIVE');
  await scene.blobs.putArchive(archive, [Buffer.from('one'), Buffer.from('two')]);
  await scene.blobs.put(OUTCOMES, Buffer.from('rows'));
  const rows: Row[] = [];
  for (let n = 0; n < pages; n++) {
    const blocksKey = contentKey(hasher.sha256(`text ${n}`));
    await scene.blobs.put(blocksKey, Buffer.from(`text ${n}`));
    const baseline = { blocksKey, bodyKey: entryKey({ archive, index: 1 }, 'h') };
    rows.push({ _id: `job_1:${n}`, jobId: 'job_1', v: 1, baseline, outbox: [{ key: OUTCOMES, row: n }] });
  }
  await put('pages', ...rows);
  const exact = {
    long: Long.fromNumber(2 ** 40),
    whole: new Double(3),
    bytes: new Binary(Buffer.from([0, 255])),
  };
  await put(
    'jobs',
    { _id: 'job_1', name: 'täglich', ...exact, $odd: { $date: 1 } },
    { _id: 'job_2', name: 'gone' },
  );
  await put('removals', { _id: 'job_2', finishedAt: new Date() }, { _id: 'job_3', finishedAt: new Date() });
  const [old, young] = [new Date(Date.now() - 2 * 86_400_000), new Date()];
  await put(
    'deliveries',
    { _id: 'dlv_old', state: 'waiting', createdAt: old, nextAt: old },
    { _id: 'dlv_young', state: 'waiting', createdAt: young, nextAt: young },
    { _id: 'dlv_done', state: 'delivered', createdAt: old, nextAt: null },
  );
  await put('locks', { _id: 'x', holder: 'me', until: Date.now() + 1e9 });
  await put('agents', { _id: 'scraper:box:1', storeId: 'another', at: new Date() });
}

const OUTCOMES = 'runs/run_1/1/store.0';

/** All documents, as bytes, so that kinds of numbers are compared too. */
export async function contentsOf(db: Db, name: string): Promise<string[]> {
  const found = await db.collection(name).find({}, { raw: true }).sort({ _id: 1 }).toArray();
  return found.map((document) => Buffer.from(document as unknown as Uint8Array).toString('base64'));
}
