// Chunk documents in MongoDB: inserted once by the planner, moved by the stages.
import type { Collection, Db } from 'mongodb';
import { chunkId } from '../../domain/run/chunk-id.ts';
import { type Chunk, OPEN_CHUNK_STATES } from '../../domain/run/chunk.ts';
import { type ChunkStore, type ChunkSums, NO_SUMS } from '../../domain/run/run-store.ts';
import { checkedAll, checkedOrNull, documentShape } from './document-shape.ts';
import { insertOnce } from './driver-error.ts';

const SHAPE = documentShape('chunks', {
  _id: 'string',
  runId: 'string',
  chunkNo: 'number',
  round: 'number',
  state: 'string',
  planFile: 'string',
  files: 'object',
});

const COUNTED = {
  _id: '$runId',
  stored: { $sum: '$counts.stored' },
  unchanged: { $sum: '$counts.unchanged' },
  failed: { $sum: '$counts.failed' },
  skipped: { $sum: '$counts.skipped' },
  changes: { $sum: '$counts.changes' },
};

export function createChunkStore(db: Db): ChunkStore {
  const chunks = db.collection<Chunk>('chunks');
  return {
    insert(chunk) {
      return insertOnce(chunks, chunk);
    },
    async get(runId, chunkNo) {
      return checkedOrNull(await chunks.findOne({ _id: chunkId(runId, chunkNo) }), SHAPE);
    },
    async list(runId, { after, limit }) {
      const filter = { runId, ...(after !== undefined && { chunkNo: { $gt: after } }) };
      return checkedAll(await chunks.find(filter).sort({ chunkNo: 1 }).limit(limit).toArray(), SHAPE);
    },
    sums: (runIds) => sumUp(chunks, runIds),
    async listInState(runId, states) {
      const filter = { runId, state: { $in: [...states] } };
      return checkedAll(await chunks.find(filter).sort({ chunkNo: 1 }).toArray(), SHAPE);
    },
    async newest(runId, { states, before, limit }) {
      const filter = {
        runId,
        ...(before !== undefined && { chunkNo: { $lt: before } }),
        ...(states && { state: { $in: [...states] } }),
      };
      return checkedAll(await chunks.find(filter).sort({ chunkNo: -1 }).limit(limit).toArray(), SHAPE);
    },
    async noteAnswered(id, answered, fetchedSince) {
      const set = { answered, 'times.scrape': { startedAt: fetchedSince } };
      await chunks.updateOne({ _id: id, state: 'planned' }, { $set: set });
    },
    async move(id, from, { files, times, ...fields }) {
      const named = [
        ...Object.entries(files ?? {}).map(([stage, key]) => [`files.${stage}`, key] as const),
        ...Object.entries(times ?? {}).map(([stage, time]) => [`times.${stage}`, time] as const),
      ];
      const moved = await chunks.findOneAndUpdate(
        { _id: id, state: { $in: [...from] } },
        { $set: { ...fields, ...Object.fromEntries(named) } },
        { returnDocument: 'after' },
      );
      return checkedOrNull(moved, SHAPE);
    },
  };
}

async function sumUp(chunks: Collection<Chunk>, runIds: readonly string[]): Promise<Map<string, ChunkSums>> {
  if (runIds.length === 0) return new Map();
  const [committed, open] = await Promise.all([
    chunks
      .aggregate<Omit<ChunkSums, 'openVisits'> & { readonly _id: string }>([
        { $match: { runId: { $in: [...runIds] }, state: 'committed' } },
        { $group: COUNTED },
      ])
      .toArray(),
    chunks
      .aggregate<{ readonly _id: string; readonly openVisits: number }>([
        { $match: { runId: { $in: [...runIds] }, state: { $in: [...OPEN_CHUNK_STATES] } } },
        { $group: { _id: '$runId', openVisits: { $sum: '$firstVisits' } } },
      ])
      .toArray(),
  ]);
  const sums = new Map<string, ChunkSums>();
  for (const { _id, ...counts } of committed) sums.set(_id, { ...NO_SUMS, ...counts });
  for (const { _id, openVisits } of open) sums.set(_id, { ...(sums.get(_id) ?? NO_SUMS), openVisits });
  return sums;
}
