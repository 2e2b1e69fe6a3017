// Files that are being written lie beside the tree until they are complete.
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { nullWhenMissing } from './blob-failure.ts';
import { HOUR_MS } from '../../domain/system/duration.ts';

const STALE_TEMPORARY_MS = HOUR_MS;

/** Removes the incomplete files of processes that were killed while writing. */
export async function removeStaleTemporaries(folder: string): Promise<void> {
  const oldest = Date.now() - STALE_TEMPORARY_MS;
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const file = await nullWhenMissing('look up', path, () => stat(path));
    if (file !== null && file.mtimeMs < oldest) await rm(path, { force: true });
  }
}
