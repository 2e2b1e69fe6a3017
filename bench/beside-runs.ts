// What a clean-up and a backup cost the runs beside them: the same run alone and beside the work, in pairs whose order alternates,
// on a whole stack. `npm run build && node dist/bench/beside-runs.js [--pairs 4] [--pages 300] [--old 1000]`.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createFileBlobStore } from '../adapters/blobs/file-blob-store.ts';
import { type Mongo, createMongo } from '../adapters/mongo/mongo.ts';
import { takeBackupTo } from '../cli/backup/take.ts';
import type { BlobStore } from '../domain/system/blob/blob-store.ts';
import { type ChildSite, startChildSite } from './measure/child-site.ts';
import { type LocalBench, startLocalBench } from './measure/local-bench.ts';
import { describeLoad, describeMachine } from './measure/machine.ts';
import { fillOldRuns } from './measure/old-runs.ts';
import { percentile, printRows, title } from './measure/print-rows.ts';
import { DAY_MS } from '../domain/system/duration.ts';

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '4' },
    pages: { type: 'string', default: '300' },
    old: { type: 'string', default: '1000' },
  },
});
const PAIRS = Number(values.pairs);
const PAGES = Number(values.pages);
const OLD_RUNS = Number(values.old);
const OLD_PAGES = 50;
/** Short, so that nearly all of what is old has work in it. */
const KEPT = { runDetailsDays: 2, packedRunsDays: 3_650, eventsDays: 7, deliveriesDays: 7 };
const POLL_MS = 100;
const SETTLED_MS = 5_000;

interface Scene {
  readonly bench: LocalBench;
  readonly site: ChildSite;
  readonly jobId: string;
  readonly mongo: Mongo;
  readonly blobs: BlobStore;
}

interface Measured {
  readonly ms: number;
  /** Processor time of the stages, a page. */
  readonly stageMs: number;
  readonly storeMs: number;
}

interface Work {
  /** It has nothing left to do. */
  isOver(): Promise<boolean>;
  /** Ends it, or waits for its end; tells how much it did. */
  end(): Promise<number>;
}

/** Nearly every page differs each time, so that a run has all stages to do. */
async function prepare({ site }: Scene): Promise<void> {
  await site.advance();
  await delay(SETTLED_MS);
}

async function measureRun({ bench, jobId }: Scene): Promise<Measured> {
  const { run, cpuMs } = await bench.measureRun(jobId);
  const { cpuMs: stages } = await bench.client.receipt(run.runId);
  const ms = Date.parse(run.finishedAt ?? '') - Date.parse(run.createdAt);
  const store = [...cpuMs].find(([name]) => name.startsWith('store'))?.[1] ?? 0;
  return { ms, stageMs: stages / PAGES, storeMs: store / PAGES };
}

async function addOldRuns({ mongo, blobs }: Scene, jobId: string): Promise<void> {
  const old = { jobId, runs: OLD_RUNS, pages: OLD_PAGES, runsADay: 4, kept: KEPT };
  await fillOldRuns({ mongo, blobs }, { ...old, until: Date.now() - 3 * DAY_MS });
}

/** At its own pace, on the stack's own pipeline. */
async function startCleanUp({ bench: { client } }: Scene): Promise<Work> {
  const { cleanUpId } = await client.startCleanUp(false);
  const look = () => client.cleanUp(cleanUpId);
  return {
    isOver: async () => (await look()).state !== 'running',
    async end() {
      for (;;) {
        const { state, passes } = await look();
        if (state === 'done') return passes.reduce((sum, { freed }) => sum + freed.documents, 0);
        if (state !== 'running') throw new Error(`The clean-up ended ${state}.`);
        await delay(POLL_MS);
      }
    },
  };
}

/** One backup after the other, each into a folder of its own, from this process. */
function startBackups({ bench: { dataDir } }: Scene): Promise<Work> {
  const interrupted = new AbortController();
  let [goesOn, done] = [true, 0];
  const take = async (): Promise<void> => {
    while (goesOn) {
      const place = join(mkdtempSync(join(dataDir, 'backup-')), 'here');
      const request = { place, dataDir, env: {}, version: 'bench', withSecretKey: false };
      await takeBackupTo({ ...request, say: () => undefined, interrupted: interrupted.signal });
      done += 1;
    }
  };
  const taking = take();
  const isOver = (): Promise<boolean> => Promise.resolve(false);
  return Promise.resolve({
    isOver,
    async end() {
      goesOn = false;
      await taking;
      return done;
    },
  });
}

