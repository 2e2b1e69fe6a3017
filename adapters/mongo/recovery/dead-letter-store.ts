// Dead letters in MongoDB. What `note` adds is guarded by `seq`, so that a repeat after a cut counts nothing twice.
import type { Collection, Db, Document, Filter } from 'mongodb';
import type {
  DeadLetter,
  DeadLetterStore,
  LetterFilter,
} from '../../../domain/upkeep/dead-letter/dead-letter.ts';
import type { Run, RunSummary } from '../../../domain/run/run.ts';
import { checkedAll, checkedOrNull, documentShape } from '../document-shape.ts';
import { inBatches, insertMissing } from '../driver-error.ts';
import { RUN_SUMMARY } from '../run-list.ts';
import { given } from '../../../domain/system/given.ts';

const SHAPE = documentShape('deadLetters', {
  _id: 'string',
  workspaceId: 'string',
  origin: 'string',
  state: 'string',
  v: 'number',
  seq: 'number',
  reason: 'string',
  lastAt: 'date',
  payload: 'object',
});
const SUMMARY = documentShape('runs', { _id: 'string', jobId: 'string', state: 'string', seq: 'number' });
const LATEST_FIRST = { lastAt: -1, _id: -1 } as const;
/** A bound that says that the field is there, so that the sparse index serves it. */
const ENDED = { lettersAt: { $gt: new Date(0) } };

export function createDeadLetterStore(db: Db): DeadLetterStore {
  const letters = db.collection<DeadLetter>('deadLetters');
  const runs = db.collection<Run>('runs');
  return {
    async get(letterId) {
      return checkedOrNull(await letters.findOne({ _id: letterId }), SHAPE);
    },
    async note(some) {
      await insertMissing(letters, some);
      for (const batch of inBatches(some)) await letters.bulkWrite(batch.map(toUpdate), { ordered: false });
    },
    async list(filter, { after, limit }) {
      const place =
        after === null
          ? {}
          : { $or: [{ lastAt: { $lt: after.lastAt } }, { lastAt: after.lastAt, _id: { $lt: after.id } }] };
      const found = letters.find({ $and: [filterOf(filter), place] }).sort(LATEST_FIRST);
      return checkedAll(await found.limit(limit).toArray(), SHAPE);
    },
    count: (filter, most) => letters.countDocuments(filterOf(filter), { limit: most }),
    messages: (most) => letters.countDocuments({ state: 'open', origin: 'broker' }, { limit: most }),
    ...moving(letters),
    async walk({ states, origins, jobIds }, after, limit) {
      const wanted = {
        ...(jobIds === undefined ? {} : { jobId: { $in: [...jobIds] } }),
        ...(origins === undefined ? {} : { origin: { $in: [...origins] } }),
        state: { $in: [...states] },
        ...(after === null ? {} : { _id: { $gt: after } }),
      };
      return checkedAll(await letters.find(wanted).sort({ _id: 1 }).limit(limit).toArray(), SHAPE);
    },
    async forget(before, limit) {
      const over = { state: { $in: ['settled', 'discarded'] as const }, movedAt: { $lt: before } };
      const old = await letters
        .find(over, { projection: { _id: 1 } })
        .limit(limit)
        .toArray();
      if (old.length === 0) return 0;
      const ids = old.map(({ _id }) => _id);
      return (await letters.deleteMany({ ...over, _id: { $in: ids } })).deletedCount;
    },
    async endedRuns(limit) {
      const found = runs.find<RunSummary>(ENDED, { projection: RUN_SUMMARY });
      return checkedAll(await found.sort({ lettersAt: 1, _id: 1 }).limit(limit).toArray(), SUMMARY);
    },
    async runsLookedAt(runIds) {
      for (const batch of inBatches(runIds))
        await runs.updateMany({ _id: { $in: [...batch] } }, { $unset: { lettersAt: '' } });
    },
  };
}

function moving(letters: Collection<DeadLetter>): Pick<DeadLetterStore, 'move' | 'change'> {
  return {
    async move(ids, { from, set, replayRunId }) {
      let moved = 0;
      for (const batch of inBatches(ids)) {
        const wanted = {
          _id: { $in: [...batch] },
          state: { $in: [...from] },
          ...given({ replayRunId }),
        };
        moved += (await letters.updateMany(wanted, { $set: set, $inc: { v: 1 } })).modifiedCount;
      }
      return moved;
    },
    async change({ _id, v }, set) {
      const changed = await letters.findOneAndUpdate(
        { _id, v },
        { $set: set, $inc: { v: 1 } },
        { returnDocument: 'after' },
      );
      return checkedOrNull(changed, SHAPE);
    },
  };
}

function toUpdate(letter: DeadLetter): {
  updateOne: { filter: Filter<DeadLetter>; update: Document };
} {
  const { _id, seq, runId, reason, detail, lastAt, movedAt, payload, attempts, channelId } = letter;
  const set = { state: 'open', seq, runId, reason, detail, lastAt, movedAt, payload, channelId };
  return {
    updateOne: {
      filter: { _id, seq: { $lt: seq } },
      update: { $set: { ...set, replayRunId: null }, $inc: { attempts, times: 1, v: 1 } },
    },
  };
}

function filterOf(filter: LetterFilter): Filter<DeadLetter> {
  const { workspaceId, states, origins, jobId, runId, host, reasons, since, until, ids } = filter;
  const isTimed = since !== undefined || until !== undefined;
  return {
    workspaceId,
    ...(states !== undefined && { state: { $in: [...states] } }),
    ...(origins !== undefined && { origin: { $in: [...origins] } }),
    ...given({ jobId, runId, host }),
    ...(reasons !== undefined && { reason: { $in: [...reasons] } }),
    ...(isTimed && {
      lastAt: {
        ...given({ $gte: since, $lt: until }),
      },
    }),
    ...(ids !== undefined && { _id: { $in: [...ids] } }),
  };
}
