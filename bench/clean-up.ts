// A job that ran a thousand times, four times a day, and what a clean-up with short days leaves of it: documents, database, disk;
// against what the policy says. `npx tsx bench/clean-up.ts [--runs 1000] [--pages 50]`.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createFileBlobStore } from '../adapters/blobs/file-blob-store.ts';
import { createRunArchive } from '../adapters/blobs/run-archive-file.ts';
import { createStageFiles } from '../adapters/blobs/stage-files.ts';
import { type Mongo, createMongo } from '../adapters/mongo/mongo.ts';
import type { BlobStore } from '../domain/system/blob/blob-store.ts';
import { createPasses } from '../domain/upkeep/clean-up/passes.ts';
import { BUILT_IN_BOOK } from '../domain/job/limit/plan.ts';
import { FREED_NOTHING, type Freed, addFreed } from '../domain/upkeep/clean-up/pass.ts';
import { startStore } from '../embedded-store/start.ts';
import { createSilentLog } from '../test/support/silent-log.ts';
import { createBenchFolder, removeBenchFolder } from './measure/bench-folder.ts';
import { sizeOf } from './measure/bytes-on-disk.ts';
import { describeMachine } from './measure/machine.ts';
import { fillOldRuns } from './measure/old-runs.ts';
import { type Cell, printRows, title } from './measure/print-rows.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '1000' }, pages: { type: 'string', default: '50' } },
});
const RUNS = Number(values.runs);
const PAGES = Number(values.pages);
const RUNS_A_DAY = 4;
const NOW = Date.parse('2026-06-01T03:10:00Z');
const KEPT = { runDetailsDays: 2, packedRunsDays: 30, eventsDays: 7, deliveriesDays: 7 };
const STEP = 200;

interface Bench {
  readonly mongo: Mongo;
  readonly blobs: BlobStore;
  readonly folders: { readonly database: string; readonly blobs: string };
}

const clock = { now: () => new Date(NOW) };

async function fill({ mongo, blobs }: Bench): Promise<void> {
  const old = { jobId: 'job', runs: RUNS, pages: PAGES, runsADay: RUNS_A_DAY, kept: KEPT, until: NOW };
  await fillOldRuns({ mongo, blobs }, old, (done) => process.stderr.write(`${done} runs\n`));
}

async function look(name: string, { mongo, folders }: Bench): Promise<Cell[]> {
  const stored = await mongo.storedGauge.stored();
  const [database, blobs] = [sizeOf(folders.database), sizeOf(folders.blobs)];
  const documents = stored.reduce((sum, kind) => sum + kind.documents, 0);
  const live = stored.reduce((sum, { bytes }) => sum + bytes, 0);
  return [name, documents, live / 1e6, database.bytes / 1e6, blobs.files, blobs.bytes / 1e6];
}

async function cleanUp({
  mongo,
  blobs,
}: Bench): Promise<{ freed: Freed; steps: number; ms: number; longest: number }> {
  const archive = createRunArchive(blobs);
  const stageFiles = createStageFiles(blobs);
  const passes = createPasses({
    planBook: BUILT_IN_BOOK,
    mayDelete: async () => true,
    ...mongo,
    archive,
    blobs,
    stageFiles,
    clock,
    log: createSilentLog(),
  });
  const startedAt = performance.now();
  let [freed, steps, longest] = [FREED_NOTHING, 0, 0];
  for (const pass of passes) {
    let cursor: string | null = null;
    do {
      const stepAt = performance.now();
      const step = await pass.step({ cursor, dryRun: false, limit: STEP });
      longest = Math.max(longest, performance.now() - stepAt);
      freed = addFreed(freed, step.freed);
      steps += 1;
      cursor = step.next;
    } while (cursor !== null);
  }
  return { freed, steps, ms: performance.now() - startedAt, longest };
}

/** What the days say, beside what is there. */
async function compare({ mongo, blobs }: Bench): Promise<void> {
  const packedFiles: string[] = [];
  for await (const key of blobs.list('runs-packed/')) packedFiles.push(key);
  const unpacked = new Set<string>();
  for await (const key of blobs.list('runs/')) unpacked.add(key.split('/')[1] ?? '');
  const of = async (what: string): Promise<number> =>
    (await mongo.storedGauge.stored()).find((kind) => kind.what === what)?.documents ?? 0;
  const within = (days: number): number => Math.min(RUNS, days * RUNS_A_DAY - 1);
  title('What is left, and what the policy says');
  printRows(
    ['what', 'left', 'policy'],
    [
      ['runs', await of('Runs and their counts'), RUNS],
      ['runs with details at hand', unpacked.size, within(KEPT.runDetailsDays)],
      ['packed runs', packedFiles.length, within(KEPT.packedRunsDays) - within(KEPT.runDetailsDays)],
      ['events', await of('Events'), within(KEPT.eventsDays) * 6],
      ['deliveries', await of('Messages to channels'), within(KEPT.deliveriesDays)],
    ],
  );
}

async function main(): Promise<void> {
  const folder = createBenchFolder();
  const folders = { database: join(folder, 'store'), blobs: join(folder, 'blobs') };
  const store = await startStore({ port: 0, dataDir: folders.database });
  const mongo = await createMongo(`mongodb://127.0.0.1:${store.port}/`, {
    dbName: 'bench',
    appName: 'bench',
  });
  const bench = { mongo, folders, blobs: await createFileBlobStore({ folder: folders.blobs }) };
  await fill(bench);
  const rows = [await look('before', bench)];
  const first = await cleanUp(bench);
  rows.push(await look('after', bench));
  const second = await cleanUp(bench);
  console.log(describeMachine());
  title(`${RUNS} runs of ${PAGES} pages, kept: ${JSON.stringify(KEPT)}`);
  printRows(['when', 'documents', 'database MB', 'its folder MB', 'files', 'files MB'], rows);
  await compare(bench);
  title('The clean-up');
  const { freed, steps, ms, longest } = first;
  printRows(
    ['', 'ms', 'steps', 'longest step ms', 'documents', 'documents/s', 'files', 'MB freed', 'MB/s'],
    [
      [
        'first',
        ms,
        steps,
        longest,
        freed.documents,
        (freed.documents / ms) * 1e3,
        freed.files,
        freed.bytes / 1e6,
        freed.bytes / 1e3 / ms,
      ],
      [
        'again',
        second.ms,
        second.steps,
        second.longest,
        second.freed.documents,
        0,
        second.freed.files,
        second.freed.bytes / 1e6,
        0,
      ],
    ],
  );
  await mongo.close();
  await store.stop();
  removeBenchFolder(folder);
}

await main();
