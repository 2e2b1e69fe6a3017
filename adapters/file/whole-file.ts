// Files that are written beside their place and then moved into it, so that a reader sees the former content or the new one.
// The name of the draft is random: the process number would be the same in every container that shares the folder.
import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { given } from '../../domain/system/given.ts';

/** Opens a draft: fails where the name is taken, so nobody ever writes into the draft of another. */
export const NEW_FILE = 'wx';

/** A name beside `path` that no process on any machine makes a second time. */
export function draftOf(path: string): string {
  return `${path}.${randomUUID()}.new`;
}

/** `mode`: of the new file. Default as the process makes files. */
export function replaceFile(path: string, text: string, mode?: number): void {
  const draft = draftOf(path);
  try {
    writeFileSync(draft, text, { flag: NEW_FILE, ...given({ mode }) });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
