// Collects what `whyIdle` decides from: the run's open work, a sample of the hosts it waits for, who is alive.
import { AGENT_ROLES, type AgentHeartbeat, type AgentRole } from '../domain/agent/agent.ts';
import type { Host } from '../domain/host/host.ts';
import { isTerminal } from '../domain/run/lifecycle.ts';
import type { Run } from '../domain/run/run.ts';
import type { HostWait, IdleFacts } from '../domain/run/why-idle.ts';
import { parseUrl } from '../domain/url/canonical.ts';
import type { ApiPorts, DependencyCheck } from './ports.ts';

/** Three heartbeats. */
const ALIVE_MS = 15_000;
const SAMPLED_ENTRIES = 200;
const SAMPLED_CHUNK_ENTRIES = 1_000;
const SAMPLED_HOSTS = 10;
const CHECK_MS = 1_000;

export async function collectIdleFacts(ports: ApiPorts, run: Run): Promise<IdleFacts> {
  const now = ports.clock.now().getTime();
  const [chunks, nextDueAt, agents, hosts, broker, engine] = await Promise.all([
    ports.chunks.listInState(run._id, ['planned', 'scraped', 'storing']),
    ports.frontier.nextDueAt(run._id, 0),
    ports.agents.list(),
    sampleHosts(ports, run),
    isUsable(ports, 'broker'),
    isUsable(ports, 'temporal'),
  ]);
  const count = (state: string): number => chunks.filter((chunk) => chunk.state === state).length;
  return {
    state: run.state,
    phase: run.phase,
    now,
    createdAt: run.createdAt.getTime(),
    unacknowledged: run.gateSeq - run.ackedGateSeq,
    openChunks: { planned: count('planned'), scraped: count('scraped'), storing: count('storing') },
    nextDueAt,
    openDueAt: await earliestAhead(ports, run, { now, open: new Set(chunks.map((chunk) => chunk.chunkNo)) }),
    hosts,
    alive: aliveByRole(agents, now),
    brokerReachable: broker,
    engineReachable: engine,
  };
}

export function aliveByRole(agents: readonly AgentHeartbeat[], now: number): Record<AgentRole, number> {
  const alive = agents.filter((agent) => agent.at.getTime() > now - ALIVE_MS);
  const counts = AGENT_ROLES.map(
    (role) => [role, alive.filter((agent) => agent.role === role).length] as const,
  );
  return parseCounts(Object.fromEntries(counts));
}

function parseCounts(counts: Record<string, number>): Record<AgentRole, number> {
  return counts as Record<AgentRole, number>;
}

async function isUsable(ports: ApiPorts, name: DependencyCheck['name']): Promise<boolean> {
  const check = ports.checks.find((one) => one.name === name);
  if (check === undefined) return true;
  const late = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), CHECK_MS).unref();
  });
  const answer = check.check().then(
    () => true,
    () => false,
  );
  return Promise.race([answer, late]);
}

/** Looks at a sample of the entries: enough to tell a run that waits from one that works. */
async function earliestAhead(
  ports: ApiPorts,
  run: Run,
  { now, open }: { now: number; open: ReadonlySet<number> },
): Promise<number | null> {
  if (open.size === 0) return null;
  const entries = await ports.frontier.list(run._id, null, SAMPLED_CHUNK_ENTRIES);
  // Handed back entries (round 0) belong to no chunk any more.
  const ahead = entries.filter(
    (entry) => entry.round !== 0 && open.has(entry.lastChunk) && entry.dueAt > now,
  );
  return ahead.length === 0 ? null : Math.min(...ahead.map((entry) => entry.dueAt));
}

/** Hosts of the entries a run is at: those waiting first, then any of the run. */
async function sampleHosts(ports: ApiPorts, run: Run): Promise<HostWait[]> {
  if (isTerminal(run.state)) return [];
  const waiting = await ports.frontier.takeable(run._id, Number.MAX_SAFE_INTEGER, SAMPLED_ENTRIES);
  const entries = waiting.length > 0 ? waiting : await ports.frontier.list(run._id, null, SAMPLED_ENTRIES);
  const names = new Set(entries.map((entry) => hostId(entry.url)).filter((host) => host !== null));
  const hosts = await Promise.all([...names].slice(0, SAMPLED_HOSTS).map((name) => ports.hosts.get(name)));
  return hosts.filter((host) => host !== null).map(toHostWait);
}

/** `<scheme>://<host>:<port>`, as host documents are named. */
function hostId(url: string): string | null {
  const parsed = parseUrl(url);
  if (parsed === null) return null;
  const port = parsed.port === '' ? (parsed.protocol === 'https:' ? '443' : '80') : parsed.port;
  return `${parsed.protocol}//${parsed.hostname}:${port}`;
}

function toHostWait(host: Host): HostWait {
  return {
    host: host._id,
    nextAt: host.nextAt,
    delayMs: host.penaltyMs,
    openUntil: host.openUntil,
    failedInRow: host.failedInRow,
    robots: host.robots?.status ?? 'unknown',
  };
}
