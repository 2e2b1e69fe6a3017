// Collects the facts for `whyIdle`: the run's open work, a sample of its hosts, living processes.
import { AGENT_ROLES, type AgentHeartbeat, type AgentRole } from '../../domain/system/agent/agent.ts';
import { isWebloomError } from '../../domain/system/errors.ts';
import { isOwnHost } from '../../domain/web/egress/own-host.ts';
import type { EmergencyHold } from '../../domain/job/hold/emergency-hold.ts';
import { holdOver } from '../../domain/job/hold/hold-over.ts';
import { holdRemedy, holdWords } from '../../domain/job/hold/hold-words.ts';
import { type Host, newHost } from '../../domain/web/host/host.ts';
import { SILENT_MS } from '../../domain/system/agent/presence.ts';
import type { FailedPage, HostWait, IdleFacts } from '../../domain/job/outlook/idle-facts.ts';
import { isTerminal } from '../../domain/run/lifecycle.ts';
import type { FrontierEntry } from '../../domain/run/frontier.ts';
import type { Run } from '../../domain/run/run.ts';
import { paceOfHost } from '../../domain/run/plan/host-pace.ts';
import type { Circuit } from '../../domain/web/politeness/circuit.ts';
import { delayCauseOf, delayMsOf } from '../../domain/web/politeness/pace.ts';
import { crawlDelayMs } from '../../domain/web/robots/judge.ts';
import { parseRobots } from '../../domain/web/robots/parse.ts';
import { sentence } from '../../domain/health/answer.ts';
import { isBlind } from '../../domain/health/judge-health.ts';
import { faultOfProxy } from '../../domain/health/judge-proxy.ts';
import { faultOfRendering } from '../../domain/health/renderer/judge-render-queue.ts';
import { renderModeOf } from '../../domain/run/render/render-wish.ts';
import { shortagesOf } from '../../domain/health/room-for-run.ts';
import { shortestGapMs } from '../../domain/config/schedule/shortest-gap.ts';
import { urlHost } from '../../domain/web/url/key.ts';
import { withinDeadline } from '../http/deadline.ts';
import type { ApiPorts, DependencyCheck } from '../ports.ts';
import { LABELS } from './readiness.ts';
import { poolFaultOf } from './run/pool-fault.ts';
import { given } from '../../domain/system/given.ts';
import { OPEN_CHUNK_STATES } from '../../domain/run/chunk.ts';

const SAMPLED_ENTRIES = 1_000;
const SAMPLED_WAITING = 200;
const SAMPLED_HOSTS = 10;
/** Rows that are read to find failures; skipped URLs are among them. */
const SAMPLED_FAILURES = 50;
const SHOWN_FAILURES = 3;
const CHECK_MS = 1_000;

export async function collectIdleFacts(
  ports: Pick<
    ApiPorts,
    | 'agents'
    | 'checks'
    | 'chunks'
    | 'clock'
    | 'disk'
    | 'failures'
    | 'frontier'
    | 'jobs'
    | 'proxyPools'
    | 'health'
    | 'holds'
    | 'hosts'
    | 'settings'
  >,
  run: Run,
): Promise<IdleFacts> {
  const now = ports.clock.now().getTime();
  const [chunks, nextDueAt, agents, broker, engine, blobs, looked] = await Promise.all([
    ports.chunks.listInState(run._id, OPEN_CHUNK_STATES),
    ports.frontier.nextDueAt(run._id, 0),
    ports.agents.list(),
    faultOf(ports, 'broker'),
    faultOf(ports, 'temporal'),
    faultOf(ports, 'blobs'),
    ports.health.get(),
  ]);
  const left = await sampleLeft(ports, run, new Set(chunks.map((chunk) => chunk.chunkNo)));
  const count = (state: string): number => chunks.filter((chunk) => chunk.state === state).length;
  return {
    state: run.state,
    phase: run.phase,
    now,
    createdAt: run.createdAt.getTime(),
    unacknowledged: run.gateSeq - run.ackedGateSeq,
    openChunks: { planned: count('planned'), scraped: count('scraped'), storing: count('storing') },
    nextDueAt,
    openDueAt: earliestAhead(left, now),
    hosts: await hostWaits(ports, run, left),
    alive: aliveByRole(agents, now),
    brokerReachable: broker === null,
    brokerAlarm: isWebloomError(broker) && broker.code === 'disk-full' ? broker.message : null,
    engineReachable: engine === null,
    blobsFault: blobs === null ? null : sentence(blobs.message),
    proxyFault:
      (isBlind({ document: looked, now }) ? null : faultOfProxy(looked)) ??
      (await poolFaultOf(ports, run, { agents, hosts: left.map(({ url }) => urlHost(url)), now })),
    ...renderingFacts(run, left, isBlind({ document: looked, now }) ? null : faultOfRendering(looked)),
    disk: ports.disk.space(),
    source: run.source ?? null,
    ...dueOf(run, ports.clock.now()),
    shortages: run.state === 'starting' && run.discovered === 0 ? shortagesOf(looked, now) : [],
    ...given({ ending: run.endingReason }),
    failed: await someFailures(ports, run),
    worse: run.degradation?.findings ?? [],
    ...holdFacts(await holdOfRun(ports, run)),
  };
}

