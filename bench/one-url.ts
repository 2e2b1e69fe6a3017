// How long people wait: from `start` to the first stored page of a one-URL job, from an event to its stream, from pause and
// stop to their answers and to the last request the site sees. And how many Temporal events a one-URL run takes, and how much
// CPU of each process: of a first visit, of one that finds the page as it was (304), and of nothing for the same time.
// `npm run build && node dist/bench/one-url.js [--runs 30] [--stops 10] [--cpu-runs 60] [--bucket]`
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openBenchBucket } from './measure/bench-bucket.ts';
import { type ChildSite, startChildSite } from './measure/child-site.ts';
import { type LocalBench, startLocalBench } from './measure/local-bench.ts';
import { describeMachine } from './measure/machine.ts';
import { percentile, printRows, title } from './measure/print-rows.ts';
import type { Usage } from './measure/process-usage.ts';

const WARM_UP_RUNS = 3;
const POLL_MS = 10;
/** A crawl is paused or stopped after this many requests; then its site is watched for WATCH_MS. */
const MOVING_REQUESTS = 100;
const WATCH_MS = 2_000;
const SITE_PAGES = 20_000;
/** The first page that runs are measured with whose CPU is counted. */
const CPU_PAGES = 10_000;
const IDLE_MS = 20_000;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '30' },
    stops: { type: 'string', default: '10' },
    'cpu-runs': { type: 'string', default: '60' },
    bucket: { type: 'boolean', default: false },
  },
});

interface OneUrlRun {
  readonly storedMs: number;
  readonly endedMs: number;
  readonly events: number;
}

async function runOneUrl(bench: LocalBench, url: string): Promise<OneUrlRun> {
  const jobId = await bench.createJob({ name: url, config: { source: { kind: 'pages', urls: [url] } } });
  const startedAt = performance.now();
  const runId = await bench.start(jobId);
  for (;;) {
    const { ledger, state } = await bench.client.run(runId);
    if (ledger.stored > 0) break;
    if (state === 'failed') throw new Error(`The run over ${url} failed.`);
    await wait(POLL_MS);
  }
  const storedMs = performance.now() - startedAt;
  const { workflowId } = await bench.ended(runId);
  const endedMs = performance.now() - startedAt;
  return { storedMs, endedMs, events: await bench.temporalEvents(workflowId) };
}

/** CPU of each process, in ms. */
type Cpu = ReadonlyMap<string, number>;

async function cpuOf(bench: LocalBench, act: () => Promise<unknown>): Promise<{ cpu: Cpu; ms: number }> {
  const before = bench.usage();
  const startedAt = performance.now();
  await act();
  const ms = performance.now() - startedAt;
  return { cpu: difference(before, bench.usage()), ms };
}

function difference(before: ReadonlyMap<string, Usage>, after: ReadonlyMap<string, Usage>): Cpu {
  return new Map([...after].map(([name, { cpuMs }]) => [name, cpuMs - (before.get(name)?.cpuMs ?? 0)]));
}

/** Runs one after another; each end comes from the stream of events, because asking costs CPU. */
async function runEach(bench: LocalBench, jobIds: readonly string[]): Promise<void> {
  const watching = new AbortController();
  const events = await bench.client.openEvents('run', watching.signal);
  const ended = new Set<string>();
  const following = (async () => {
    for await (const { type, runId } of events)
      if (type === 'run.finished' && runId !== undefined) ended.add(runId);
  })();
  for (const jobId of jobIds) {
    const runId = await bench.start(jobId);
    while (!ended.has(runId)) await wait(POLL_MS);
  }
  watching.abort();
  await following;
}

async function measureCpu(bench: LocalBench, site: ChildSite): Promise<void> {
  const runs = Number(values['cpu-runs']);
  if (runs === 0) return;
  const jobIds: string[] = [];
  for (let n = 0; n < runs; n += 1) {
    const url = `${site.url}/page/${CPU_PAGES + n}`;
    jobIds.push(await bench.createJob({ name: url, config: { source: { kind: 'pages', urls: [url] } } }));
  }
  const parts = [
    { what: 'first visit', ...(await cpuOf(bench, () => runEach(bench, jobIds))) },
    { what: '304', ...(await cpuOf(bench, () => runEach(bench, jobIds))) },
    { what: 'nothing', ...(await cpuOf(bench, () => wait(IDLE_MS))) },
  ];
  const idle = parts[2];
  title(
    `CPU ms of a one-URL run, of ${runs} one after another; in brackets without what the stack costs idle`,
  );
  const names = [...(idle?.cpu.keys() ?? [])];
  printRows(
    ['process', ...parts.slice(0, 2).map(({ what }) => what), 'idle, % of a core'],
    [...names, 'all'].map((name) => [name, ...parts.map((part) => cpuCell(part, { idle, runs, name }))]),
  );
}

