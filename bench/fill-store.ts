// Fills a data folder with so many stored pages, as runs leave them, without a crawl: page, version, frontier, each third with
// a price, and their blobs. To try what a large store does: how full it is, a backup, a move to MongoDB.
// `npx tsx bench/fill-store.ts --data-dir DIR [--pages 100000]`; the embedded store runs on DIR for that time.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MongoClient } from 'mongodb';
import { createFileBlobStore } from '../adapters/blobs/file-blob-store.ts';
import { createIds } from '../adapters/clock/ids.ts';
import { createMongo } from '../adapters/mongo/mongo.ts';
import { createStack } from '../cli/stack/stack.ts';
import { archiveKey, entryKey } from '../domain/system/blob/archive.ts';
import { sampleJob, samplePage, samplePrice, sampleSnapshot } from '../test/contracts/sample-documents.ts';
import { describeMachine } from './measure/machine.ts';

const { values } = parseArgs({
  options: { pages: { type: 'string', default: '100000' }, 'data-dir': { type: 'string' } },
});
const PAGES = Number(values.pages);
/** As a chunk writes them: the bodies and texts of its pages in one archive. */
const PAGES_OF_CHUNK = 500;
const BODY_BYTES = 2_000;
const JOB = 'job_filled';
const RUN = 'run_filled';

async function fill(uri: string, blobFolder: string): Promise<void> {
  const mongo = await createMongo(uri, { dbName: 'webloom', appName: 'fill' });
  const blobs = await createFileBlobStore({ folder: blobFolder });
  const client = await new MongoClient(uri).connect();
  const db = client.db('webloom');
  const insert = (name: string, documents: { _id: string }[]) =>
    db.collection<{ _id: string }>(name).insertMany(documents);
  const ids = createIds();
  await mongo.jobs.insert(sampleJob(JOB));
  for (let from = 0; from < PAGES; from += PAGES_OF_CHUNK) {
    const numbers = Array.from({ length: Math.min(PAGES_OF_CHUNK, PAGES - from) }, (_, at) => from + at);
    const archive = archiveKey(ids.ulid());
    await blobs.putArchive(
      archive,
      numbers.map(() => randomBytes(BODY_BYTES)),
    );
    const keysOf = (n: number): { blocksKey: string; bodyKey: string } => {
      const key = entryKey({ archive, index: n - from }, 'h'.repeat(43));
      return { blocksKey: key, bodyKey: key };
    };
    const urls = numbers.map((n) => ({ urlKey: keyOf(n), url: `http://shop.test/kettles/${n}`, depth: 1 }));
    await mongo.frontier.offer(RUN, 1, urls, Date.now());
    await insert(
      'pages',
      numbers.map((n) => {
        const page = samplePage(JOB, keyOf(n), { url: `http://shop.test/kettles/${n}` });
        return { ...page, baseline: { ...page.baseline, ...keysOf(n) } };
      }),
    );
    await insert(
      'snapshots',
      numbers.map((n) => ({ ...sampleSnapshot(`${JOB}:${keyOf(n)}`, 1, { jobId: JOB }), ...keysOf(n) })),
    );
    await insert(
      'prices',
      numbers
        .filter((n) => n % 3 === 0)
        .map((n) => samplePrice(`${JOB}:${keyOf(n)}`, 1, { jobId: JOB, runId: RUN })),
    );
  }
  const { embeddedStore } = await db.command({ hello: 1 });
  await client.close();
  await mongo.close();
  console.log(JSON.stringify({ pages: PAGES, ...embeddedStore }));
}

/** As long as the key of a URL is: 32 characters. */
function keyOf(n: number): string {
  return String(n).padStart(32, 'k');
}

/** Memory of its own, and pages of its files that the system keeps while it has room. */
function memoryOf(pid: number | undefined): string {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mb = (name: string): number =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1_024);
  return `${mb('RssAnon')} MB of memory, and ${mb('RssFile')} MB of mapped files`;
}

const dataDir = resolve(values['data-dir'] ?? '');
const stack = createStack({ dataDir, env: process.env, log: console.error, only: ['store'] });
const { mongoUri, services } = await stack.start();
const startedAt = performance.now();
await fill(mongoUri, join(dataDir, 'blobs'));
console.log(describeMachine());
console.log(
  `filled in ${Math.round((performance.now() - startedAt) / 1_000)} s, the store holds ${memoryOf(services[0]?.pid)}`,
);
await stack.stop();
