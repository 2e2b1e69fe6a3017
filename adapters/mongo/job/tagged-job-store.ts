// Tags of jobs in MongoDB, and the jobs that are to be brought in line with them.
import type { Collection, Filter } from 'mongodb';
import type { Job } from '../../../domain/job/job.ts';
import { given } from '../../../domain/system/given.ts';
import type { TaggedJobStore } from '../../../domain/job/tagged-job-store.ts';

export function createTaggedJobStore(jobs: Collection<Job>): TaggedJobStore {
  return {
    async retag(jobId, expected, tags, due) {
      const present = expected.length === 0 ? { $in: [null, []] } : [...expected];
      const filter = { _id: jobId, tags: present } as Filter<Job>;
      const fields = { tags: [...tags], ...given({ settingsDue: due }) };
      const set = { $set: fields, $currentDate: { updatedAt: true } as const };
      return (await jobs.updateOne(filter, set)).matchedCount > 0;
    },
    async markSettingsDue(workspaceId, tag, due) {
      await jobs.updateMany({ workspaceId, tags: tag }, { $set: { settingsDue: due } });
    },
    async settingsDue(query, { after, limit }) {
      const filter: Filter<Job> = {
        settingsDue: { $gt: '' },
        ...(query !== null && { workspaceId: query.workspaceId, tags: query.tag }),
        ...(after !== null && { _id: { $gt: after } }),
      };
      const found = jobs
        .find(filter, { projection: { _id: 1 } })
        .sort({ _id: 1 })
        .limit(limit);
      return (await found.toArray()).map(({ _id }) => _id);
    },
    async countSettings(workspaceId, tag) {
      const [due, refused] = await Promise.all([
        jobs.countDocuments({ workspaceId, tags: tag, settingsDue: { $gt: '' } }),
        jobs.countDocuments({ workspaceId, tags: tag, 'settingsRefused.detail': { $gt: '' } }),
      ]);
      return { due, refused };
    },
    async settleSettings(jobId, due, refused) {
      const set = { $set: { settingsDue: null, settingsRefused: refused } };
      return (await jobs.updateOne({ _id: jobId, settingsDue: due }, set)).matchedCount > 0;
    },
  };
}