function cpuCell(
  { what, cpu, ms }: { readonly what: string; readonly cpu: Cpu; readonly ms: number },
  of: {
    readonly idle: { readonly cpu: Cpu; readonly ms: number } | undefined;
    readonly runs: number;
    readonly name: string;
  },
): string {
  const idleShare = of.idle === undefined ? 0 : sumOf(of.idle.cpu, of.name) / of.idle.ms;
  if (what === 'nothing') return (idleShare * 100).toFixed(1);
  const used = sumOf(cpu, of.name);
  return `${(used / of.runs).toFixed(0)} (${((used - idleShare * ms) / of.runs).toFixed(0)})`;
}

function sumOf(cpu: Cpu, name: string): number {
  return name === 'all' ? [...cpu.values()].reduce((sum, each) => sum + each, 0) : (cpu.get(name) ?? 0);
}

interface Control {
  /** Time until the verb was answered. */
  readonly answeredMs: number;
  /** From the answer to the last request at the site; 0 when none came after it. */
  readonly effectiveMs: number;
}

async function control(site: ChildSite, act: () => Promise<unknown>): Promise<Control> {
  const askedAt = performance.now();
  await act();
  const answeredAt = performance.now();
  let { requests } = await site.counts();
  let effectiveMs = 0;
  while (performance.now() - answeredAt < WATCH_MS) {
    await wait(POLL_MS);
    const now = await site.counts();
    if (now.requests > requests) effectiveMs = performance.now() - answeredAt;
    requests = now.requests;
  }
  return { answeredMs: answeredAt - askedAt, effectiveMs };
}

async function measureControls(bench: LocalBench, site: ChildSite, times: number) {
  if (times === 0) return { pauses: [], stops: [] };
  const jobId = await bench.createJob({
    name: 'crawl',
    config: { source: { kind: 'site', start: [site.startUrl] } },
  });
  const pauses: Control[] = [];
  const stops: Control[] = [];
  for (let n = 0; n < times; n += 1) {
    const runId = await bench.start(jobId);
    await untilMoving(site);
    pauses.push(await control(site, () => bench.client.act(jobId, 'pause')));
    await bench.client.act(jobId, 'resume');
    await untilMoving(site);
    stops.push(await control(site, () => bench.client.act(jobId, 'stop')));
    await bench.ended(runId);
  }
  return { pauses, stops };
}

async function untilMoving(site: ChildSite): Promise<void> {
  const { requests } = await site.counts();
  while ((await site.counts()).requests < requests + MOVING_REQUESTS) await wait(POLL_MS);
}

/** Collects the delays of events on the stream, in milliseconds, until the signal aborts. */
async function followDelays(bench: LocalBench, delays: number[], signal: AbortSignal): Promise<void> {
  for await (const event of bench.client.events('run', signal))
    delays.push(Date.now() - Date.parse(event.at));
}

function row(what: string, figures: readonly number[], limit: number | null) {
  const p95 = percentile(figures, 0.95);
  const all = [percentile(figures, 0.5), p95, Math.max(...figures)].map((figure) => Math.round(figure));
  if (limit === null) return ['', what, figures.length, ...all, 'none'];
  return [p95 <= limit ? '✓' : '✕', what, figures.length, ...all, `p95 ≤ ${limit}`];
}

async function measure(bench: LocalBench, site: ChildSite): Promise<void> {
  const delays: number[] = [];
  const watching = new AbortController();
  const followed = followDelays(bench, delays, watching.signal);
  const runs: OneUrlRun[] = [];
  for (let n = 0; n < Number(values.runs) + WARM_UP_RUNS; n += 1) {
    const run = await runOneUrl(bench, `${site.url}/page/${n}`);
    if (n >= WARM_UP_RUNS) runs.push(run);
  }
  const { pauses, stops } = await measureControls(bench, site, Number(values.stops));
  watching.abort();
  await followed;
  title('Waiting times in ms, and Temporal events');
  const told: readonly (readonly [string, readonly number[], number | null])[] = [
    ['start to first stored page, one-URL job', runs.map(({ storedMs }) => storedMs), 1_000],
    ['start to the end of a one-URL run', runs.map(({ endedMs }) => endedMs), null],
    ['Temporal events of a one-URL run', runs.map(({ events }) => events), 45],
    ['pause answered', pauses.map(({ answeredMs }) => answeredMs), 300],
    ['pause answered to last request at the site', pauses.map(({ effectiveMs }) => effectiveMs), 1_000],
    ['stop answered', stops.map(({ answeredMs }) => answeredMs), 300],
    ['stop answered to last request at the site', stops.map(({ effectiveMs }) => effectiveMs), 1_000],
    ['event to its stream', delays, 300],
  ];
  const rows = told.filter(([, figures]) => figures.length > 0).map((each) => row(...each));
  printRows(['', 'what', 'n', 'p50', 'p95', 'max', 'budget'], rows);
}

const site = await startChildSite({ pages: SITE_PAGES });
const bucket = await openBenchBucket(values.bucket);
const bench = await startLocalBench({ hosts: [site.host], env: bucket.env });
try {
  await measure(bench, site);
  await measureCpu(bench, site);
  console.log(`\n${describeMachine()}`);
} finally {
  await bench.stop();
  await Promise.all([site.stop(), bucket.close()]);
}
