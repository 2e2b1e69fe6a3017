// The numbers of a workspace in MongoDB. Every count goes by an index whose keys answer it; lists read few fields.
import type { Db } from 'mongodb';
import type { Job } from '../../../domain/job/job.ts';
import { type JobPlan, type PlannedJob, toJobPlan } from '../../../domain/job/job-plan.ts';
import { JOB_STATES, type JobState } from '../../../domain/run/job-state.ts';
import type { OpenRun, OverviewStore, TroubledJob } from '../../../domain/health/overview/overview-store.ts';
import type { Chunk } from '../../../domain/run/chunk.ts';
import { isTerminal, RUN_STATES } from '../../../domain/run/lifecycle.ts';
import type { Run } from '../../../domain/run/run.ts';
import { inBatches } from '../driver-error.ts';

const PLAN = {
  workspaceId: 1,
  name: 1,
  shownState: 1,
  nextRunAt: 1,
  'aggregates.pages': 1,
  'listing.urls': 1,
  'listing.urlCount': 1,
  'config.schedule': 1,
  'config.source.kind': 1,
  'config.fetch.delayMs': 1,
  'config.fetch.obeyRobots': 1,
  'config.fetch.userAgent': 1,
} as const;
const TROUBLE = { name: 1, shownState: 1, failedInRow: 1, retryAt: 1, trouble: 1 } as const;
const OPEN_RUN = {
  seq: 1,
  jobId: 1,
  state: 1,
  phase: 1,
  discovered: 1,
  createdAt: 1,
  startedAt: 1,
} as const;
const OPEN_STATES = RUN_STATES.filter((state) => !isTerminal(state));
const COMMIT = { _id: 0, committedAt: 1, visits: 1, 'counts.deferred': 1 } as const;
/** Earlier than any trouble: documents without one have no such date. */
const EVER = new Date(0);

export function createOverviewStore(db: Db): OverviewStore {
  const jobs = db.collection<Job>('jobs');
  return { ...jobReads(db), ...runReads(db), jobsOfHosts };

  async function jobsOfHosts(hosts: readonly string[], limit: number): Promise<JobPlan[]> {
    const found: JobPlan[] = [];
    for (const batch of inBatches(hosts)) {
      const some = jobs.find<PlannedJob>({ 'listing.hosts': { $in: [...batch] } }, { projection: PLAN });
      found.push(...(await some.limit(limit - found.length).toArray()).map(toJobPlan));
      if (found.length >= limit) break;
    }
    return found;
  }
}

function jobReads(
  db: Db,
): Pick<OverviewStore, 'jobStates' | 'troubledJobs' | 'dueNext' | 'jobPlans' | 'names'> {
  const jobs = db.collection<Job>('jobs');
  return {
    async jobStates(workspaceId) {
      const counts = JOB_STATES.map(
        async (shownState): Promise<readonly [JobState, number]> => [
          shownState,
          await jobs.countDocuments({ workspaceId, shownState }),
        ],
      );
      return parseCounts(Object.fromEntries(await Promise.all(counts)));
    },
    async troubledJobs(workspaceId, limit) {
      const troubled = { workspaceId, 'trouble.since': { $gt: EVER } };
      const found = jobs.find<TroubledJob>(troubled, { projection: TROUBLE });
      return found.sort({ 'trouble.since': -1 }).limit(limit).toArray();
    },
    async dueNext(workspaceId, limit) {
      const planned = { workspaceId, nextRunAt: { $gt: EVER } };
      const found = jobs.find<PlannedJob>(planned, { projection: PLAN }).sort({ nextRunAt: 1 });
      return (await found.limit(limit).toArray()).map(toJobPlan);
    },
    async names(jobIds) {
      const found = jobs.find({ _id: { $in: [...jobIds] } }, { projection: { name: 1 } });
      return new Map((await found.toArray()).map(({ _id, name }) => [_id, name]));
    },
    async jobPlans(workspaceId, { after, limit }) {
      const filter = { workspaceId, ...(after !== null && { _id: { $gt: after } }) };
      const found = jobs.find<PlannedJob>(filter, { projection: PLAN }).sort({ _id: 1 });
      return (await found.limit(limit).toArray()).map(toJobPlan);
    },
  };
}

function parseCounts(counts: Record<string, number>): Record<JobState, number> {
  return counts as Record<JobState, number>;
}

function runReads(db: Db): Pick<OverviewStore, 'openRuns' | 'endedRuns' | 'commits'> {
  const runs = db.collection<Run>('runs');
  const chunks = db.collection<Chunk>('chunks');
  return {
    async openRuns(workspaceId, limit) {
      const open = { workspaceId, state: { $in: OPEN_STATES } };
      const found = runs.find<OpenRun>(open, { projection: OPEN_RUN }).sort({ _id: -1 });
      return found.limit(limit).toArray();
    },
    async endedRuns(workspaceId, fromRunId) {
      const count = (state: Run['state']): Promise<number> =>
        runs.countDocuments({ workspaceId, state, _id: { $gte: fromRunId } });
      const [completed, failed, stopped] = await Promise.all([
        count('completed'),
        count('failed'),
        count('stopped'),
      ]);
      return { completed, failed, stopped };
    },
    async commits(workspaceId, since) {
      const committed = { workspaceId, committedAt: { $gte: since } };
      const found = chunks.find<Chunk>(committed, { projection: COMMIT }).sort({ committedAt: 1 });
      return (await found.toArray()).map(({ committedAt = since, visits, counts }) => ({
        at: committedAt,
        visits: Math.max(0, visits - (counts?.deferred ?? 0)),
      }));
    },
  };
}
