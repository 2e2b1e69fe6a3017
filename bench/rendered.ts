// What it costs to render pages: Webloom with all its stages and services, beside plain playwright-core and Crawlee's PlaywrightCrawler,
// over the same pages with the same browser, one after the other in the same run, four pages at a time.
// `npm run build && node dist/bench/rendered.js [--pages 60]`
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findBrowser } from '../adapters/browser/find-browser.ts';
import type { JobInput } from '../domain/config/schema.ts';
import { type LocalBench, startLocalBench } from './measure/local-bench.ts';
import { describeMachine } from './measure/machine.ts';
import { PEERS_FOLDER } from './measure/peer-program.ts';
import { printRows, title } from './measure/print-rows.ts';
import { readPids } from './measure/process-usage.ts';
import { builtPath, callsOf } from './rendered/built-page.ts';
import { type ProgramOutcome, runProgram } from './rendered/run-program.ts';
import { type TreeCost, WatchedTrees } from './rendered/watched-tree.ts';

/** Starts the browser, and lets it and the driver compile what they run. */
const WARM_UP = 6;
const AT_ONCE = 4;
const MAX_PAGES = 3_000;
/** What renders and what its pages go through after that; the others are services, the orchestrator, the API and the monitor. */
const WORKERS = ['renderer', 'scraper', 'dispatcher', 'pipeline'];

const { values } = parseArgs({ options: { pages: { type: 'string', default: '60' } } });
const pages = Number(values.pages);
if (!Number.isInteger(pages) || pages < 1 || pages > MAX_PAGES)
  throw new Error(`--pages is a number from 1 to ${MAX_PAGES}, not ${values.pages}.`);

interface Cost extends TreeCost {
  readonly way: string;
  readonly cpuOf: string;
}

interface Row extends Cost {
  /** For JSON, the warm-up included. */
  readonly calls: number;
}

interface PageSite {
  readonly url: string;
  /** How often it was asked for JSON: pages whose scripts did not run do not. */
  calls(): Promise<number>;
  stop(): Promise<void>;
}

