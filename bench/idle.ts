// What an idle stack costs: memory and CPU of every process over a quiet minute. A run of some pages comes first, so
// that every process has worked. `npm run build && node dist/bench/idle.js [--pages 300] [--seconds 60] [--small]`.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createClient } from '../api/client/client.ts';
import { sizeOf } from './measure/bytes-on-disk.ts';
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
  options: {
    pages: { type: 'string', default: '300' },
    seconds: { type: 'string', default: '60' },
    small: { type: 'boolean', default: false },
  },
});
const quietMs = Number(values.seconds) * 1_000;

async function startUp(dataDir: string, host: string): Promise<{ up: ChildProcess; apiUrl: string }> {
  const command = fileURLToPath(new URL('../command/cli/main.js', import.meta.url));
  const env = { ...process.env, WEBLOOM_ALLOW_HOSTS: host, WEBLOOM_OWN_HOSTS: host };
  const up = spawn(
    process.execPath,
    [command, 'up', '--json', '--data-dir', dataDir, ...(values.small ? ['--small'] : [])],
    {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  for await (const line of createInterface({ input: up.stdout })) {
    const { apiUrl } = JSON.parse(line) as { apiUrl: string };
    return { up, apiUrl };
  }
  throw new Error('The stack did not start.');
}

interface Peak {
  readonly rssMb: number;
  readonly pssMb: number;
}

/** Returns what all processes held at most while the run went on, added up. */
async function runOnce({ apiUrl, pid }: { apiUrl: string; pid: number }, site: ChildSite): Promise<Peak> {
  const client = createClient({ baseUrl: apiUrl });
  const { jobId } = await client.createJob({
    config: { source: { kind: 'site', start: [site.startUrl] } },
  });
  const { runId } = await client.act(jobId, 'start');
  let peak: Peak = { rssMb: 0, pssMb: 0 };
  while (!ENDED.includes((await client.run(runId ?? '')).state)) {
    const tree = readTree(pid);
    const sum = (of: (each: ProcessUsage) => number): number => tree.reduce((all, each) => all + of(each), 0);
    peak = {
      rssMb: Math.max(
        peak.rssMb,
        sum(({ rssMb }) => rssMb),
      ),
      pssMb: Math.max(
        peak.pssMb,
        sum(({ pssMb }) => pssMb),
      ),
    };
    await delay(POLL_MS);
  }
  return peak;
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

function report(quiet: readonly Quiet[], peak: Peak): void {
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
  const held = `${peak.pssMb.toFixed(0)} MB (RSS in sum ${peak.rssMb.toFixed(0)} MB)`;
  console.log(`${mark(peak.pssMb <= MAX_MB)} memory during the run at most ${MAX_MB} MB: ${held}`);
  console.log(`data folder: ${(sizeOf(dataDir).bytes / 1e6).toFixed(0)} MB`);
}

console.log(describeMachine());
const dataDir = createBenchFolder();
const site = await startChildSite({ pages: Number(values.pages) });
const { up, apiUrl } = await startUp(dataDir, site.host);
try {
  const peak = await runOnce({ apiUrl, pid: up.pid ?? 0 }, site);
  await delay(SETTLE_MS);
  report(await measureQuiet(up.pid ?? 0, dataDir), peak);
  console.log(describeLoad());
} finally {
  up.kill('SIGINT');
  if (up.exitCode === null) await once(up, 'exit');
  await site.stop();
  removeBenchFolder(dataDir);
}
