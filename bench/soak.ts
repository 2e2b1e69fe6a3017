// An hour (or as long as is asked for) of a whole stack with 50 jobs that nobody looks after: pages that change, webhooks, a
// crawl that goes on all the time and continues as new again and again; store, RabbitMQ, Temporal and Webloom's own
// processes are killed with -9 on the way. Afterwards it judges that nothing was lost, doubled or leaked.
// `npm run soak [-- --minutes 60] [--jobs 50] [--no-kills] [--keep]`. The exit code is 1 if something is not as it has to be.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type ApiClient, type RunView, createClient } from '../api/client/client.ts';
import { createBenchFolder, removeBenchFolder } from './measure/bench-folder.ts';
import { describeLoad, describeMachine } from './measure/machine.ts';
import { printRows, title } from './measure/print-rows.ts';
import { readPids } from './measure/process-usage.ts';
import { type Finding, type WatchedJob, judgeChanges, judgeRuns, judgeSamples } from './soak/judge.ts';
import { type Receiver, startReceiver } from './soak/receiver.ts';
import { Sampler, courseOf } from './soak/samples.ts';
import { type SoakSite, startSoakSite } from './soak/soak-site.ts';
import { MINUTE_MS } from '../domain/system/duration.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    jobs: { type: 'string', default: '50' },
    'no-kills': { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});
const FOR_MS = wholeNumber('minutes', values.minutes) * MINUTE_MS;
const JOBS = wholeNumber('jobs', values.jobs);
const SHOPS = Math.max(1, Math.round(JOBS / 10));
const SHOP_ITEMS = 30;
const SHOP_EVERY_MS = 3 * MINUTE_MS;
const CRAWL_DELAY_MS = 250;
const SAMPLE_EVERY_MS = 10_000;
const DISK_EVERY = 6;
/** The turn before which every page has been seen as it was at the beginning. */
const FIRST_CHANGE = 24;
/** Two looks at every page after the last change, and the messages of what they find. */
const SETTLE_MS = 2 * SHOP_EVERY_MS + MINUTE_MS;
/** Below this length there would be no time for anything but settling. */
const LEAST_MS = 2 * SETTLE_MS;
/** What is killed, and after which share of the time. */
const KILLS: readonly (readonly [share: number, name: RegExp])[] = [
  [0.15, /^store/],
  [0.25, /^rabbitmq/],
  [0.35, /^temporal/],
  [0.42, /^pipeline/],
  [0.45, /^dispatcher/],
  [0.48, /^orchestrator/],
  [0.51, /^scraper/],
  [0.54, /^monitor/],
];
const RUNS_AT_ONCE = 100;

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  console.error(`--${name} ${text}: write a whole number above 0.`);
  process.exit(2);
}

async function startUp(
  dataDir: string,
  hosts: readonly string[],
): Promise<{ up: ChildProcess; apiUrl: string }> {
  const command = fileURLToPath(new URL('../command/cli/main.js', import.meta.url));
  const allowed = hosts.join(',');
  const env = {
    ...process.env,
    WEBLOOM_ALLOW_HOSTS: allowed,
    WEBLOOM_OWN_HOSTS: allowed,
    WEBLOOM_HISTORY_LIMIT: '400',
  };
  const up = spawn(process.execPath, [command, 'up', '--json', '--data-dir', dataDir], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: up.stdout })) {
    const { apiUrl } = JSON.parse(line) as { apiUrl: string };
    return { up, apiUrl };
  }
  throw new Error('The stack did not start.');
}

