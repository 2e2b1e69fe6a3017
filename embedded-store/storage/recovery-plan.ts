// Decides from file names alone what a start reads: the newest snapshot and the logs from its number on, or
// all logs. A file that the manifest names, or that is a gap in the row of numbers, is missing.
import { type DirectoryContent, logName, snapshotName } from './directory.ts';
import type { Manifest } from './manifest.ts';

export interface RecoveryPlan {
  readonly snapshot: number | undefined;
  /** To be read in this order; the row ends before the first gap. */
  readonly logs: readonly number[];
  /** Names of the missing files; everything in `logs` comes before them. */
  readonly missing: readonly string[];
  /** The log to continue with. */
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
  // If there is nothing to continue from, a new log begins, with a number after all earlier ones.
  return { snapshot, logs, missing, logNumber: logs.at(-1) ?? snapshot ?? newest + 1 };
}

/** The first log of a store without a snapshot: log 1, or the log with which it began anew after a loss. */
function firstLog(manifest: Manifest | null): number {
  return manifest?.snapshot === null ? (manifest.logs[0]?.number ?? 1) : 1;
}

/**
 * A snapshot's earlier logs are deleted when it is written, so if they are gone the snapshot has to be there.
 */
function lostSnapshot({ snapshots, logs }: DirectoryContent, manifest: Manifest | null): number | undefined {
  const named = manifest?.snapshot?.number;
  if (named !== undefined) return snapshots.includes(named) ? undefined : named;
  return manifest === null && snapshots.length === 0 ? logs[0] : undefined;
}

function rangeOf(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
