// Tags of jobs in memory.
import type { Job } from '../../../domain/job/job.ts';
import type { TaggedJobStore } from '../../../domain/job/tagged-job-store.ts';
import { given } from '../../../domain/system/given.ts';
import { type DocumentTable, byId } from './document-table.ts';

export function createTaggedJobStore(jobs: DocumentTable<Job>): TaggedJobStore {
  const tagged = (workspaceId: string, tag: string): Job[] =>
    jobs.find((job) => job.workspaceId === workspaceId && (job.tags ?? []).includes(tag), byId);
  const isDue = ({ settingsDue }: Job): boolean => (settingsDue ?? null) !== null;
  return {
    async retag(jobId, expected, tags, due) {
      const isExpected = ({ tags: present = [] }: Job): boolean => present.join() === expected.join();
      const set = { tags, ...given({ settingsDue: due }), updatedAt: new Date() };
      return jobs.change(jobId, isExpected, (job) => ({ ...job, ...set })) !== null;
    },
    async markSettingsDue(workspaceId, tag, due) {
      for (const { _id } of tagged(workspaceId, tag))
        jobs.change(
          _id,
          () => true,
          (job) => ({ ...job, settingsDue: due }),
        );
    },
    async settingsDue(query, { after, limit }) {
      const some = query === null ? jobs.find(() => true, byId) : tagged(query.workspaceId, query.tag);
      const found = some.filter((job) => isDue(job) && (after === null || job._id > after));
      return found.slice(0, limit).map(({ _id }) => _id);
    },
    async countSettings(workspaceId, tag) {
      const some = tagged(workspaceId, tag);
      const refused = some.filter(({ settingsRefused }) => (settingsRefused ?? null) !== null);
      return { due: some.filter(isDue).length, refused: refused.length };
    },
    async settleSettings(jobId, due, refused) {
      const isIt = (job: Job): boolean => job.settingsDue === due;
      return (
        jobs.change(jobId, isIt, (job) => ({ ...job, settingsDue: null, settingsRefused: refused })) !== null
      );
    },
  };
}