async function createJobs(client: ApiClient, pages: SoakSite, shops: SoakSite): Promise<WatchedJob[]> {
  const jobs: WatchedJob[] = [];
  for (let n = 0; n < JOBS - SHOPS - 1; n++) {
    const path = `/page/${n}`;
    const name = `soak page ${n}`;
    const source = { kind: 'pages' as const, urls: [`${pages.origin}${path}`] };
    const schedule = { kind: 'interval', everyMs: MINUTE_MS } as const;
    const { jobId } = await client.createJob({ name, config: { source, schedule } });
    jobs.push({ jobId, name, site: pages, paths: [path] });
  }
  for (let n = 0; n < SHOPS; n++) {
    const name = `soak shop ${n}`;
    const start = [`${shops.origin}/shop/${n}`];
    const schedule = { kind: 'interval', everyMs: SHOP_EVERY_MS } as const;
    const { jobId } = await client.createJob({
      name,
      config: { source: { kind: 'site', start, within: 'path' }, schedule },
    });
    const paths = Array.from({ length: SHOP_ITEMS }, (_, item) => `/shop/${n}/${item}`);
    jobs.push({ jobId, name, site: shops, paths });
  }
  return jobs;
}

/** As many pages as a host with this pace answers while the soak goes on. */
function crawlPages(): number {
  return Math.floor(((FOR_MS - SETTLE_MS) / CRAWL_DELAY_MS) * 0.8);
}

async function startCrawl(client: ApiClient, site: SoakSite): Promise<string> {
  const { jobId } = await client.createJob({
    name: 'soak crawl',
    config: {
      source: { kind: 'site', start: [`${site.origin}/crawl/0`] },
      fetch: { delayMs: CRAWL_DELAY_MS },
      limits: { maxPages: 1_000_000 },
    },
  });
  const { runId } = await client.act(jobId, 'start');
  return runId ?? '';
}

async function createWebhook(client: ApiClient, { url }: Receiver): Promise<void> {
  const { channelId } = await client.createChannel({ name: 'soak', settings: { kind: 'webhook', url } });
  await client.createAlertRule({
    name: 'every change',
    scope: { kind: 'workspace' },
    when: { kind: 'change' },
    channels: [channelId],
    stormAfter: 100,
  });
}

interface Going {
  readonly begun: number;
  readonly dataDir: string;
  readonly sampler: Sampler;
  readonly jobs: readonly WatchedJob[];
}

/** One turn is ten seconds: looks at the processes, lets some pages change, kills what is due. */
async function goOn({ begun, dataDir, sampler, jobs }: Going): Promise<void> {
  const kills = values['no-kills'] ? [] : [...KILLS];
  for (let turn = 0; ; turn++) {
    const atMs = performance.now() - begun;
    if (atMs >= FOR_MS) return;
    sampler.look(atMs);
    if (turn % DISK_EVERY === 0) sampler.lookAtDisk(atMs);
    if (atMs < FOR_MS - SETTLE_MS) change(jobs, turn);
    if (kills[0] !== undefined && atMs > kills[0][0] * FOR_MS) kill(dataDir, kills.shift()?.[1] ?? /^$/);
    await delay(Math.max(0, (turn + 1) * SAMPLE_EVERY_MS - (performance.now() - begun)));
  }
}

/** Each job's turn comes every 4 to 8 minutes, and one of its pages changes then. */
function change(jobs: readonly WatchedJob[], turn: number): void {
  for (const [n, { paths, site }] of jobs.entries()) {
    const every = paths.length === 1 ? 24 + (n % 24) : 36;
    if (turn < FIRST_CHANGE || turn % every !== n % every) continue;
    const path = paths[Math.floor(turn / every) % paths.length];
    if (path !== undefined) site.advance(path);
  }
}

function kill(dataDir: string, wanted: RegExp): void {
  for (const [name, pid] of readPids(dataDir)) {
    if (!wanted.test(name)) continue;
    process.stderr.write(`kill -9 ${name}\n`);
    process.kill(pid, 'SIGKILL');
  }
}

async function allRuns(client: ApiClient): Promise<RunView[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const query: Record<string, string | number> = { limit: RUNS_AT_ONCE };
    if (cursor !== null) query['cursor'] = cursor;
    const { items, nextCursor } = await client.runs(query);
    ids.push(...items.map(({ runId }) => runId));
    cursor = nextCursor;
  } while (cursor !== null);
  const runs: RunView[] = [];
  for (const id of ids) runs.push(await client.run(id));
  return runs;
}

