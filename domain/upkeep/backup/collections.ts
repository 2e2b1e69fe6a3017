// Which collections a backup holds, and in which order they are read while Webloom works. What follows from a document is
// read after it: a run that is read as ended has all its pages behind it, and a change that is read as told has its delivery.
// The other way round a change told meanwhile would have lost its message.

/**
 * They tell of processes and people of the moment: leases, heartbeats, logins, the last look of the monitor, marks of restores.
 * Small files are copied with the blobs, among which they are listed.
 */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'locks',
  'agents',
  'fleets',
  'homes',
  'blobIndex',
  'sessions',
  'health',
  'restoring',
  'smallFiles',
]);

const FIRST = ['migrations', 'tally', 'workspaces', 'jobs', 'jobVersions', 'runs', 'chunks', 'frontier'];
const NEXT = ['pages', 'snapshots', 'failures', 'changes', 'prices'];
/** Removals are last, so that every job that was removed meanwhile is known. */
const LAST = ['alertStates', 'incidents', 'deliveries', 'events', 'removals'];

/** Collections that have no place of their own stand between, by their names. */
export function collectionsInOrder(names: readonly string[]): string[] {
  const kept = names.filter((name) => !LEFT_OUT.has(name) && !name.startsWith('system.'));
  const rank = (name: string): number => {
    const before = [...FIRST, ...NEXT].indexOf(name);
    if (before !== -1) return before;
    const after = LAST.indexOf(name);
    return after === -1 ? FIRST.length + NEXT.length : FIRST.length + NEXT.length + 1 + after;
  };
  return kept.toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}
