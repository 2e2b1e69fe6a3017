// The data folder belongs to the user who runs the stack; other users of the machine may not look into it.
import { chmodSync, readdirSync, statSync } from 'node:fs';

const OTHERS = 0o077;
const STICKY = 0o1000;
/** Files of a stack; a folder that contains one of them is a stack's. */
const MARKS = ['stack.lock', 'pids', 'store', 'blobs'];

/**
 * Takes away the rights of other users and returns a message about it; null if nothing was to be done. A
 * folder that another user owns, that many share, or that contains other things is left as it is.
 */
export function closeToOthers(folder: string): string | null {
  const { mode, uid } = statSync(folder);
  if ((mode & OTHERS) === 0) return null;
  const shown = (mode & 0o777).toString(8);
  if ((mode & STICKY) !== 0 || uid !== process.getuid?.() || !isOurs(folder))
    return `${folder} can be looked into by others of this machine (mode ${shown}); give Webloom a folder of its own`;
  chmodSync(folder, 0o700);
  return `${folder} could be looked into by others of this machine (mode ${shown}): closed to all but its owner (700)`;
}

function isOurs(folder: string): boolean {
  const names = readdirSync(folder).filter((name) => name !== 'logs');
  return names.length === 0 || MARKS.some((mark) => names.includes(mark));
}