/** Of a page that is known from earlier runs to need a browser nothing is seen here. */
function renderingFacts(
  { config }: Run,
  left: readonly FrontierEntry[],
  fault: ReturnType<typeof faultOfRendering>,
): Pick<IdleFacts, 'rendering'> {
  const mode = renderModeOf(config);
  if (fault === null || mode === 'never' || left.length === 0) return {};
  const isCertain =
    mode === 'always' || left.some(({ render }) => render !== undefined && render !== 'plain');
  return { rendering: { text: fault.text, remedy: fault.remedy, isCertain } };
}

/** Its tags are read only where they may be held. */
async function holdOfRun(
  { holds, jobs }: Pick<ApiPorts, 'holds' | 'jobs'>,
  { workspaceId, jobId }: Run,
): Promise<EmergencyHold | null> {
  const standing = holds.standing();
  if (standing.length === 0) return null;
  const tags = (await jobs.get(jobId))?.tags;
  return holdOver(standing, { workspaceId, jobId, tags });
}

function holdFacts(hold: EmergencyHold | null): Pick<IdleFacts, 'hold'> {
  return hold === null ? {} : { hold: { detail: `${holdWords(hold)}.`, remedy: holdRemedy(hold) } };
}

function dueOf({ config, jobId, discovered }: Run, now: Date): Pick<IdleFacts, 'due'> {
  const { schedule } = config;
  return schedule === undefined
    ? {}
    : { due: { pages: discovered, everyMs: shortestGapMs(schedule, jobId, now) } };
}

function isAlive(agent: AgentHeartbeat, now: number): boolean {
  return agent.at.getTime() > now - SILENT_MS;
}

export function aliveByRole(agents: readonly AgentHeartbeat[], now: number): Record<AgentRole, number> {
  const alive = agents.filter((agent) => isAlive(agent, now));
  const counts = AGENT_ROLES.map(
    (role) => [role, alive.filter((agent) => agent.role === role).length] as const,
  );
  return parseCounts(Object.fromEntries(counts));
}

function parseCounts(counts: Record<string, number>): Record<AgentRole, number> {
  return counts as Record<AgentRole, number>;
}

/** Why the dependency is not usable; null: it is. */
async function faultOf(
  ports: Pick<ApiPorts, 'checks'>,
  name: DependencyCheck['name'],
): Promise<Error | null> {
  const check = ports.checks.find((one) => one.name === name);
  if (check === undefined) return null;
  return withinDeadline(LABELS[name], check.check(), CHECK_MS, 'does not answer in time.').then(
    () => null,
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );
}

/** Some failed pages, as evidence for the reason of a failed run. */
async function someFailures({ failures }: Pick<ApiPorts, 'failures'>, run: Run): Promise<FailedPage[]> {
  if (run.state !== 'failed') return [];
  const rows = await failures.list(run._id, { after: null, limit: SAMPLED_FAILURES });
  return rows.filter(({ outcome }) => outcome === 'failed').slice(0, SHOWN_FAILURES);
}

/** A sample of the entries that are not done: enough to tell a waiting run from a working one. */
async function sampleLeft(
  ports: Pick<ApiPorts, 'frontier'>,
  run: Run,
  openChunks: ReadonlySet<number>,
): Promise<FrontierEntry[]> {
  if (isTerminal(run.state)) return [];
  const [waiting, some] = await Promise.all([
    ports.frontier.dueEntries(run._id, Number.MAX_SAFE_INTEGER, SAMPLED_WAITING),
    ports.frontier.list(run._id, null, SAMPLED_ENTRIES),
  ]);
  // A handed-back entry has round 0 and belongs to no chunk any more.
  return [...waiting, ...some.filter((entry) => entry.round !== 0 && openChunks.has(entry.lastChunk))];
}

function earliestAhead(left: readonly FrontierEntry[], now: number): number | null {
  const ahead = left.filter((entry) => entry.round !== 0 && entry.dueAt > now);
  return ahead.length === 0 ? null : Math.min(...ahead.map((entry) => entry.dueAt));
}

async function hostWaits(
  ports: Pick<ApiPorts, 'hosts' | 'settings'>,
  run: Run,
  left: readonly FrontierEntry[],
): Promise<HostWait[]> {
  const document = run.source?.reading?.url;
  const urls = [...(document === undefined ? [] : [document]), ...left.map((entry) => entry.url)];
  const names = [...new Set(urls.map((url) => urlHost(url)))].slice(0, SAMPLED_HOSTS);
  return Promise.all(
    names.map(async (name) =>
      toHostWait((await ports.hosts.get(name)) ?? newHost(name), run, ports.settings),
    ),
  );
}

function circuitOf(host: Host): Circuit {
  const { failedInRow, failingSince, failedAt, succeededAt, openUntil } = host;
  return { failedInRow, failingSince, failedAt, succeededAt, openUntil };
}

function toHostWait(
  host: Host,
  { config: { fetch } }: Run,
  { ownHosts, userAgent }: ApiPorts['settings'],
): HostWait {
  const { robots } = host;
  const crawlDelayOf = (): number | null =>
    robots?.status === 'rules' ? crawlDelayMs(parseRobots(robots.text), fetch.userAgent ?? userAgent) : null;
  const isOwn = (name: string): boolean => isOwnHost(ownHosts, name);
  const pace = paceOfHost(host, { fetch, isOwn, crawlDelayOf });
  return {
    host: host._id,
    notBefore: host.notBefore,
    delayMs: delayMsOf(pace),
    delayCause: delayCauseOf(pace),
    ...circuitOf(host),
    robots: fetch.obeyRobots ? (robots?.status ?? 'unknown') : 'allow-all',
    robotsFailure: robots?.status === 'unreachable' ? robots.text : '',
    ...given({ held: host.held }),
  };
}
