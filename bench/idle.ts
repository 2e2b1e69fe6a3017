// What an idle stack costs: memory and CPU of every process over a quiet minute. A run of some pages comes first, so
// that every process has worked. `npm run build && node dist/bench/idle.js [--pages 300] [--seconds 60]`.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createClient } from '../api/client/client.ts';
import { createBenchFolder, removeBenchFolder } from './measure/bench-folder.ts';
import { type ChildSite, startChildSite } from './measure/child-site.ts';
import { describeLoad, describeMachine } from './measure/machine.ts';
import { printRows, title } from './measure/print-rows.ts';
import { type ProcessUsage, readPids, readTree } from './measure/process-usage.ts';

/** Time for the work that a run leaves: deleting files, publishing events, closing connections. */
const SETTLE_MS = 20_000;
const MAX_MB = 1_200;
const MAX_CPU = 4;
const POLL_MS = 500;
const ENDED: readonly string[] = ['completed', 'failed', 'stopped'];

const { values } = parseArgs({
  options: { pages: { type: 'string', default: '300' }, seconds: { type: 'string', default: '60' } },
});
const quietMs = Number(values.seconds) * 1_000;

async function startUp(dataDir: string, host: string): Promise<{ up: ChildProcess; apiUrl: string }> {
  const command = fileURLToPath(new URL('../command/cli/main.js', import.meta.url));
  const env = { ...process.env, WEBLOOM_ALLOW_HOSTS: host, WEBLOOM_OWN_HOSTS: host };
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

async function runOnce(apiUrl: string, site: ChildSite): Promise<void> {
  const client = createClient({ baseUrl: apiUrl });
  const { jobId } = await client.createJob({
    config: { source: { kind: 'site', start: [site.startUrl] } },
  });
  const { runId } = await client.act(jobId, 'start');
  while (!ENDED.includes((await client.run(runId ?? '')).state)) await delay(POLL_MS);
}

interface Quiet {
  readonly name: string;
  readonly usage: ProcessUsage;
  readonly cpuPercent: number;
}

async function measureQuiet(pid: number, dataDir: string): Promise<Quiet[]> {
  const before = new Map(readTree(pid).map((each) => [each.pid, each.cpuMs]));
  await delay(quietMs);
  const names = new Map([...readPids(dataDir)].map(([name, each]) => [each, name]));
  return readTree(pid).map((usage) => ({
    name: names.get(usage.pid) ?? (usage.pid === pid ? 'up' : usage.command),
    usage,
    cpuPercent: ((usage.cpuMs - (before.get(usage.pid) ?? 0)) / quietMs) * 100,
  }));
}

function report(quiet: readonly Quiet[]): void {
  const sum = (of: (each: Quiet) => number): number => quiet.reduce((total, each) => total + of(each), 0);
  const total = {
    rss: sum(({ usage }) => usage.rssMb),
    pss: sum(({ usage }) => usage.pssMb),
    cpu: sum(({ cpuPercent }) => cpuPercent),
  };
  title(`A quiet stack, ${values.seconds} s, after a run of ${values.pages} pages`);
  printRows(
    ['process', 'RSS MB', 'PSS MB', 'CPU %'],
    [
      ...quiet.map(({ name, usage, cpuPercent }) => [name, usage.rssMb, usage.pssMb, cpuPercent]),
      ['all', total.rss, total.pss, total.cpu],
    ],
  );
  const mark = (ok: boolean): string => (ok ? '✓' : '✕');
  console.log(
    `\n${mark(total.rss <= MAX_MB)} RSS in sum at most ${MAX_MB} MB (pages that processes share count in each)`,
  );
  console.log(`${mark(total.cpu <= MAX_CPU)} CPU at most ${MAX_CPU} % of a core`);
}

console.log(describeMachine());
const dataDir = createBenchFolder();
const site = await startChildSite({ pages: Number(values.pages) });
const { up, apiUrl } = await startUp(dataDir, site.host);
try {
  await runOnce(apiUrl, site);
  await delay(SETTLE_MS);
  report(await measureQuiet(up.pid ?? 0, dataDir));
  console.log(describeLoad());
} finally {
  up.kill('SIGINT');
  if (up.exitCode === null) await once(up, 'exit');
  await site.stop();
  removeBenchFolder(dataDir);
}
