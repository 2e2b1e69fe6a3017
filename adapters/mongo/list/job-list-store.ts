// Lists of jobs in MongoDB, over projections: the addresses of a job and its history stay where they are.
import type { Collection, Document } from 'mongodb';
import { JOB_FIELDS, type JobTally } from '../../../domain/job/list/criterion.ts';
import type { JobListStore } from '../../../domain/job/list/job-list-store.ts';
import { sortKeys } from '../../../domain/job/list/sort.ts';
import type { Job } from '../../../domain/job/job.ts';
import type { JobState } from '../../../domain/run/job-state.ts';
import type { JobOutline, ListedJob } from '../../../domain/job/listed-job.ts';
import { checkedAll, documentShape } from '../document-shape.ts';
import { searchFilter } from './criteria-filter.ts';
import { keysetFilter, sortDocument } from './keyset.ts';

const SHAPE = documentShape('jobs', {
  _id: 'string',
  shownState: 'string',
  listing: 'object',
  aggregates: 'object',
});

const LISTED = {
  workspaceId: 1,
  name: 1,
  note: 1,
  version: 1,
  createdAt: 1,
  updatedAt: 1,
  state: 1,
  shownState: 1,
  activeRun: 1,
  nextRunAt: 1,
  retryAt: 1,
  failedInRow: 1,
  heldBack: 1,
  aggregates: 1,
  tags: 1,
  latest: 1,
  trouble: 1,
  'listing.name': 1,
  'listing.url': 1,
  'listing.urlCount': 1,
  'listing.hosts': 1,
  'config.schedule': 1,
  'config.overlap': 1,
  'config.source.kind': 1,
} as const;
const OUTLINE = { name: 1, shownState: 1, tags: 1, 'config.schedule': 1, 'config.overlap': 1 } as const;

export function createJobListStore(jobs: Collection<Job>): JobListStore {
  return {
    async search({ sorts, after, limit, ...search }) {
      const parts = sortKeys(sorts);
      const filter: Document =
        after === null ? searchFilter(search) : { $and: [searchFilter(search), keysetFilter(parts, after)] };
      const found = jobs.find<ListedJob>(filter, { projection: LISTED });
      return checkedAll(await found.sort(sortDocument(parts)).limit(limit).toArray(), SHAPE);
    },
    async outline({ after, limit, ...search }) {
      const filter = { ...searchFilter(search), ...(after !== null && { _id: { $gt: after } }) };
      const found = jobs.find<JobOutline>(filter, { projection: OUTLINE });
      return found.sort({ _id: 1 }).limit(limit).toArray();
    },
    async countByState(search) {
      const counted = jobs.aggregate<{ readonly _id: JobState; readonly jobs: number }>([
        { $match: searchFilter(search) },
        { $group: { _id: '$shownState', jobs: { $sum: 1 } } },
      ]);
      return new Map((await counted.toArray()).map((row) => [row._id, row.jobs]));
    },
    async tally(search) {
      const counted = jobs.aggregate<{
        readonly _id: Pick<JobTally, 'state'> & Partial<JobTally>;
        readonly jobs: number;
      }>([
        { $match: searchFilter(search) },
        { $group: { _id: { state: '$shownState', trouble: '$trouble.kind' }, jobs: { $sum: 1 } } },
      ]);
      return (await counted.toArray()).map(({ _id: { state, trouble = null }, jobs: count }) => ({
        state,
        trouble,
        jobs: count,
      }));
    },
    async frequent(workspaceId, field, limit) {
      const path = JOB_FIELDS[field];
      const counted = jobs.aggregate<{ readonly _id: string; readonly jobs: number }>([
        { $match: { workspaceId } },
        { $project: { values: `$${path}` } },
        { $unwind: '$values' },
        { $group: { _id: '$values', jobs: { $sum: 1 } } },
        { $sort: { jobs: -1, _id: 1 } },
        { $limit: limit },
      ]);
      return (await counted.toArray()).map(({ _id, jobs: count }) => ({ value: _id, jobs: count }));
    },
  };
}
