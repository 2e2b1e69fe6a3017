// How two unequal workers share the work: of two scrapers, then of two pipelines, one is stopped for three quarters of the time
// (SIGSTOP and SIGCONT in turn), so it has a quarter of the CPU. Twelve hosts, more pages than both can do at a time.
// `npm run build && node dist/bench/unequal.js [--pages 100]` (of each host).
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import { parseRange, SCALED_ROLES, type ScaledRole } from '../domain/health/scaling/process-range.ts';
import { type LocalBench, startLocalBench } from './measure/local-bench.ts';
import { describeLoad, describeMachine } from './measure/machine.ts';
import { printRows, title } from './measure/print-rows.ts';
import { readPids } from './measure/process-usage.ts';
import { buildPage } from './site-page.ts';

const { values } = parseArgs({ options: { pages: { type: 'string', default: '100' } } });
const PAGES = Number(values.pages);
const HOSTS = Array.from({ length: 12 }, (_, n) => `127.0.1.${n + 1}`);
const ANSWER_MS = 150;
/** The slow one goes on for the one and stands still for the other. */
const RUN_MS = 200;
const PAUSE_MS = 600;
/** Until each process has given a sign of life after the run. */
const SIGN_MS = 8_000;

async function startSite(): Promise<{ port: number; close: () => void }> {
  const server = createServer((request, response) => {
    const page = Number(/\d+$/.exec(request.url ?? '')?.[0] ?? 0);
    setTimeout(() => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(buildPage(page, 0, PAGES));
    }, ANSWER_MS);
  });
  await new Promise<void>((resolve) => void server.listen(0, '0.0.0.0', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, close: () => void server.close() };
}

/** Returns the function that lets the process go on for good. */
function slowDown(pid: number): () => void {
  let timer: NodeJS.Timeout;
  const stop = (): void => {
    process.kill(pid, 'SIGSTOP');
    timer = setTimeout(go, PAUSE_MS);
  };
  const go = (): void => {
    process.kill(pid, 'SIGCONT');
    timer = setTimeout(stop, RUN_MS);
  };
  stop();
  return () => {
    clearTimeout(timer);
    process.kill(pid, 'SIGCONT');
  };
}

async function doneBy(bench: LocalBench, role: ScaledRole): Promise<Map<number, number>> {
  const { items } = await bench.client.agents();
  return new Map(
    items.filter((agent) => agent.role === role).map(({ pid, rates }) => [pid, rates?.done ?? 0]),
  );
}

async function measure(bench: LocalBench, role: ScaledRole, port: number): Promise<(string | number)[][]> {
  const pids = readPids(bench.dataDir);
  const names = [`${role}-1`, `${role}-2`];
  const slow = pids.get(`${role}-2`);
  if (slow === undefined) throw new Error(`There is no ${role}-2.`);
  const before = await doneBy(bench, role);
  const endSlowness = slowDown(slow);
  const startedAt = performance.now();
  const urls = Array.from({ length: PAGES }, (_, n) =>
    HOSTS.map((host) => `http://${host}:${port}/${role}/${n}`),
  );
  const jobId = await bench.createJob({ config: { source: { kind: 'pages', urls: urls.flat() } } });
  const run = await bench.ended(await bench.start(jobId));
  const seconds = (performance.now() - startedAt) / 1_000;
  endSlowness();
  if (run.state !== 'completed') throw new Error(`The run ended ${run.state}.`);
  await delay(SIGN_MS);
  const after = await doneBy(bench, role);
  const counts = names.map((name) => {
    const pid = pids.get(name) ?? 0;
    return (after.get(pid) ?? 0) - (before.get(pid) ?? 0);
  });
  const all = counts.reduce((sum, count) => sum + count, 0);
  return names.map((name, n) => [
    name,
    n === 0 ? 'all it wants' : 'a quarter',
    counts[n] ?? 0,
    Math.round(((counts[n] ?? 0) / all) * 100),
    seconds,
  ]);
}

console.log(describeMachine());
const site = await startSite();
const two = parseRange('2', '');
const bench = await startLocalBench({
  hosts: HOSTS.map((host) => `${host}:${site.port}`),
  ranges: { scraper: two, pipeline: two },
  // Small chunks, so that there are enough of them to share; few slots, so that scrapers are what holds the run up.
  env: {
    WEBLOOM_CHUNK_MAX: '50',
    WEBLOOM_CHUNK_WINDOW: '16',
    WEBLOOM_SCRAPER_CONCURRENCY: '4',
    WEBLOOM_SCRAPER_PREFETCH: '6',
  },
});
try {
  for (const role of SCALED_ROLES) {
    title(`Two ${role}s, ${PAGES * HOSTS.length} pages`);
    printRows(
      ['process', 'CPU it gets', 'done', 'share, %', 'run, s'],
      await measure(bench, role, site.port),
    );
  }
  console.log(describeLoad());
} finally {
  await bench.stop();
  site.close();
}
