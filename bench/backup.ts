// A backup of many pages, its repetition, its check and its restore, over the embedded store (a process of its own).
// `npx tsx bench/backup.ts [--pages 100000] [--folder DIR]`, or with the URI of a server in MONGODB_TEST_URI.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Db, MongoClient } from 'mongodb';
import { createBackupPlace } from '../adapters/backup/backup-place.ts';
import { blobsIn, createFolderFiles } from '../adapters/backup/folder-files.ts';
import { createFileBlobStore } from '../adapters/blobs/file-blob-store.ts';
import { createIds, hasher } from '../adapters/clock/ids.ts';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { blobKeysOf, createBackupDatabase } from '../adapters/mongo/backup/backup-database.ts';
import { knownMigrations, migrate } from '../adapters/mongo/migrate.ts';
import type { BlobStore } from '../domain/system/blob/blob-store.ts';
import { archiveKey, entryKey } from '../domain/system/blob/archive.ts';
import { requireWhole, restoreBackup } from '../domain/upkeep/backup/restore-backup.ts';
import { takeBackup } from '../domain/upkeep/backup/take-backup.ts';
import { sampleChange, samplePage, sampleSnapshot } from '../test/contracts/sample-documents.ts';
import { startBenchStore } from './measure/bench-store.ts';
import { describeMachine } from './measure/machine.ts';
import { printRows, title } from './measure/print-rows.ts';

const { values } = parseArgs({
  options: { pages: { type: 'string', default: '100000' }, folder: { type: 'string' } },
});
const PAGES = Number(values.pages);
/** As a chunk writes them: the bodies and texts of its pages in one archive. */
const PAGES_OF_ARCHIVE = 50;
const BODY_BYTES = 4_000;
const ids = createIds();

async function fill(db: Db, blobs: BlobStore): Promise<void> {
  await migrate(db);
  for (let from = 0; from < PAGES; from += PAGES_OF_ARCHIVE) {
    const archive = archiveKey(ids.ulid());
    await blobs.putArchive(
      archive,
      Array.from({ length: PAGES_OF_ARCHIVE }, () => randomBytes(BODY_BYTES)),
    );
    const numbers = Array.from({ length: PAGES_OF_ARCHIVE }, (_, at) => from + at);
    const keys = (n: number) => {
      const key = entryKey({ archive, index: n - from }, 'h'.repeat(43));
      return { blocksKey: key, bodyKey: key };
    };
    const pages = numbers.map((n) => {
      const page = samplePage('job_bench', `k${n}`);
      return { ...page, baseline: { ...page.baseline, ...keys(n) } };
    });
    const snapshots = numbers.map((n) => ({ ...sampleSnapshot(`job_bench:k${n}`, 1), ...keys(n) }));
    const changes = numbers
      .filter((n) => n % 10 === 0)
      .map((n) => ({ ...sampleChange(`job_bench:k${n}`, 1), told: true }));
    await db.collection<{ _id: string }>('pages').insertMany(pages);
    await db.collection<{ _id: string }>('snapshots').insertMany(snapshots);
    await db.collection<{ _id: string }>('changes').insertMany(changes);
  }
}

async function main(): Promise<void> {
  const base = mkdtempSync(join(values.folder ?? tmpdir(), 'webloom-bench-backup-'));
  const store = await startBenchStore(process.env['MONGODB_TEST_URI']);
  const client = await new MongoClient(store.uri).connect();
  try {
    const [source, target] = [client.db('bench_source'), client.db('bench_target')];
    const blobs = await createFileBlobStore({ folder: join(base, 'blobs') });
    await fill(source, blobs);
    const folder = join(base, 'backup');
    const kept = await createFileBlobStore({ folder: blobsIn(folder), flush: 'data' });
    const place = createBackupPlace({ files: createFolderFiles(folder), blobs: kept, hasher });
    const common = { place, blobKeys: blobKeysOf, clock: systemClock, hasher, ids, say: () => undefined };
    const taking = { ...common, database: createBackupDatabase(source), blobs, hold: async () => undefined };
    const options = { version: 'bench', secretKey: null };
    const rows: (string | number)[][] = [];
    const measure = async <Value>(what: string, work: () => Promise<Value>): Promise<Value> => {
      const [startedAt, cpu, storeCpu] = [performance.now(), process.cpuUsage(), store.cpuUs()];
      const value = await work();
      const { user, system } = process.cpuUsage(cpu);
      const seconds = (performance.now() - startedAt) / 1_000;
      rows.push([what, seconds, PAGES / seconds, (user + system) / 1e6, (store.cpuUs() - storeCpu) / 1e6]);
      return value;
    };
    const manifest = await measure('backup', () => takeBackup(taking, options));
    await measure('backup again, nothing new', () => takeBackup(taking, options));
    const whole = await measure('verify', () => requireWhole(common, knownMigrations()));
    const restored = await createFileBlobStore({ folder: join(base, 'restored'), flush: 'data' });
    const ports = { ...common, database: createBackupDatabase(target), blobs: restored };
    await measure('restore', () => restoreBackup(ports, whole));
    title(`Backup of ${PAGES} pages`);
    console.log(`${describeMachine()}\n`);
    const documents = manifest.collections.reduce((sum, one) => sum + one.documents, 0);
    const dumped = manifest.collections.reduce((sum, { file }) => sum + file.bytes, 0);
    const mb = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
    console.log(
      `${documents} documents (${mb(dumped)} packed), ${manifest.blobs.files} files (${mb(manifest.blobs.bytes)})\n`,
    );
    printRows(['what', 'seconds', 'pages/s', 'CPU s', 'CPU s of the store'], rows);
    console.log(`\nmost memory of this process: ${Math.round(process.resourceUsage().maxRSS / 1_024)} MB`);
  } finally {
    if (process.env['MONGODB_TEST_URI'] !== undefined)
      for (const name of ['bench_source', 'bench_target']) await client.db(name).dropDatabase();
    await client.close();
    await store.stop();
    rmSync(base, { recursive: true, force: true });
  }
}

await main();
