// Jobs in MongoDB. Control fields move by compare-and-set on `stateSeq`, the configuration on `version`.
import type { Collection, Db, Filter, UpdateFilter } from 'mongodb';
import type { Job } from '../../domain/job/job.ts';
import type { JobStore, ScheduleOutline } from '../../domain/job/job-store.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { checkedAll, checkedOrNull, documentShape } from './document-shape.ts';
import { insertOnce } from './driver-error.ts';
import { createTaggedJobStore } from './job/tagged-job-store.ts';
import { createJobListStore } from './list/job-list-store.ts';
import { listedSource, listedText, listingOf } from '../../domain/job/job-listing.ts';
import type { LatestFindings } from '../../domain/run/visit/latest-findings.ts';
import { given } from '../../domain/system/given.ts';

const SHAPE = documentShape('jobs', {
  _id: 'string',
  workspaceId: 'string',
  version: 'number',
  config: 'object',
  state: 'string',
  stateSeq: 'number',
  runSeq: 'number',
  retryEpoch: 'number',
  history: 'array',
});

const OUTLINE = {
  name: 1,
  state: 1,
  shownState: 1,
  activeRun: 1,
  retryAt: 1,
  'config.schedule': 1,
} as const;

/** Transitions kept on the document; older ones are in the events. */
const HISTORY_LENGTH = 100;

export function createJobStore(db: Db): JobStore {
  const jobs = db.collection<Job>('jobs');
  return {
    ...reads(jobs),
    ...outlines(jobs),
    ...archived(jobs),
    ...imported(jobs),
    ...writes(jobs),
    ...findings(jobs),
    ...createTaggedJobStore(jobs),
    ...createJobListStore(jobs),
  };
}

function outlines(jobs: Collection<Job>): Pick<JobStore, 'scheduleOutlines'> {
  return {
    async scheduleOutlines(after, limit) {
      const filter = after === null ? {} : { _id: { $gt: after } };
      const found = jobs.find<ScheduleOutline>(filter, { projection: OUTLINE }).sort({ _id: 1 });
      return found.limit(limit).toArray();
    },
  };
}

function imported(jobs: Collection<Job>): Pick<JobStore, 'importedAs' | 'usingLogin' | 'usingProxyPool'> {
  const named = (filter: Filter<Job>, limit: number): Promise<Pick<Job, '_id' | 'name'>[]> =>
    jobs.find(filter).project<Pick<Job, '_id' | 'name'>>({ name: 1 }).sort({ _id: 1 }).limit(limit).toArray();
  return {
    usingLogin: (workspaceId, loginId, limit) => named({ workspaceId, 'config.fetch.login': loginId }, limit),
    usingProxyPool: (workspaceId, poolId, limit) =>
      named({ workspaceId, 'config.fetch.proxy': poolId }, limit),
    async importedAs(keys) {
      const found = jobs.find({ importKey: { $in: [...keys] } }, { projection: { importKey: 1 } });
      return new Map((await found.toArray()).map(({ _id, importKey = '' }) => [importKey, _id]));
    },
  };
}

function archived(jobs: Collection<Job>): Pick<JobStore, 'beingPutAway'> {
  return {
    async beingPutAway(before, limit) {
      const filter: Filter<Job> = {
        'putAway.phase': { $in: ['versions', 'files'] },
        'putAway.at': { $lte: before },
      };
      return checkedAll(await jobs.find(filter).sort({ _id: 1 }).limit(limit).toArray(), SHAPE);
    },
  };
}

function reads(
  jobs: Collection<Job>,
): Pick<
  JobStore,
  'get' | 'list' | 'due' | 'withActiveRun' | 'behind' | 'followedBy' | 'existing' | 'names' | 'namedLike'
