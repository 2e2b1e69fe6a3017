// A large run beside many small ones: how long runs of one page take alone and beside a large run, and how many pages a second the
// large run does alone and beside them. `npm run build && node dist/bench/large-beside-small.js [--pages 2000] [--small 20] [--at-once 1] [--large 1]`.
// It exits with 1 where a small run takes more than twice as long (p95), or the large one keeps less than half of its speed.
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { RunView } from '../api/client/client.ts';
import { SECOND_MS } from '../domain/system/duration.ts';
import { startChildSite } from './measure/child-site.ts';
import { type LocalBench, startLocalBench } from './measure/local-bench.ts';
import { describeLoad, describeMachine } from './measure/machine.ts';
import { percentile, printRows, title } from './measure/print-rows.ts';

const { values } = parseArgs({
  options: {
    pages: { type: 'string', default: '2000' },
    small: { type: 'string', default: '20' },
    'at-once': { type: 'string', default: '1' },
    large: { type: 'string', default: '1' },
  },
});
const PAGES = Number(values.pages);
const SMALL = Number(values.small);
const AT_ONCE = Number(values['at-once']);
const LARGE = Number(values.large);
/** Runs of both kinds before anything is measured, so that every process has worked. */
const WARM_UP_RUNS = 3;
const POLL_MS = 200;
const MOST_TIMES = 2;
const LEAST_SPEED = 0.5;
/** Small pages are pages of their own site, each new to Webloom, so that they go through all stages. */
const SMALL_PAGES = 20_000;

interface Scene {
  readonly bench: LocalBench;
  readonly largeUrl: string;
  readonly smallUrl: string;
  nextPage: number;
}

const msOf = ({ createdAt, finishedAt }: RunView): number =>
  Date.parse(finishedAt ?? '') - Date.parse(createdAt);

async function runSmall(scene: Scene): Promise<number> {
  const { bench, smallUrl } = scene;
  const url = `${smallUrl}/page/${(scene.nextPage += 1)}`;
  const config = { source: { kind: 'pages' as const, urls: [url] }, fetch: { delayMs: 0 } };
  const jobId = await bench.createJob({ name: url, config });
  return msOf(await bench.ended(await bench.start(jobId)));
}

async function startLarge({ bench, largeUrl }: Scene, name: string): Promise<string> {
  const source = { kind: 'site' as const, start: [largeUrl] };
  const jobId = await bench.createJob({ name, config: { source, fetch: { delayMs: 0 } } });
  return bench.start(jobId);
}

/** Pages a second. */
function speedOf(run: RunView): number {
  return (run.ledger.stored / msOf(run)) * SECOND_MS;
}

/** So many at once, one after the other, for as long as it is wanted. */
async function runSmallOnes(scene: Scene, isWanted: (done: number) => boolean): Promise<number[]> {
  const times: number[] = [];
  const one = async (): Promise<void> => {
    while (isWanted(times.length)) times.push(await runSmall(scene));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return times;
}

function smallAlone(scene: Scene): Promise<number[]> {
  return runSmallOnes(scene, (done) => done < SMALL);
}

/** Pages a second of all of them together. */
async function runLarge(scene: Scene, runIds: readonly string[]): Promise<number> {
  const runs = await Promise.all(runIds.map((runId) => scene.bench.ended(runId)));
  return runs.reduce((sum, run) => sum + speedOf(run), 0);
}

function startLargeOnes(scene: Scene, name: string): Promise<string[]> {
  return Promise.all(Array.from({ length: LARGE }, (_, n) => startLarge(scene, `${name} ${n}`)));
}

/** Small runs for as long as the large ones go on; what began in time counts. */
async function beside(scene: Scene): Promise<{ readonly times: number[]; readonly speed: number }> {
  const runIds = await startLargeOnes(scene, 'large beside small');
  for (const runId of runIds)
    while ((await scene.bench.client.run(runId)).ledger.stored === 0) await delay(POLL_MS);
  let goesOn = true;
  const large = runLarge(scene, runIds).finally(() => (goesOn = false));
  const times = await runSmallOnes(scene, () => goesOn);
  return { times, speed: await large };
}

async function main(): Promise<void> {
  const [largeSite, smallSite] = [
    await startChildSite({ pages: PAGES }),
    await startChildSite({ pages: SMALL_PAGES }),
  ];
  const bench = await startLocalBench({ hosts: [largeSite.host, smallSite.host] });
  const scene = { bench, largeUrl: largeSite.startUrl, smallUrl: smallSite.url, nextPage: 0 };
  try {
    for (let run = 0; run < WARM_UP_RUNS; run++) await runSmall(scene);
    process.stderr.write(`${describeLoad()}\n`);
    const before = await smallAlone(scene);
    const largeAlone = await runLarge(scene, await startLargeOnes(scene, 'large alone'));
    const both = await beside(scene);
    const alone = [...before, ...(await smallAlone(scene))];
    process.stderr.write(`${describeLoad()}\n`);
    report({ alone, largeAlone, ...both });
  } finally {
    await bench.stop();
    await Promise.all([largeSite.stop(), smallSite.stop()]);
  }
}

interface Found {
  readonly alone: readonly number[];
  readonly largeAlone: number;
  readonly times: readonly number[];
  readonly speed: number;
}

function report({ alone, largeAlone, times, speed }: Found): void {
  title(`${LARGE} of ${PAGES} pages beside runs of one page, ${AT_ONCE} at a time, ${describeMachine()}`);
  const row = (what: string, share: number) => {
    const [one, other] = [percentile(alone, share), percentile(times, share)];
    return [what, one, other, other / one];
  };
  printRows(
    ['', 'alone', 'beside', 'ratio'],
    [
      row('small run p50, ms', 0.5),
      row('small run p95, ms', 0.95),
      ['large, pages/s', largeAlone, speed, speed / largeAlone],
    ],
  );
  console.log(`\n${alone.length} small runs alone, ${times.length} beside the large one.`);
  const isGood =
    percentile(times, 0.95) <= MOST_TIMES * percentile(alone, 0.95) && speed >= LEAST_SPEED * largeAlone;
  process.exitCode = isGood ? 0 : 1;
}

await main();
