// Chunk documents in memory.
import { chunkId } from '../../../domain/run/chunk-id.ts';
import type { Chunk } from '../../../domain/run/chunk.ts';
import { type ChunkStore, type ChunkSums, NO_SUMS } from '../../../domain/run/run-store.ts';
import { DocumentTable } from './document-table.ts';

export function createChunkStore(chunks = new DocumentTable<Chunk>()): ChunkStore {
  const byNumber = (a: Chunk, b: Chunk): number => a.chunkNo - b.chunkNo;
  return {
    async insert(chunk) {
      return chunks.insert(chunk);
    },
    async get(runId, chunkNo) {
      return chunks.get(chunkId(runId, chunkNo));
    },
    async list(runId, { after, limit }) {
      const matches = (chunk: Chunk): boolean =>
        chunk.runId === runId && (after === undefined || chunk.chunkNo > after);
      return chunks.find(matches, byNumber, limit);
    },
    async sums(runIds) {
      const sums = new Map<string, ChunkSums>();
      for (const chunk of chunks.find(({ runId, state }) => runIds.includes(runId) && state !== 'dropped'))
        sums.set(chunk.runId, withChunk(sums.get(chunk.runId) ?? NO_SUMS, chunk));
      return sums;
    },
    async listInState(runId, states) {
      return chunks.find((chunk) => chunk.runId === runId && states.includes(chunk.state), byNumber);
    },
    async newest(runId, { states, before, limit }) {
      const matches = (chunk: Chunk): boolean =>
        chunk.runId === runId &&
        (before === undefined || chunk.chunkNo < before) &&
        (states === undefined || states.includes(chunk.state));
      return chunks.find(matches, (a, b) => byNumber(b, a), limit);
    },
    async noteAnswered(id, answered, fetchedSince) {
      const isFetched = (chunk: Chunk): boolean => chunk.state === 'planned';
      const scrape = { startedAt: fetchedSince };
      chunks.change(id, isFetched, (chunk) => ({ ...chunk, answered, times: { ...chunk.times, scrape } }));
    },
    async move(id, from, { files, times, ...fields }) {
      return chunks.change(
        id,
        (chunk) => from.includes(chunk.state),
        (chunk) => ({
          ...chunk,
          ...fields,
          files: { ...chunk.files, ...files },
          ...(times === undefined ? {} : { times: { ...chunk.times, ...times } }),
        }),
      );
    },
  };
}

function withChunk(sums: ChunkSums, { state, firstVisits, counts }: Chunk): ChunkSums {
  if (state !== 'committed') return { ...sums, openVisits: sums.openVisits + firstVisits };
  return {
    ...sums,
    stored: sums.stored + (counts?.stored ?? 0),
    unchanged: sums.unchanged + (counts?.unchanged ?? 0),
    failed: sums.failed + (counts?.failed ?? 0),
    skipped: sums.skipped + (counts?.skipped ?? 0),
    changes: sums.changes + (counts?.changes ?? 0),
  };
}
