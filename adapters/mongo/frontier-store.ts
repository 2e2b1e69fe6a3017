// The frontier in MongoDB. Every write may be repeated, even late by a planner that was taken for dead:
// offers only insert, stamps need a lower round and an entry without the chunk, reopenings need the chunk to
// be the last that took the entry.
import type { AnyBulkWriteOperation, Collection, Db } from 'mongodb';
import type { FrontierEntry, FrontierStore, NewUrl, Reopening } from '../../domain/run/frontier.ts';
import { frontierId } from '../../domain/run/frontier-id.ts';
import { urlHost } from '../../domain/web/url/key.ts';
import { checkedAll, checkedOrNull, documentShape } from './document-shape.ts';
import { inBatches, insertMissing } from './driver-error.ts';
import { idRange } from './id-range.ts';
import { given } from '../../domain/system/given.ts';

const SHAPE = documentShape('frontier', { _id: 'string', url: 'string', dueAt: 'number', visit: 'number' });

export function createFrontierStore(db: Db): FrontierStore {
  const frontier = db.collection<FrontierEntry>('frontier');
  return { ...reads(frontier), ...writes(frontier) };
}

function reads(frontier: Collection<FrontierEntry>): Omit<FrontierStore, 'offer' | 'reopen' | 'stamp'> {
  return {
    async dueEntries(runId, horizon, limit, host) {
      const of = host === undefined ? {} : { host };
      const found = frontier.find({ runId, round: 0, ...of, dueAt: { $lte: horizon } }).sort({ dueAt: 1 });
      return checkedAll(await found.limit(limit).toArray(), SHAPE);
    },
    async openByHost(runId, after, limit) {
      const behind = after === null ? {} : { host: { $gt: after } };
      const found = frontier.find({ runId, round: 0, ...behind }).sort({ host: 1, dueAt: 1 });
      return checkedAll(await found.limit(limit).toArray(), SHAPE);
    },
    async triedDueAt(runId, host) {
      // A handed-back entry is due later than one never in a chunk, so it is found first from the end.
      const tried = { runId, round: 0, host, lastChunk: { $gt: 0 } };
      const entry = await frontier.findOne(tried, {
        sort: { host: -1, dueAt: -1 },
        projection: { dueAt: 1 },
      });
      return entry?.dueAt ?? null;
    },
    async nextDueAt(runId, after) {
      const filter = { runId, round: 0, dueAt: { $gt: after } };
      const entry = await frontier.findOne(filter, { sort: { dueAt: 1 }, projection: { dueAt: 1 } });
      return entry?.dueAt ?? null;
    },
    async missing(runId, urls) {
      const missing: NewUrl[] = [];
      for await (const batch of missingOf(frontier, runId, urls))
        missing.push(...batch.map(([, url]) => url));
      return missing;
    },
    count(runId) {
      return frontier.countDocuments({ _id: idRange(runId) });
    },
    async get(runId, urlKey) {
      return checkedOrNull(await frontier.findOne({ _id: frontierId(runId, urlKey) }), SHAPE);
    },
    async list(runId, after, limit) {
      const found = frontier.find({ _id: idRange(runId, after) }).sort({ _id: 1 });
      return checkedAll(await found.limit(limit).toArray(), SHAPE);
    },
  };
}

function writes(frontier: Collection<FrontierEntry>): Pick<FrontierStore, 'offer' | 'reopen' | 'stamp'> {
  return {
    async offer(runId, round, urls, now) {
      let inserted = 0;
      // Most links of a later round are known: a query first is cheaper than inserts that fail.
      for await (const missing of missingOf(frontier, runId, urls)) {
        const entries = missing.map(([id, url]) => newEntry({ id, runId, round, now }, url));
        inserted += await insertMissing(frontier, entries);
      }
      return inserted;
    },
    async reopen(runId, reopenings) {
      for (const batch of inBatches(reopenings.flatMap((one) => reopenOperations(runId, one)))) {
        await frontier.bulkWrite([...batch], { ordered: false });
      }
    },
    async stamp(runId, round, chunkNo, urlKeys) {
      for (const batch of inBatches(urlKeys)) {
        const ids = batch.map((urlKey) => frontierId(runId, urlKey));
        await frontier.updateMany(
          { _id: { $in: ids }, chunks: { $ne: chunkNo }, round: { $lt: round } },
          { $set: { round, lastChunk: chunkNo }, $push: { chunks: chunkNo } },
        );
      }
    },
  };
}

/** Ids and URLs that have no entry, batch by batch. */
async function* missingOf(
  frontier: Collection<FrontierEntry>,
  runId: string,
  urls: readonly NewUrl[],
): AsyncGenerator<[string, NewUrl][]> {
  const fresh = new Map(urls.map((url) => [frontierId(runId, url.urlKey), url]));
  for (const batch of inBatches([...fresh])) {
    const ids = batch.map(([id]) => id);
    const found = await frontier.find({ _id: { $in: ids } }, { projection: { _id: 1 } }).toArray();
    const known = new Set(found.map((entry) => entry._id));
    yield batch.filter(([id]) => !known.has(id));
  }
}

function newEntry(
  by: { id: string; runId: string; round: number; now: number },
  { url, depth }: NewUrl,
): FrontierEntry {
  return {
    _id: by.id,
    runId: by.runId,
    url,
    host: urlHost(url),
    depth,
    firstRound: by.round,
    round: 0,
    chunks: [],
    lastChunk: 0,
    dueAt: by.now,
    firstDueAt: by.now,
    visit: 1,
    attempts: 0,
  };
}

/**
 * One update for a deferred visit. A second look needs two, of which the first that matches decides: one
 * begins the new visit (`firstDueAt` is set anew), the other is for an entry that is at this visit already.
 */
function reopenOperations(runId: string, reopening: Reopening): AnyBulkWriteOperation<FrontierEntry>[] {
  const { urlKey, fromChunk, visit, attempts, dueAt, countedAs, lookAgain, render } = reopening;
  const _id = frontierId(runId, urlKey);
  const $set = {
    round: 0,
    dueAt,
    visit,
    attempts,
    ...given({ countedAs, lookAgain, render }),
  };
  const $unset = {
    ...(countedAs === undefined && { countedAs: '' as const }),
    ...(lookAgain === undefined && { lookAgain: '' as const }),
    ...(render === undefined && { render: '' as const }),
  };
  const update = { $set, ...(Object.keys($unset).length > 0 && { $unset }) };
  const again = { updateOne: { filter: { _id, lastChunk: fromChunk, visit }, update } };
  if (visit <= 1) return [again];
  const anew = { ...update, $set: { ...$set, firstDueAt: dueAt } };
  const earlier = { _id, lastChunk: fromChunk, visit: { $lt: visit } };
  return [again, { updateOne: { filter: earlier, update: anew } }];
}
