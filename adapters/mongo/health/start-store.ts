// What tells how late starts are, in MongoDB: each question goes by an index and reads a few fields of what it finds.
import type { Db } from 'mongodb';
import type { StartRow, StartStore } from '../../../domain/health/starts/start-store.ts';
import type { Job } from '../../../domain/job/job.ts';
import type { Run } from '../../../domain/run/run.ts';

const ROW = { _id: 0, workflowId: 1, createdAt: 1, startedAt: 1, 'config.source.kind': 1 } as const;

type Found = Pick<Run, 'workflowId' | 'createdAt' | 'startedAt'> & {
  readonly config?: { readonly source?: { readonly kind?: Run['config']['source']['kind'] } };
};

export function createStartStore(db: Db): StartStore {
  const jobs = db.collection<Job>('jobs');
  const runs = db.collection<Run>('runs');
  return {
    async begunSince(since, limit) {
      const found = runs.find<Found>({ startedAt: { $gte: since } }, { projection: ROW });
      return (await found.sort({ startedAt: -1 }).limit(limit).toArray()).map(toRow);
    },
    async starting(limit) {
      const found = runs.find<Found>({ state: 'starting' }, { projection: ROW }).sort({ _id: 1 });
      return (await found.limit(limit).toArray()).map(toRow);
    },
    async passed({ from, now }, limit) {
      const due = { nextRunAt: { $gte: from, $lt: now }, activeRun: null };
      const found = jobs.find(due, { projection: { _id: 0, nextRunAt: 1 } }).sort({ nextRunAt: 1 });
      return (await found.limit(limit).toArray()).flatMap(({ nextRunAt }) => nextRunAt ?? []);
    },
    async dueBefore(until, limit) {
      const due = { nextRunAt: { $gt: EVER, $lt: until } };
      const found = jobs.find(due, { projection: { 'config.schedule': 1 } }).limit(limit);
      return (await found.toArray()).flatMap(({ _id: jobId, config: { schedule } }) =>
        schedule === undefined ? [] : [{ jobId, schedule }],
      );
    },
  };
}

/** Earlier than any time of a schedule: jobs without one have no such date. */
const EVER = new Date(0);

function toRow({ workflowId, createdAt, startedAt, config }: Found): StartRow {
  const readsSource = config?.source?.kind !== 'pages';
  return { workflowId, createdAt, readsSource, ...(startedAt === undefined ? {} : { startedAt }) };
}