interface Kind {
  readonly name: string;
  /** What `done` counts. */
  readonly unit: string;
  /** Old runs are added before each pair. */
  readonly fills: boolean;
  readonly start: (scene: Scene) => Promise<Work>;
}

const KINDS: readonly Kind[] = [
  { name: 'clean-up', unit: 'documents', fills: true, start: startCleanUp },
  { name: 'backups', unit: 'backups', fills: false, start: startBackups },
];

interface Pair {
  readonly alone: Measured;
  readonly beside: Measured;
  /** The work had more to do when the run was over. */
  readonly isWhole: boolean;
  readonly done: number;
  readonly workMs: number;
}

async function measureAlone(scene: Scene): Promise<Measured> {
  await prepare(scene);
  return measureRun(scene);
}

async function measureBeside(scene: Scene, { start }: Kind): Promise<Omit<Pair, 'alone'>> {
  await prepare(scene);
  const startedAt = performance.now();
  const work = await start(scene);
  const beside = await measureRun(scene);
  const isWhole = !(await work.isOver());
  const done = await work.end();
  return { beside, isWhole, done, workMs: performance.now() - startedAt };
}

async function measurePairs(scene: Scene, kind: Kind): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    if (kind.fills) await addOldRuns(scene, `old-${pair}`);
    const before = pair % 2 === 0 ? await measureAlone(scene) : null;
    const beside = await measureBeside(scene, kind);
    const alone = before ?? (await measureAlone(scene));
    pairs.push({ ...beside, alone });
    process.stderr.write(
      `${kind.name}: ${alone.ms} ms alone, ${beside.beside.ms} ms beside it; ${describeLoad()}\n`,
    );
  }
  return pairs;
}

const median = (numbers: readonly number[]): number => percentile(numbers, 0.5);

function print({ name, unit }: Kind, pairs: readonly Pair[]): void {
  title(`Runs of ${PAGES} pages beside ${name}, ${pairs.length} pairs`);
  const row = (what: string, of: (one: Measured) => number) => {
    const ratios = pairs.map(({ alone, beside }) => of(beside) / of(alone));
    const [alone, beside] = [pairs.map((one) => of(one.alone)), pairs.map((one) => of(one.beside))];
    const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
    return [what, median(alone), median(beside), median(ratios), spread];
  };
  printRows(
    ['median', 'alone', 'beside', 'ratio of pairs', 'from … to'],
    [
      row('run, ms', ({ ms }) => ms),
      row("stages' CPU, ms a page", ({ stageMs }) => stageMs),
      row("store's CPU, ms a page", ({ storeMs }) => storeMs),
    ],
  );
  const whole = pairs.filter(({ isWhole }) => isWhole).length;
  const speed = median(pairs.map(({ done, workMs }) => (done / workMs) * 1_000));
  console.log(
    `\n${speed.toFixed(2)} ${unit} a second meanwhile; ${whole} of ${pairs.length} outlasted their run.`,
  );
}

async function main(): Promise<void> {
  const site = await startChildSite({ pages: PAGES, changedShare: 1 });
  const bench = await startLocalBench({ hosts: [site.host] });
  const mongo = await createMongo(bench.mongoUri, { dbName: 'webloom', appName: 'bench' });
  const blobs = await createFileBlobStore({ folder: join(bench.dataDir, 'blobs') });
  try {
    const source = { kind: 'site' as const, start: [site.startUrl] };
    const jobId = await bench.createJob({ config: { source, changes: { sampleNoise: false } } });
    const scene = { bench, site, jobId, mongo, blobs };
    // So that every process has worked, and all pages are known.
    await measureAlone(scene);
    await measureAlone(scene);
    const found: [Kind, Pair[]][] = [];
    for (const kind of KINDS) found.push([kind, await measurePairs(scene, kind)]);
    console.log(describeMachine());
    for (const [kind, pairs] of found) print(kind, pairs);
  } finally {
    await mongo.close();
    await bench.stop();
    await site.stop();
  }
}

await main();
