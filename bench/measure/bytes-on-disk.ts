// How much a folder holds: bytes of its files, and how many there are.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface FolderSize {
  readonly bytes: number;
  readonly files: number;
}

export function sizeOf(folder: string): FolderSize {
  let bytes = 0;
  let files = 0;
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const inner = sizeOf(path);
      bytes += inner.bytes;
      files += inner.files;
    } else if (entry.isFile()) {
      bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      files += 1;
    }
  }
  return { bytes, files };
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // not there (yet)
  }
}
