// Reads a compressed blob that may be damaged: disks lose bits, and a file may have been cut off. What can not be read counts
// as gone, so that a stage goes on without it and is not repeated for ever; `webloom verify` finds and marks it.
import type { BlobStore } from '../domain/system/blob/blob-store.ts';
import type { Log } from '../domain/system/clock.ts';
import { isWebloomError } from '../domain/system/errors.ts';
import { decompressContent } from './compress-content.ts';

interface Ports {
  readonly blobs: Pick<BlobStore, 'get'>;
  readonly log?: Log | undefined;
}

/** Null: it is not there, or can not be read. */
export async function readContent(ports: Ports, key: string): Promise<Buffer | null> {
  const kept = await get(ports, key);
  if (kept === null) return null;
  try {
    return decompressContent(kept);
  } catch (error) {
    ports.log?.warn({ key, err: error }, 'a stored blob is damaged and counts as gone; run "webloom verify"');
    return null;
  }
}

async function get({ blobs, log }: Ports, key: string): Promise<Uint8Array | null> {
  try {
    return await blobs.get(key);
  } catch (error) {
    if (!isWebloomError(error) || error.code !== 'data-corrupt') throw error;
    log?.warn({ key, err: error }, 'a stored file is damaged and counts as gone; run "webloom verify"');
    return null;
  }
}