> {
  return {
    async get(jobId) {
      return checkedOrNull(await jobs.findOne({ _id: jobId }), SHAPE);
    },
    async list({ workspaceId, states, before, limit }) {
      const filter = {
        ...given({ workspaceId: workspaceId ?? undefined }),
        ...(states && { shownState: { $in: [...states] } }),
        ...(before !== undefined && { _id: { $lt: before } }),
      };
      return checkedAll(await jobs.find(filter).sort({ _id: -1 }).limit(limit).toArray(), SHAPE);
    },
    async due(now, limit) {
      const found = jobs.find({ nextRunAt: { $lt: now } }).sort({ nextRunAt: 1 });
      return checkedAll(await found.limit(limit).toArray(), SHAPE);
    },
    async withActiveRun(after, limit) {
      const filter = { activeRun: { $gt: '' }, ...(after !== null && { _id: { $gt: after } }) };
      return checkedAll(await jobs.find(filter).sort({ _id: 1 }).limit(limit).toArray(), SHAPE);
    },
    async behind(after, limit) {
      const filter = { 'missed.left': { $gt: 0 }, ...(after !== null && { _id: { $gt: after } }) };
      return checkedAll(await jobs.find(filter).sort({ _id: 1 }).limit(limit).toArray(), SHAPE);
    },
    async followedBy(jobId) {
      const named = [{ 'config.dependents': jobId }, { 'config.dependents.job': jobId }];
      return checkedAll(await jobs.find({ $or: named }).sort({ _id: 1 }).toArray(), SHAPE);
    },
    async namedLike(workspaceId, text, limit) {
      const name = { $regex: text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`), $options: 'i' };
      const found = jobs.find({ workspaceId, name }, { projection: { _id: 1 } }).sort({ _id: -1 });
      return (await found.limit(limit).toArray()).map(({ _id }) => _id);
    },
    async existing(jobIds, workspaceId) {
      const filter = { _id: { $in: [...jobIds] }, ...given({ workspaceId }) };
      const found = jobs.find(filter, { projection: { _id: 1 } });
      return new Set((await found.toArray()).map(({ _id }) => _id));
    },
    async names(jobIds) {
      const found = jobs.find({ _id: { $in: [...jobIds] } }, { projection: { name: 1 } });
      return new Map((await found.toArray()).map(({ _id, name }) => [_id, name]));
    },
  };
}

function writes(
  jobs: Collection<Job>,
): Pick<JobStore, 'insert' | 'control' | 'show' | 'configure' | 'annotate' | 'remove'> {
  return {
    async insert(job) {
      if (await insertOnce(jobs, { ...job, listing: listingOf(job) })) return;
      throw new WebloomError('conflict', `A job with the id ${job._id} is there already.`, {
        facts: { jobId: job._id },
      });
    },
    async control({ _id, stateSeq }, set, transition) {
      const history = transition && { $each: [transition], $slice: -HISTORY_LENGTH };
      const moved = transition && { state: transition.to, shownState: transition.to };
      const fields = { ...set, ...moved };
      const update = {
        ...(Object.keys(fields).length > 0 && { $set: fields }),
        $inc: { stateSeq: 1 },
        ...(history && { $push: { history } }),
      };
      const after = await jobs.findOneAndUpdate({ _id, stateSeq }, update, { returnDocument: 'after' });
      return checkedOrNull(after, SHAPE);
    },
    async show(jobId, runId, shownState) {
      await jobs.updateOne({ _id: jobId, activeRun: runId }, { $set: { shownState } });
    },
    async configure(jobId, version, set, transition) {
      // `nextRunAt` is a control field: a raised stateSeq makes writers with the old schedule read again.
      const update = {
        $set: { ...set, ...listed(set) },
        $inc: { version: 1, stateSeq: 1 },
        $currentDate: { updatedAt: true } as const,
        ...(transition && { $push: { history: { $each: [transition], $slice: -HISTORY_LENGTH } } }),
      };
      const changed = await jobs.findOneAndUpdate({ _id: jobId, version }, update, {
        returnDocument: 'after',
      });
      return checkedOrNull(changed, SHAPE);
    },
    async annotate(jobId, expected, note) {
      const words = { note: note ?? '', 'listing.note': listedText(note ?? '') };
      const update = {
        ...(note === null ? { $unset: words } : { $set: words }),
        $currentDate: { updatedAt: true } as const,
      };
      const filter = { _id: jobId, note: expected } as Filter<Job>;
      return (await jobs.updateOne(filter, update as UpdateFilter<Job>)).matchedCount > 0;
    },
    async remove(jobId) {
      await jobs.deleteOne({ _id: jobId });
    },
  };
}

/** The parts of the listing that follow from what is written. */
function listed({ name, config }: { name?: string; config: Job['config'] }): Record<string, unknown> {
  const parts = { ...listedSource(config), ...(name !== undefined && { name: listedText(name) }) };
  return Object.fromEntries(Object.entries(parts).map(([part, value]) => [`listing.${part}`, value]));
}

function findings(jobs: Collection<Job>): Pick<JobStore, 'noteFindings'> {
  return {
    async noteFindings(jobId, latest) {
      const updates = LATEST.flatMap((part) => {
        const value = latest[part];
        if (value === undefined) return [];
        const earlier = [
          { [`latest.${part}`]: { $exists: false } },
          { [`latest.${part}.at`]: { $lt: value.at } },
        ];
        const update = { $set: { [`latest.${part}`]: value } };
        return [{ updateOne: { filter: { _id: jobId, $or: earlier }, update } }];
      });
      if (updates.length > 0) await jobs.bulkWrite(updates, { ordered: false });
    },
  };
}

const LATEST = ['change', 'price', 'move'] as const satisfies readonly (keyof LatestFindings)[];
