// What the planner has to know of a round's hosts before it cuts: their pace, their visits out, which of them
// are blocked but for a probe, and which the run has given up.
import { type OwnHosts, isOwnHost } from '../../domain/web/egress/own-host.ts';
import type { HostPlan } from '../../domain/run/plan/cut-chunks.ts';
import { type PaceRules, isBlocked, paceOfHost } from '../../domain/run/plan/host-pace.ts';
import { delayMsOf } from '../../domain/web/politeness/pace.ts';
import { type Host, newHost } from '../../domain/web/host/host.ts';
import type { HostStore } from '../../domain/web/host/host-store.ts';
import type { Chunk } from '../../domain/run/chunk.ts';
import type { FrontierStore } from '../../domain/run/frontier.ts';
import type { Run } from '../../domain/run/run.ts';
import { urlHost } from '../../domain/web/url/key.ts';
import type { StagePorts } from '../stage-ports.ts';
import type { CrawlDelays } from './crawl-delays.ts';

export interface HostPlanPorts extends Pick<StagePorts, 'chunks' | 'files'> {
  readonly hosts: Pick<HostStore, 'getMany'>;
  readonly frontier: Pick<FrontierStore, 'triedDueAt'>;
  /** Hosts of the operator, which need no pause. */
  readonly ownHosts: OwnHosts;
  readonly userAgent: string;
}

export interface HostPlans {
  readonly planOf: (host: string) => HostPlan;
  /** When the first of the held hosts may be asked again; epoch ms. Null: none is held. */
  readonly heldUntil: number | null;
}

export interface PlannedHosts {
  readonly run: Run;
  readonly now: number;
  readonly hosts: ReadonlySet<string>;
  /** Hosts whose visits end without a request, so all of them may be cut. */
  readonly givenUp: ReadonlySet<string>;
  /** Visits out, by host. */
  readonly open: ReadonlyMap<string, number>;
}

const NO_PLAN: HostPlan = { delayMs: 0, open: 0, most: Number.POSITIVE_INFINITY };

export async function planHosts(
  ports: HostPlanPorts,
  crawlDelays: CrawlDelays,
  planned: PlannedHosts,
): Promise<HostPlans> {
  const { run, now, hosts, givenUp, open } = planned;
  const { fetch } = run.config;
  const crawlDelayOf = (host: Host) => crawlDelays(host, fetch.userAgent ?? ports.userAgent);
  const isOwn = (name: string): boolean => isOwnHost(ports.ownHosts, name);
  const rules: PaceRules = { fetch, isOwn, crawlDelayOf };
  const known = await ports.hosts.getMany([...hosts]);
  const plans = new Map<string, HostPlan>();
  let heldUntil: number | null = null;
  for (const name of hosts) {
    if (givenUp.has(name)) continue;
    const host = known.get(name) ?? newHost(name);
    const plan = { ...NO_PLAN, delayMs: delayMsOf(paceOfHost(host, rules)), open: open.get(name) ?? 0 };
    const until = isBlocked(host, fetch, now) ? await waitsUntil(ports, run, name, now) : null;
    if (until !== null && until > now) heldUntil = Math.min(heldUntil ?? until, until);
    plans.set(name, until === null ? plan : { ...plan, most: until > now ? 0 : 1 });
  }
  return { planOf: (host) => plans.get(host) ?? NO_PLAN, heldUntil };
}

/** Until when a handed-back visit of a blocked host waits; its other visits wait too. 0: a probe may go. */
async function waitsUntil(ports: HostPlanPorts, run: Run, host: string, now: number): Promise<number> {
  const dueAt = await ports.frontier.triedDueAt(run._id, host);
  return dueAt !== null && dueAt > now ? dueAt : 0;
}

/** Of the paced chunks that are being fetched: their number, and their visits by host. */
export async function readOpenVisits(
  { chunks, files }: Pick<StagePorts, 'chunks' | 'files'>,
  runId: string,
  openChunks: readonly number[],
): Promise<{ openPaced: number; open: Map<string, number> }> {
  const found = await Promise.all(openChunks.map((chunkNo) => chunks.get(runId, chunkNo)));
  const paced = found.filter(
    (chunk): chunk is Chunk => chunk !== null && chunk.paced === true && chunk.state === 'planned',
  );
  const open = new Map<string, number>();
  for (const planFile of new Set(paced.map((chunk) => chunk.planFile))) {
    const nos = new Set(paced.filter((chunk) => chunk.planFile === planFile).map(({ chunkNo }) => chunkNo));
    for (const { chunkNo, url } of await files.read('plan', planFile)) {
      if (!nos.has(chunkNo)) continue;
      const host = urlHost(url);
      open.set(host, (open.get(host) ?? 0) + 1);
    }
  }
  return { openPaced: paced.length, open };
}
