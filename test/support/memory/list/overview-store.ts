// The numbers of a workspace in memory.
import type { Job } from '../../../../domain/job/job.ts';
import { type JobPlan, toJobPlan, toPlannedJob } from '../../../../domain/job/job-plan.ts';
import { JOB_STATES, type JobState } from '../../../../domain/run/job-state.ts';
import type { OverviewStore } from '../../../../domain/health/overview/overview-store.ts';
import type { Chunk } from '../../../../domain/run/chunk.ts';
import { isTerminal } from '../../../../domain/run/lifecycle.ts';
import type { Run } from '../../../../domain/run/run.ts';
import { byId, byIdDown, type DocumentTable } from '../document-table.ts';

interface Tables {
  readonly jobs: DocumentTable<Job>;
  readonly runs: DocumentTable<Run>;
  readonly chunks: DocumentTable<Chunk>;
}

export function createOverviewStore({ jobs, runs, chunks }: Tables): OverviewStore {
  const time = (date: Date | null | undefined): number => date?.getTime() ?? Infinity;
  const plans = (
    matches: (job: Job) => boolean,
    limit: number,
    order: (a: Job, b: Job) => number = byId,
  ): JobPlan[] => jobs.find(matches, order, limit).map((job) => toJobPlan(toPlannedJob(job)));
  return {
    async jobStates(workspaceId) {
      const counts = Object.fromEntries(JOB_STATES.map((state) => [state, 0])) as Record<JobState, number>;
      for (const { shownState } of jobs.find((job) => job.workspaceId === workspaceId))
        counts[shownState] += 1;
      return counts;
    },
    async troubledJobs(workspaceId, limit) {
      const found = jobs.find(
        (job) => job.workspaceId === workspaceId && isTroubled(job),
        (a, b) => time(b.trouble?.since) - time(a.trouble?.since),
        limit,
      );
      return found.flatMap(({ trouble, ...job }) =>
        trouble === undefined || trouble === null ? [] : [{ ...job, trouble }],
      );
    },
    async dueNext(workspaceId, limit) {
      return plans(
        (job) => job.workspaceId === workspaceId && job.nextRunAt !== null,
        limit,
        (a, b) => time(a.nextRunAt) - time(b.nextRunAt),
      );
    },
    async names(jobIds) {
      return new Map(jobIds.flatMap((id) => jobs.get(id) ?? []).map(({ _id, name }) => [_id, name]));
    },
    async jobPlans(workspaceId, { after, limit }) {
      return plans((job) => job.workspaceId === workspaceId && (after === null || job._id > after), limit);
    },
    async jobsOfHosts(hosts, limit) {
      return plans((job) => toJobPlan(toPlannedJob(job)).hosts.some((host) => hosts.includes(host)), limit);
    },
    async openRuns(workspaceId, limit) {
      return runs.find((run) => run.workspaceId === workspaceId && !isTerminal(run.state), byIdDown, limit);
    },
    async endedRuns(workspaceId, fromRunId) {
      const own = runs.find((run) => run.workspaceId === workspaceId && run._id >= fromRunId);
      const count = (state: Run['state']): number => own.filter((run) => run.state === state).length;
      return { completed: count('completed'), failed: count('failed'), stopped: count('stopped') };
    },
    async commits(workspaceId, since) {
      const found = chunks.find(
        (chunk) => chunk.workspaceId === workspaceId && time(since) <= (chunk.committedAt?.getTime() ?? -1),
        (a, b) => time(a.committedAt) - time(b.committedAt),
      );
      return found.map(({ committedAt = since, visits, counts }) => ({
        at: committedAt,
        visits: Math.max(0, visits - (counts?.deferred ?? 0)),
      }));
    },
  };
}

function isTroubled({ trouble }: Job): boolean {
  return trouble !== undefined && trouble !== null;
}
