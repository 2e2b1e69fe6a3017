// One run over as many pages of 2 KB as come within the time, then the same pages as 304: whether memory and CPU per page stay as they
// are, and how soon the API answers meanwhile. `npm run build && node dist/bench/large-run.js [--pages 1000000] [--minutes 60]
// [--again 0.2]`: the share of the time that is for the second look. A run that is not done in its time is stopped.
import { loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { sizeOf } from './measure/bytes-on-disk.ts';
import { type LocalBench, startLocalBench } from './measure/local-bench.ts';
import { describeMachine } from './measure/machine.ts';
import { percentile, printRows, title } from './measure/print-rows.ts';
import { type Look, growth, stretches } from './large-run/course.ts';
import { startSmallSite } from './large-run/small-site.ts';
import { MINUTE_MS } from '../domain/system/duration.ts';

const LOOK_EVERY_MS = 10_000;
const PARTS = 10;

const { values } = parseArgs({
  options: {
    pages: { type: 'string', default: '1000000' },
    minutes: { type: 'string', default: '60' },
    again: { type: 'string', default: '0.2' },
  },
});
const pages = Number(values.pages);
const forMs = Number(values.minutes) * MINUTE_MS;
const againMs = forMs * Number(values.again);

interface Course {
  readonly looks: readonly Look[];
  /** How long each kind of question took, ms. */
  readonly asked: ReadonlyMap<string, readonly number[]>;
  readonly ending: string;
}

/** What people ask beside a run: lists, the run, its overview, a page of versions. */
const QUESTIONS: readonly (readonly [string, (jobId: string, runId: string) => string])[] = [
  ['run', (_, runId) => `/v1/runs/${runId}`],
  ['list of jobs', () => '/v1/jobs?limit=50'],
  ['list of runs', (jobId) => `/v1/jobs/${jobId}/runs?limit=50`],
  ['pages of the job', (jobId) => `/v1/jobs/${jobId}/pages?limit=50`],
  ['overview', () => '/v1/overview'],
  ['health', () => '/v1/health'],
];

async function ask(bench: LocalBench, path: string): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(`${bench.apiUrl}${path}`);
  await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}.`);
  return performance.now() - startedAt;
}

async function follow(bench: LocalBench, jobId: string, untilMs: number): Promise<Course> {
  const startedAt = performance.now();
  const runId = await bench.start(jobId);
  const looks: Look[] = [];
  const asked = new Map<string, number[]>(QUESTIONS.map(([name]) => [name, []]));
  for (;;) {
    const { ledger, state } = await bench.client.run(runId);
    const atMs = performance.now() - startedAt;
    const done = ledger.stored + ledger.unchanged;
    const diskMb = sizeOf(bench.dataDir).bytes / 1e6;
    looks.push({ atMs, pages: done, usage: bench.usage(), diskMb, load: loadavg()[0] ?? 0 });
    process.stderr.write(`${(atMs / 1_000).toFixed(0)} s: ${state}, ${done} pages\n`);
    for (const [name, path] of QUESTIONS) asked.get(name)?.push(await ask(bench, path(jobId, runId)));
    if (state === 'completed' || state === 'failed' || state === 'stopped')
      return { looks, asked, ending: state };
    if (atMs > untilMs) break;
    await wait(LOOK_EVERY_MS);
  }
  await bench.client.act(jobId, 'stop');
  const { state } = await bench.ended(runId);
  return { looks, asked, ending: `${state}, its time was over` };
}

function report(name: string, { looks, asked, ending }: Course): void {
  title(`${name}: ${looks.at(-1)?.pages ?? 0} pages, ${ending}`);
  printRows(
    ['to page', 'pages/s', 'CPU ms/page', 'memory MB', 'disk MB', 'load'],
    stretches(looks, PARTS).map((each) => [
      each.toPages,
      each.pagesPerSecond,
      each.cpuMs.toFixed(2),
      Math.round(each.ownMb),
      Math.round(each.diskMb),
      each.load.toFixed(1),
    ]),
  );
  console.log();
  printRows(
    [
      'process',
      'memory in the middle, MB',
      'at the end',
      'MB per 100,000 pages',
      'CPU ms/page, 1st half',
      '2nd half',
    ],
    growth(looks).map((each) => [
      each.process,
      Math.round(each.firstMb),
      Math.round(each.lastMb),
      each.slopeMb.toFixed(1),
      each.firstCpuMs.toFixed(3),
      each.lastCpuMs.toFixed(3),
    ]),
  );
  console.log();
  printRows(
    ['question', 'n', 'p50 ms', 'p95 ms', 'max ms'],
    [...asked].map(([question, times]) => [
      question,
      times.length,
      Math.round(percentile(times, 0.5)),
      Math.round(percentile(times, 0.95)),
      Math.round(Math.max(...times)),
    ]),
  );
}

const site = await startSmallSite(pages);
const bench = await startLocalBench({ hosts: [site.host] });
try {
  const jobId = await bench.createJob({
    name: 'very many pages',
    config: { source: { kind: 'sitemap', sitemaps: [site.sitemap] }, limits: { maxPages: pages } },
  });
  report('First visit', await follow(bench, jobId, forMs - againMs));
  if (againMs > 0) report('The same pages again', await follow(bench, jobId, againMs));
} finally {
  await bench.stop();
  await site.stop();
}
console.log(`\n${describeMachine()}`);
