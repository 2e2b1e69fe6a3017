// Packs and stage files go once they are no longer asked for. The outcome files stay until the run's retention: they
// answer "why" for every page.
import type { BlobStore } from '../domain/blob/blob-store.ts';
import { SOURCE_CHUNK, chunkFolder, parseStageKey } from '../domain/stage/stage-key.ts';

const KEPT = new Set(['store', 'plan']);

/** A plan file lies with the first chunk of its round but serves them all: it goes with the run. */
export function dropChunkFiles(blobs: BlobStore, runId: string, chunkNo: number): Promise<void> {
  return dropBelow(blobs, chunkFolder(runId, chunkNo), (key) => KEPT.has(parseStageKey(key).kind));
}

/** What the reading of a source has left, whoever read it: the packs of documents, and where earlier attempts stood. */
export function dropSourceFiles(blobs: BlobStore, runId: string, kept: readonly string[]): Promise<void> {
  const isKept = (key: string): boolean => parseStageKey(key).kind === 'seeds' || kept.includes(key);
  return dropBelow(blobs, chunkFolder(runId, SOURCE_CHUNK), isKept);
}

async function dropBelow(blobs: BlobStore, folder: string, isKept: (key: string) => boolean): Promise<void> {
  const keys: string[] = [];
  for await (const key of blobs.list(folder)) if (!isKept(key)) keys.push(key);
  await blobs.delete(keys);
}
