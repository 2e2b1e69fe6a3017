// Packs and stage files go once they are no longer asked for. The outcome files stay until the run's retention: they
// answer "why" for every page.
import type { BlobStore } from '../domain/blob/blob-store.ts';

/** A plan file lies with the first chunk of its round but serves them all: it goes with the run. */
export function dropChunkFiles(blobs: BlobStore, runId: string, chunkNo: number): Promise<void> {
  return dropBelow(blobs, `runs/${runId}/${chunkNo}/`, ['/store.', '/plan.']);
}

/** What the reading of a source has left, whoever read it: the packs of documents, and where earlier attempts stood. */
export function dropSourceFiles(blobs: BlobStore, runId: string, kept: readonly string[]): Promise<void> {
  return dropBelow(blobs, `runs/${runId}/0/`, ['/seeds.', ...kept]);
}

async function dropBelow(blobs: BlobStore, prefix: string, kept: readonly string[]): Promise<void> {
  const keys: string[] = [];
  for await (const key of blobs.list(prefix)) {
    if (!kept.some((mark) => key.includes(mark))) keys.push(key);
  }
  await blobs.delete(keys);
}
