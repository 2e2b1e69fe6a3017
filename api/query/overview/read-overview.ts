// Puts the overview together. A part that can not be read is null with its reason; the others stay right. An answer is kept
// for two seconds for each workspace, so that many open pages cost as much as one.
import { isWebloomError } from '../../../domain/system/errors.ts';
import {
  type Attention,
  failingHosts,
  nearLimits,
  orderAttention,
  troubledJobs,
  unwellComponents,
} from '../../../domain/health/overview/attention.ts';
import { headlineOf, summaryOf } from '../../../domain/health/overview/headline.ts';
import { type LimitPorts, planOf } from '../../../domain/job/limit/reserve.ts';
import { readUsage } from '../../../domain/job/limit/usage-report.ts';
import { PagesPerMinute } from '../../../domain/health/overview/pages-per-minute.ts';
import { CIRCUIT_THRESHOLD } from '../../../domain/web/politeness/circuit.ts';
import { withinDeadline } from '../../http/deadline.ts';
import type { ApiPorts } from '../../ports.ts';
import type { OverviewView } from '../../schemas/overview.ts';
import { hostsOfWorkspace } from '../host-rows.ts';
import type { QueueSampler } from '../queue/queue-sampler.ts';
import { readHealth } from '../read-health.ts';
import type { ReadinessChecks } from '../readiness.ts';
import {
  type OverviewPorts,
  readChanges,
  readJobs,
  readLatestChanges,
  readNext,
  readOldest,
  readRunning,
  readRuns,
} from './overview-sections.ts';

const KEPT_MS = 2_000;
const PART_MS = 2_500;
const MAX_TROUBLES = 50;
/** Failing hosts that are looked at; a dead uplink makes all of them fail. */
const MAX_HOSTS = 20;

export interface OverviewReader {
  read(workspaceId: string): Promise<OverviewView>;
}

type Ports = OverviewPorts & LimitPorts & Pick<ApiPorts, 'health' | 'holds'>;

export interface OverviewSources {
  readonly queues: QueueSampler;
  readonly readiness: ReadinessChecks;
}

export function createOverviewReader(ports: Ports, watches: OverviewSources): OverviewReader {
  const kept = new Map<string, { readonly at: number; readonly view: Promise<OverviewView> }>();
  const minutes = new Map<string, PagesPerMinute>();
  return {
    read(workspaceId) {
      const now = ports.clock.now().getTime();
      const known = kept.get(workspaceId);
      if (known !== undefined && now - known.at < KEPT_MS) return known.view;
      const pages = minutes.get(workspaceId) ?? new PagesPerMinute();
      minutes.set(workspaceId, pages);
      const view = readOverview(ports, watches, { workspaceId, now, pages });
      kept.set(workspaceId, { at: now, view });
      return view;
    },
  };
}

interface Wanted {
  readonly workspaceId: string;
  readonly now: number;
  readonly pages: PagesPerMinute;
}

async function readOverview(ports: Ports, watches: OverviewSources, wanted: Wanted): Promise<OverviewView> {
  const { workspaceId, now } = wanted;
  const faults: OverviewView['faults'] = [];
  const part = <T>(name: string, work: Promise<T>): Promise<T | null> =>
    withinDeadline('It', work, PART_MS).catch((error: unknown) => {
      if (!isWebloomError(error)) throw error;
      faults.push({ part: name, reason: error.message });
      return null;
    });
  const [jobs, changes, runs, oldestMessage, latestChanges, running, next, throughput, attention] =
    await Promise.all([
      part('jobs', readJobs(ports, workspaceId)),
      part('changes', readChanges(ports, workspaceId)),
      part('runs', readRuns(ports, workspaceId)),
      part('oldestMessage', readOldest(watches.queues)),
      part('latestChanges', readLatestChanges(ports, workspaceId)),
      part('running', readRunning(ports, workspaceId)),
      part('next', readNext(ports, workspaceId)),
      part('throughput', readThroughput(ports, wanted)),
      readAttention(ports, watches, { workspaceId, part }),
    ]);
  const told = changes === null ? null : { count: changes.total, atLeast: changes.isCut };
  return {
    at: new Date(now).toISOString(),
    headline: headlineOf({ jobs: jobs?.total ?? null, changes: told, attention }),
    summary: summaryOf({
      jobs: jobs?.total ?? null,
      running: jobs?.byState.running ?? null,
      pages: throughput?.reduce((sum, minute) => sum + minute.pages, 0) ?? null,
    }),
    jobs,
    changes,
    runs,
    oldestMessage,
    attention: attention.slice(0, MAX_TROUBLES).map(toAttentionView),
    latestChanges,
    running,
    next,
    throughput,
    faults,
  };
}

async function readThroughput(
  { overview }: Ports,
  { workspaceId, now, pages }: Wanted,
): Promise<NonNullable<OverviewView['throughput']>> {
  const from = pages.readFrom(now);
  pages.note(await overview.commits(workspaceId, new Date(from)), { from, now });
  return pages
    .lastHour(now)
    .map(({ minute, pages: count }) => ({ minute: new Date(minute).toISOString(), pages: count }));
}

interface AttentionWanted {
  readonly workspaceId: string;
  readonly part: <T>(name: string, work: Promise<T>) => Promise<T | null>;
}

async function readAttention(
  ports: Ports,
  { readiness }: OverviewSources,
  { workspaceId, part }: AttentionWanted,
): Promise<Attention[]> {
  const [state, troubled, failing, limits] = await Promise.all([
    readHealth(ports, readiness),
    part('attention: jobs', ports.overview.troubledJobs(workspaceId, MAX_TROUBLES)),
    part('attention: hosts', readFailing(ports, workspaceId)),
    part('attention: limits', readNear(ports, workspaceId)),
  ]);
  return orderAttention([
    ...unwellComponents(state.parts),
    ...troubledJobs(troubled ?? []),
    ...failingHosts(failing ?? []),
    ...(limits ?? []),
  ]);
}

/** Without limits nothing is counted. */
async function readNear(ports: Ports, workspaceId: string): Promise<Attention[]> {
  const { limits } = await planOf(ports, workspaceId);
  const isLimited = Object.values(limits).some((value) => value !== null);
  return isLimited ? nearLimits(await readUsage(ports, workspaceId)) : [];
}

async function readFailing(ports: Ports, workspaceId: string) {
  const hosts = await ports.hosts.list({ after: null, limit: MAX_HOSTS, failedInRow: CIRCUIT_THRESHOLD });
  const rows = await hostsOfWorkspace(ports, workspaceId, hosts);
  // A host that no job names any more needs nobody.
  return rows.filter(({ jobs }) => jobs.length > 0).map(({ host }) => host);
}

function toAttentionView({ since, ...attention }: Attention): OverviewView['attention'][number] {
  return { ...attention, since: since === null ? null : new Date(since).toISOString() };
}