/** The schedules are paused first, so that the runs that are open come to an end. */
async function rest(client: ApiClient, jobs: readonly WatchedJob[], crawlRun: string): Promise<void> {
  for (const { jobId } of jobs) await client.act(jobId, 'stop');
  await client.stopRun(crawlRun, false).catch(() => undefined); // it has ended
  const until = performance.now() + 2 * MINUTE_MS;
  while (performance.now() < until) {
    const { items } = await client.runs({ state: 'starting,running,stopping,finalizing,paused', limit: 1 });
    if (items.length === 0) return;
    await delay(1_000);
  }
}

function reportProcesses({ byProcess, disk }: Sampler): void {
  title('Memory and open files: median of the third and of the last quarter');
  printRows(
    ['process', 'RSS MB', 'then', 'peak', 'open files', 'then'],
    [...byProcess].map(([name, samples]) => {
      const memory = courseOf(samples, ({ rssMb }) => rssMb);
      const files = courseOf(samples, ({ openFiles }) => openFiles);
      return [name, memory.first, memory.last, memory.peak, files.first, files.last];
    }),
  );
  title('Bytes on disk, MB');
  const shown = [0, 0.25, 0.5, 0.75, 1].map((share) => disk[Math.floor(share * (disk.length - 1))]);
  const folders = Object.keys(disk[0]?.bytes ?? {});
  printRows(
    ['folder', ...shown.map((at) => `${((at?.atMs ?? 0) / MINUTE_MS).toFixed(0)} min`)],
    folders.map((folder) => [folder, ...shown.map((at) => (at?.bytes[folder] ?? 0) / 1e6)]),
  );
}

function report(findings: readonly Finding[]): void {
  title('Findings');
  for (const { what, isGood, detail } of findings)
    console.log(`${isGood ? '✓' : '✕'} ${what}${detail === '' ? '' : ` (${detail})`}`);
  if (findings.some(({ isGood }) => !isGood)) process.exitCode = 1;
}

async function soak(): Promise<void> {
  const dataDir = createBenchFolder();
  const [pages, shops, crawled] = await Promise.all(
    [0, 0, crawlPages()].map((crawl) => startSoakSite({ crawl })),
  );
  const receiver = await startReceiver();
  if (pages === undefined || shops === undefined || crawled === undefined) return;
  const { up, apiUrl } = await startUp(dataDir, [pages.host, shops.host, crawled.host, receiver.host]);
  try {
    const client = createClient({ baseUrl: apiUrl, timeoutMs: MINUTE_MS });
    await createWebhook(client, receiver);
    const jobs = await createJobs(client, pages, shops);
    const crawlRun = await startCrawl(client, crawled);
    const sampler = new Sampler(dataDir);
    await goOn({ begun: performance.now(), dataDir, sampler, jobs });
    const crawl = await client.run(crawlRun);
    const { temporalEvents, temporalParts } = await client.receipt(crawlRun);
    await rest(client, jobs, crawlRun);
    const findings = [
      ...judgeRuns(await allRuns(client)),
      ...(await judgeChanges(client, jobs, receiver)),
      ...judgeSamples(sampler),
    ];
    reportProcesses(sampler);
    title('The crawl');
    console.log(
      `${crawl.state}: ${crawl.ledger.stored} of ${crawlPages()} pages stored; ${temporalEvents} events in ${temporalParts} histories`,
    );
    report(findings);
    console.log(describeLoad());
  } finally {
    up.kill('SIGINT');
    if (up.exitCode === null) await once(up, 'exit');
    await Promise.all([pages.close(), shops.close(), crawled.close(), receiver.close()]);
    if (values.keep) console.log(`kept: ${dataDir}`);
    else removeBenchFolder(dataDir);
  }
}

console.log(`${describeMachine()}; ${values.minutes} min, ${JOBS} jobs`);
if (FOR_MS < LEAST_MS) {
  console.error(
    `--minutes ${values.minutes}: write ${LEAST_MS / MINUTE_MS} at least; the last ${SETTLE_MS / MINUTE_MS} let everything settle.`,
  );
  process.exitCode = 2;
} else await soak();
