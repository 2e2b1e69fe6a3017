// A blob is written beside the tree, as a draft, and then gets its name: by a rename, which takes the place of what is there, or by a
// link, which does not.
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { NEW_FILE } from '../file/whole-file.ts';
import { codeOf } from './blob-failure.ts';

export async function writeDraft(
  draft: string,
  parts: readonly Uint8Array[],
  flush: 'none' | 'data',
): Promise<void> {
  const file = await open(draft, NEW_FILE);
  try {
    const { bytesWritten } = await file.writev(parts);
    if (bytesWritten < lengthOf(parts)) throw new Error('no more than a part of it could be written');
    if (flush === 'data') await file.datasync();
  } finally {
    await file.close();
  }
}

/** False: the name is taken, and what has it stays. */
export async function linkNew(draft: string, path: string): Promise<boolean> {
  const isNew = await link(draft, path).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    },
  );
  await rm(draft, { force: true });
  return isNew;
}

export async function intoNewFolder(draft: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await rename(draft, path);
}

export function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}
