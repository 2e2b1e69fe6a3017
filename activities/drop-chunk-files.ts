// Drops packs and stage files when no stage needs them any more. Outcome files stay as long as the run is
// kept, because they answer "why" for every page.
import type { BlobStore } from '../domain/system/blob/blob-store.ts';
import { SOURCE_CHUNK, chunkFolder, parseStageKey } from '../domain/run/stage/stage-key.ts';

const KEPT = new Set(['store', 'plan']);

/**
 * Keeps the plan file: it lies with the first chunk of its round but serves all, and is dropped with the run.
 */
export function dropChunkFiles(blobs: BlobStore, runId: string, chunkNo: number): Promise<void> {
  return dropBelow(blobs, chunkFolder(runId, chunkNo), (key) => KEPT.has(parseStageKey(key).kind));
}

/** Drops what the reading of the source left: packs of documents, and state files of earlier attempts. */
export function dropSourceFiles(blobs: BlobStore, runId: string, kept: readonly string[]): Promise<void> {
  const isKept = (key: string): boolean => parseStageKey(key).kind === 'seeds' || kept.includes(key);
  return dropBelow(blobs, chunkFolder(runId, SOURCE_CHUNK), isKept);
}

async function dropBelow(blobs: BlobStore, folder: string, isKept: (key: string) => boolean): Promise<void> {
  const keys: string[] = [];
  for await (const key of blobs.list(folder)) if (!isKept(key)) keys.push(key);
  await blobs.delete(keys);
}
