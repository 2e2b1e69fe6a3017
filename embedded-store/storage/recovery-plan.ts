// Decides from names alone what a start reads: the newest snapshot and the logs from its number on, or all logs there ever
// were. What the manifest names, or the row of numbers needs, and is not there, is missing.
import { type DirectoryContent, logName, snapshotName } from './directory.ts';
import type { Manifest } from './manifest.ts';

export interface RecoveryPlan {
  readonly snapshot: number | undefined;
  /** To be read in this order; as far as they go without a gap. */
  readonly logs: readonly number[];
  /** Names of what is not there; what the plan reads lies before it. */
  readonly missing: readonly string[];
  /** The log to go on with. */
  readonly logNumber: number;
}

export function planRecovery(content: DirectoryContent, manifest: Manifest | null): RecoveryPlan {
  const named = manifest?.logs ?? [];
  const newest = Math.max(content.logs.at(-1) ?? 0, named.at(-1)?.number ?? 0);
  const snapshot = content.snapshots.at(-1);
  const first = snapshot ?? firstLog(manifest);
  if (newest === 0 && snapshot === undefined) return { snapshot, logs: [], missing: [], logNumber: first };
  const wanted = rangeOf(first, Math.max(first, newest));
  const absent = wanted.filter((number) => !content.logs.includes(number));
  const firstAbsent = absent[0];
  if (firstAbsent === undefined) return { snapshot, logs: wanted, missing: [], logNumber: newest };
  const lost = lostSnapshot(content, manifest);
  const missing = lost === undefined ? absent.map(logName) : [snapshotName(lost)];
  const logs = wanted.filter((number) => number < firstAbsent);
  // With nothing to begin from, a new log begins behind all that was.
  return { snapshot, logs, missing, logNumber: logs.at(-1) ?? snapshot ?? newest + 1 };
}

/** Where a store without a snapshot begins: its first log, or the one it was allowed to begin anew with. */
function firstLog(manifest: Manifest | null): number {
  return manifest?.snapshot === null ? (manifest.logs[0]?.number ?? 1) : 1;
}

/** The logs before a snapshot go when it is written: where they are not there, it has to be. */
function lostSnapshot({ snapshots, logs }: DirectoryContent, manifest: Manifest | null): number | undefined {
  const named = manifest?.snapshot?.number;
  if (named !== undefined) return snapshots.includes(named) ? undefined : named;
  return manifest === null && snapshots.length === 0 ? logs[0] : undefined;
}

function rangeOf(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
