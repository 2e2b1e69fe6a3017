// The use of limits in MongoDB: one small document for each limit and period, replaced whole by compare-and-set.
import type { Collection, Db, Filter } from 'mongodb';
import type { JobStorage } from '../../../domain/upkeep/clean-up/storage.ts';
import type { Job } from '../../../domain/job/job.ts';
import { namedHosts } from '../../../domain/job/limit/named-hosts.ts';
import type { Usage, UsageStore } from '../../../domain/job/limit/usage.ts';
import { isTerminal, RUN_STATES } from '../../../domain/run/lifecycle.ts';
import type { Run } from '../../../domain/run/run.ts';
import { checkedAll, checkedOrNull, documentShape } from '../document-shape.ts';
import { insertOnce } from '../driver-error.ts';

const SHAPE = documentShape('usage', {
  _id: 'string',
  workspaceId: 'string',
  limit: 'string',
  period: 'string',
  seq: 'number',
  used: 'number',
  holds: 'array',
});
const OPEN_STATES = RUN_STATES.filter((state) => !isTerminal(state));
const NOT_ARCHIVED = { $ne: 'archived' } as const;

export function createUsageStore(db: Db): UsageStore {
  const usages = db.collection<Usage>('usage');
  return {
    async get(usageId) {
      return checkedOrNull(await usages.findOne({ _id: usageId }), SHAPE);
    },
    async put({ _id, seq, ...fields }) {
      const next = { ...fields, seq: seq + 1 };
      if (seq === 0) return insertOnce(usages, { _id, ...next });
      return (await usages.replaceOne({ _id, seq }, next)).matchedCount > 0;
    },
    async reservedBefore(before, limit) {
      const held = usages.find({ heldSince: { $lt: before } }).sort({ heldSince: 1 });
      return checkedAll(await held.limit(limit).toArray(), SHAPE);
    },
    async forget(before) {
      return (await usages.deleteMany({ endsAt: { $lt: before } })).deletedCount;
    },
    ...countsOf(db),
    storedBytes: (workspaceId) => storedBytesOf(db, workspaceId),
  };
}

async function storedBytesOf(db: Db, workspaceId: string): Promise<number> {
  const [sum] = await db
    .collection<JobStorage>('jobStorage')
    .aggregate<{ bytes: number }>([
      { $match: { workspaceId } },
      { $group: { _id: null, bytes: { $sum: '$bytes' } } },
    ])
    .toArray();
  return sum?.bytes ?? 0;
}

async function valuesOf(jobs: Collection<Job>, own: Filter<Job>, part: string): Promise<string[]> {
  const found = await jobs
    .aggregate<{ readonly _id: string }>([
      { $match: own },
      { $project: { values: part } },
      { $unwind: '$values' },
      { $group: { _id: '$values' } },
    ])
    .toArray();
  return found.map(({ _id }) => _id);
}

function countsOf(db: Db): Pick<UsageStore, 'counts' | 'endedPages'> {
  const jobs = db.collection<Job>('jobs');
  const runs = db.collection<Run>('runs');
  return {
    async counts(workspaceId) {
      const own = { workspaceId, shownState: NOT_ARCHIVED };
      const [count, hosts, open] = await Promise.all([
        jobs.countDocuments(own),
        Promise.all(['$listing.hosts', '$listing.furtherHosts'].map((part) => valuesOf(jobs, own, part))),
        runs.find({ workspaceId, state: { $in: OPEN_STATES } }, { projection: { _id: 1 } }).toArray(),
      ]);
      return {
        jobs: count,
        hosts: namedHosts(hosts.flat()),
        openRuns: open.map(({ _id }) => _id),
      };
    },
    async endedPages(workspaceId, from, to) {
      const sums = runs.aggregate<{
        readonly stored: number;
        readonly unchanged: number;
        readonly failed: number;
      }>([
        { $match: { workspaceId, createdAt: { $gte: from, $lt: to } } },
        {
          $group: {
            _id: null,
            stored: { $sum: '$totals.stored' },
            unchanged: { $sum: '$totals.unchanged' },
            failed: { $sum: '$totals.failed' },
          },
        },
      ]);
      const [sum] = await sums.toArray();
      return sum === undefined ? 0 : sum.stored + sum.unchanged + sum.failed;
    },
  };
}
