// The parts of the overview, each read by itself and each cheap: counts by index, short lists, sums of the last minutes.
import { orderedId } from '../../../domain/run/ids.ts';
import { runId } from '../../../domain/run/run-id.ts';
import { NO_SUMS } from '../../../domain/run/run-store.ts';
import { scheduleText } from '../../../domain/config/schedule/schedule.ts';
import type { ApiPorts } from '../../ports.ts';
import type { OverviewView } from '../../schemas/overview.ts';
import { ledgerOf } from '../search-jobs.ts';
import type { QueueSampler } from '../queue/queue-sampler.ts';
import { DAY_MS } from '../../../domain/system/duration.ts';

const LISTED = 5;
/** Changes of each inbox state that are counted. */
const MAX_CHANGES = 5_000;

export type OverviewPorts = Pick<ApiPorts, 'chunks' | 'clock' | 'hasher' | 'hosts' | 'inbox' | 'overview'>;

type Section<Name extends keyof OverviewView> = Promise<NonNullable<OverviewView[Name]>>;

export async function readJobs({ overview }: OverviewPorts, workspaceId: string): Section<'jobs'> {
  const byState = { ...(await overview.jobStates(workspaceId)) };
  const all = Object.values(byState).reduce((sum, count) => sum + count, 0);
  return { total: all - byState.archived, byState };
}

export async function readChanges({ inbox, clock }: OverviewPorts, workspaceId: string): Section<'changes'> {
  const since = new Date(clock.now().getTime() - DAY_MS);
  const { groups, isCut } = await inbox.count(
    { workspaceId, since, states: ['pending', 'confirmed'] },
    MAX_CHANGES,
  );
  const sum = (some: typeof groups): number => some.reduce((total, { count }) => total + count, 0);
  const of = (severity: string): number => sum(groups.filter((group) => group.severity === severity));
  return {
    total: sum(groups),
    unread: sum(groups.filter((group) => group.inbox === 'unread')),
    bySeverity: { major: of('major'), notable: of('notable'), minor: of('minor') },
    isCut,
  };
}

export async function readRuns(
  { overview, clock, hasher }: OverviewPorts,
  workspaceId: string,
): Section<'runs'> {
  // Ids of runs begin with their time.
  const from = runId(orderedId(new Date(clock.now().getTime() - 7 * DAY_MS), '', hasher).slice(0, 10));
  const { completed, failed, stopped } = await overview.endedRuns(workspaceId, from);
  const judged = completed + failed;
  return {
    total: judged + stopped,
    completed,
    failed,
    stopped,
    share: judged === 0 ? null : completed / judged,
  };
}

export async function readOldest(queues: Pick<QueueSampler, 'report'>): Section<'oldestMessage'> {
  const { queues: watched, broker, engine } = await queues.report();
  const faults = { rabbitmq: broker.fault, temporal: engine.fault };
  // What a server told before it went away says nothing of now.
  const known = watched.filter(({ oldestMs, service }) => oldestMs !== null && faults[service] === null);
  const oldest = known.toSorted((a, b) => (b.oldestMs ?? 0) - (a.oldestMs ?? 0))[0];
  return { ms: oldest?.oldestMs ?? null, queue: oldest?.name ?? null };
}

export async function readLatestChanges(
  { inbox, overview }: OverviewPorts,
  workspaceId: string,
): Section<'latestChanges'> {
  const { rows } = await inbox.scan({ workspaceId, states: ['pending', 'confirmed'] }, null, LISTED);
  const names = await overview.names([...new Set(rows.map(({ jobId }) => jobId))]);
  return rows.flatMap((change) => {
    const jobName = names.get(change.jobId);
    // Rows of a removed job are still being erased.
    if (jobName === undefined) return [];
    const { _id, jobId, url, title, severity, kind, summary, inbox: mark, at } = change;
    const told = { url, title, severity, kind, summary, inbox: mark, at: at.toISOString() };
    return [{ changeId: _id, jobId, jobName, ...told }];
  });
}

export async function readRunning(ports: OverviewPorts, workspaceId: string): Section<'running'> {
  const runs = await ports.overview.openRuns(workspaceId, LISTED);
  const [names, sums] = await Promise.all([
    ports.overview.names(runs.map(({ jobId }) => jobId)),
    ports.chunks.sums(runs.map(({ _id }) => _id)),
  ]);
  return runs.map((run) => {
    const { _id, seq, jobId, state, startedAt } = run;
    const { discovered, pending, inFlight } = ledgerOf({ run, sums: sums.get(_id) ?? NO_SUMS });
    return {
      runId: _id,
      seq,
      jobId,
      jobName: names.get(jobId) ?? jobId,
      state,
      startedAt: startedAt?.toISOString() ?? null,
      done: discovered - pending - inFlight,
      discovered,
    };
  });
}

export async function readNext({ overview }: OverviewPorts, workspaceId: string): Section<'next'> {
  const due = await overview.dueNext(workspaceId, LISTED);
  return due.flatMap(({ jobId, name, nextRunAt, schedule, pages, hosts }) => {
    if (nextRunAt === null) return [];
    const text = schedule === null ? '' : scheduleText(schedule);
    return [{ jobId, name, at: nextRunAt.toISOString(), schedule: text, pages, host: hosts[0] ?? null }];
  });
}
