// The data folder belongs to whoever runs the stack: others on the machine may not look into it.
import { chmodSync, readdirSync, statSync } from 'node:fs';

const OTHERS = 0o077;
const STICKY = 0o1000;
/** What a stack leaves in its folder; one of them tells that a folder is a stack's. */
const MARKS = ['stack.lock', 'pids', 'store', 'blobs'];

/**
 * Takes the rights of others away and says so; null where nothing had to be done. A folder that somebody else owns, that many
 * share, or that holds other things is left as it is.
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
