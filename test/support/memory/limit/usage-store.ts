// The use of limits in memory.
import type { JobStorage } from '../../../../domain/upkeep/clean-up/storage.ts';
import type { Job } from '../../../../domain/job/job.ts';
import { namedHosts } from '../../../../domain/job/limit/named-hosts.ts';
import { type Usage, type UsageStore, pagesOfRun } from '../../../../domain/job/limit/usage.ts';
import { isTerminal } from '../../../../domain/run/lifecycle.ts';
import type { Run } from '../../../../domain/run/run.ts';
import { DocumentTable } from '../document-table.ts';

interface CountedTables {
  readonly jobs: DocumentTable<Job>;
  readonly runs: DocumentTable<Run>;
  readonly jobStorage: DocumentTable<JobStorage>;
}

export function createUsageStore({ jobs, runs, jobStorage }: CountedTables): UsageStore {
  const usages = new DocumentTable<Usage>();
  return {
    async get(usageId) {
      return usages.get(usageId);
    },
    async put(usage) {
      const next = { ...usage, seq: usage.seq + 1 };
      if (usage.seq === 0) return usages.insert(next);
      return (
        usages.change(
          usage._id,
          ({ seq }) => seq === usage.seq,
          () => next,
        ) !== null
      );
    },
    async reservedBefore(before, limit) {
      return usages.find(({ heldSince }) => heldSince !== undefined && heldSince < before, undefined, limit);
    },
    async forget(before) {
      const old = usages.find(({ endsAt }) => endsAt !== undefined && endsAt < before);
      for (const { _id } of old) usages.delete(_id);
      return old.length;
    },
    async counts(workspaceId) {
      const own = jobs.find((job) => job.workspaceId === workspaceId && job.shownState !== 'archived');
      const open = runs.find((run) => run.workspaceId === workspaceId && !isTerminal(run.state));
      return {
        jobs: own.length,
        hosts: namedHosts(
          own.flatMap(({ listing }) => [...(listing?.hosts ?? []), ...(listing?.furtherHosts ?? [])]),
        ),
        openRuns: open.map(({ _id }) => _id),
      };
    },
    async storedBytes(workspaceId) {
      const own = jobStorage.find((one) => one.workspaceId === workspaceId);
      return own.reduce((sum, { bytes }) => sum + bytes, 0);
    },
    async endedPages(workspaceId, from, to) {
      const ended = runs.find(
        (run) => run.workspaceId === workspaceId && run.createdAt >= from && run.createdAt < to,
      );
      return ended.reduce((sum, run) => sum + pagesOfRun(run), 0);
    },
  };
}
