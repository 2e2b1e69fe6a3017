// Chunk documents in memory.
import { chunkId } from '../../domain/run/chunk-id.ts';
import type { Chunk } from '../../domain/run/chunk.ts';
import type { ChunkStore } from '../../domain/run/run-store.ts';
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
    async listInState(runId, states) {
      return chunks.find((chunk) => chunk.runId === runId && states.includes(chunk.state), byNumber);
    },
    async noteAnswered(id, answered) {
      const isFetched = (chunk: Chunk): boolean => chunk.state === 'planned';
      chunks.change(id, isFetched, (chunk) => ({ ...chunk, answered }));
    },
    async move(id, from, { files, ...fields }) {
      return chunks.change(
        id,
        (chunk) => from.includes(chunk.state),
        (chunk) => ({ ...chunk, ...fields, files: { ...chunk.files, ...files } }),
      );
    },
  };
}
