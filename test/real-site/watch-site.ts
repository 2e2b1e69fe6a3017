// Drives one job through the public API, run by run, and measures what each run costs the machine.
import { loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { ApiClient, ListOf, Query, RunView } from '../../api/client/client.ts';
import type { DocsSite } from './docs-site.ts';
import type { RunReport } from './judge-runs.ts';
import { type ProcessLoad, loadOf } from './process-load.ts';

const RUN_MS = 600_000;
const LOOK_MS = 250;
const ENDED = ['completed', 'failed', 'stopped'];
const LIST = 200;

export interface Process {
  readonly name: string;
  readonly pid: () => number | undefined;
}

export interface RunCost {
  /** Average of processes that wanted a core in the last minute, all programs of the machine. */
  readonly machineLoad: number;
  /** As the run itself counts it, from start to end. */
  readonly seconds: number;
  readonly requests: number;
  readonly bytes: number;
  readonly chunks: number;
  readonly cpuMs: ReadonlyMap<string, number>;
  readonly load: ReadonlyMap<string, ProcessLoad>;
}

export interface Watched {
  readonly client: ApiClient;
  readonly site: DocsSite;
  readonly jobId: string;
  readonly processes: readonly Process[];
}

export async function createSiteJob(client: ApiClient, site: DocsSite): Promise<string> {
  const { jobId } = await client.createJob({
    name: 'A real manual',
    config: { source: { kind: 'site', start: [site.startUrl] } },
  });
  return jobId;
}

export async function watchOnce(watched: Watched): Promise<{ report: RunReport; cost: RunCost }> {
  const { client, site, jobId, processes } = watched;
  site.resetLog();
  const before = loads(processes);
  await client.act(jobId, 'start');
  const run = await endOf(client, jobId);
  const after = loads(processes);
  const requests = site.requests().filter(({ path }) => path !== '/robots.txt');
  const pages = await all((query) => client.runPages(run.runId, query));
  const changes = await all((query) => client.changes({ ...query, runId: run.runId }));
  const report = {
    state: run.state,
    ledger: run.ledger,
    outcomes: pages.map(({ url, outcome, reason }) => ({ path: pathOf(url), outcome, reason: reason ?? '' })),
    changes: changes.map(({ kind, url }) => ({ kind, path: pathOf(url) })),
    requests,
  };
  const cost = {
    machineLoad: loadavg()[0] ?? 0,
    seconds: run.durationMs / 1_000,
    requests: requests.length,
    bytes: run.metrics.wireBytes,
    chunks: run.metrics.chunks,
    cpuMs: new Map([...after].map(([name, { cpuMs }]) => [name, cpuMs - (before.get(name)?.cpuMs ?? 0)])),
    load: after,
  };
  return { report, cost };
}

/** The latest run of the job, once it has ended and the job is free again. */
async function endOf(client: ApiClient, jobId: string): Promise<RunView> {
  const deadline = performance.now() + RUN_MS;
  while (performance.now() < deadline) {
    const { state } = await client.job(jobId);
    if (ENDED.includes(state)) {
      const [run] = (await client.runs({ jobId, limit: 1 })).items;
      if (run !== undefined && run.finishedAt !== null) return client.run(run.runId);
    }
    // Seldom: the API's share of the CPU is measured too.
    await wait(LOOK_MS);
  }
  throw new Error(`the run has not ended within ${RUN_MS / 1_000} s`);
}

function loads(processes: readonly Process[]): Map<string, ProcessLoad> {
  return new Map(processes.map(({ name, pid }) => [name, loadOf(pid())]));
}

async function all<Item>(list: (query: Query) => Promise<ListOf<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ limit: LIST, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