async function startPageSite(): Promise<PageSite> {
  const child = spawn(process.execPath, [programPath('serve-pages')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const url = await readyUrl(child);
  return {
    url,
    calls: async () => Number(await (await fetch(`${url}/__calls`)).text()),
    async stop() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

function programPath(name: string): string {
  return fileURLToPath(new URL(`rendered/${name}.js`, import.meta.url));
}

async function readyUrl({ stdout }: ChildProcess): Promise<string> {
  if (stdout !== null)
    for await (const line of createInterface({ input: stdout }))
      return (JSON.parse(line) as { url: string }).url;
  throw new Error('The site of the bench ended before it was ready.');
}

function urlsOf(site: PageSite, from: number, count: number): string[] {
  return Array.from({ length: count }, (_, at) => site.url + builtPath(from + at));
}

function renderJob(name: string, urls: string[]): JobInput {
  return { name, config: { source: { kind: 'pages', urls }, fetch: { render: 'always' } } };
}

async function measureWebloom(site: PageSite): Promise<Cost[]> {
  const bench = await startLocalBench({
    hosts: [new URL(site.url).host],
    env: { WEBLOOM_RENDERER_PAGES: String(AT_ONCE) },
    ranges: { renderer: { floor: 1, ceiling: 1 } },
  });
  try {
    await finish(bench, renderJob('warm-up', urlsOf(site, 0, WARM_UP)));
    return await measureRun(bench, renderJob('rendered', urlsOf(site, WARM_UP, pages)));
  } finally {
    await bench.stop();
  }
}

async function measureRun(bench: LocalBench, job: JobInput): Promise<Cost[]> {
  const pids = readPids(bench.dataDir);
  const isWorker = (name: string): boolean => WORKERS.some((role) => name.startsWith(role));
  const workers = [...pids].filter(([name]) => isWorker(name)).map(([, pid]) => pid);
  const [, renderer] = [...pids].find(([name]) => name.startsWith('renderer')) ?? [];
  if (renderer === undefined) throw new Error('The stack has no renderer.');
  const watched = [
    { cpuOf: WORKERS.join(', '), trees: new WatchedTrees(workers, renderer) },
    { cpuOf: 'all processes and services', trees: new WatchedTrees([...pids.values()], renderer) },
  ];
  await finish(bench, job);
  return watched.map(({ cpuOf, trees }) => ({ way: 'Webloom, six stages', cpuOf, ...trees.end() }));
}

async function finish(bench: LocalBench, job: JobInput): Promise<void> {
  const { state, ledger } = await bench.ended(await bench.start(await bench.createJob(job)));
  const wanted = job.config.source.kind === 'pages' ? job.config.source.urls.length : 0;
  if (state !== 'completed' || ledger.stored !== wanted)
    throw new Error(`The run ended ${state} with ${ledger.stored} of ${wanted} pages.`);
}

/** Throws where a way did not run the scripts of each page. Webloom looks at some pages twice, to learn what is noise. */
async function withCalls(site: PageSite, measure: () => Promise<Cost[]>): Promise<Row[]> {
  const before = await site.calls();
  const costs = await measure();
  const [calls, wanted] = [(await site.calls()) - before, callsOf(WARM_UP + pages)];
  return costs.map((cost) => {
    if (calls < wanted) throw new Error(`${cost.way} made ${calls} calls for JSON, not ${wanted}.`);
    return { ...cost, calls };
  });
}

function costOf(way: string, outcome: ProgramOutcome): Cost[] {
  if (!('missing' in outcome))
    return [{ ...outcome, way: `${way} ${outcome.version}`, cpuOf: 'all processes' }];
  console.log(`${way} is left out, because it can not be installed: ${outcome.missing}`);
  return [];
}

function report(rows: readonly Row[], base: Row): void {
  title(`${pages} pages, ${AT_ONCE} at a time, after ${WARM_UP} of warm-up`);
  const rate = ({ cpuSeconds }: Row): number => pages / cpuSeconds;
  printRows(
    ['way', 'CPU of', 'calls', 's', 'CPU s', 'pages per CPU s', 'times', 'PSS MB', 'times'],
    rows.map((row) => [
      row.way,
      row.cpuOf,
      row.calls,
      row.seconds,
      row.cpuSeconds,
      rate(row),
      rate(row) / rate(base),
      row.peakPssMb,
      row.peakPssMb / base.peakPssMb,
    ]),
  );
  console.log(
    '\nPSS: the highest of what renders with its browser; times: of plain playwright-core; calls: for JSON, warm-up',
  );
  console.log(
    'included: Webloom looks at some pages twice to learn what is noise, which is its cost and no further page.',
  );
}

console.log(`${describeMachine()} at the start`);
const browser = await findBrowser();
if (browser.kind === 'none') throw new Error(`${browser.why}. ${browser.remedy}`);
console.log(`Browser: ${browser.path} ${browser.version}`);
const site = await startPageSite();
try {
  const webloom = await withCalls(site, () => measureWebloom(site));
  const flags = ['--browser', browser.path, '--warm-up', String(WARM_UP)];
  const all = WARM_UP + pages;
  const plainly = [programPath('render-plainly'), ...flags, '--site', site.url, '--pages', String(all)];
  const plain = await withCalls(site, async () => costOf('playwright-core', await runProgram(plainly)));
  const urls = JSON.stringify(urlsOf(site, 0, all));
  const crawling = [`${PEERS_FOLDER}crawlee-playwright.mjs`, ...flags, '--urls', urls];
  const crawlee = await withCalls(site, async () => costOf('Crawlee', await runProgram(crawling)));
  for (const base of plain) report([...webloom, ...plain, ...crawlee], base);
} finally {
  await site.stop();
}
console.log(`\n${describeMachine()} at the end`);
