// How much a data folder holds, for a stack whose folder has a limit: whoever runs the stack counts and writes it down, every
// process reads it. Counting walks over all files, so one does it for all.
import { readFileSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../file/whole-file.ts';

const FILE = 'data-use.json';

/** Bytes in the files of the folder, as the disk holds them. Files that vanish meanwhile count nothing. */
export async function countBytes(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += await countBytes(path);
    else if (entry.isFile()) bytes += await allocated(path);
  }
  return bytes;
}

const BLOCK = 512;

async function allocated(path: string): Promise<number> {
  try {
    return (await lstat(path)).blocks * BLOCK;
  } catch {
    return 0;
  }
}

/** Replaced as a whole: a reader sees the former figure or this one. */
export function writeDataUse(dataDir: string, bytes: number): void {
  replaceFile(join(dataDir, FILE), JSON.stringify({ bytes }));
}

/** Null: nobody has counted. */
export function readDataUse(dataDir: string): number | null {
  try {
    const { bytes } = JSON.parse(readFileSync(join(dataDir, FILE), 'utf8')) as { bytes?: unknown };
    return typeof bytes === 'number' ? bytes : null;
  } catch {
    return null;
  }
}
