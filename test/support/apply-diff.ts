// A diff applied to what stood before gives what stands now: the proof that it says everything.
import type { BlockDiff } from '../../domain/change/diff/diff.ts';

/** Replaces the hunks of `before` by those of `after`. */
export function applyDiff<T>(before: readonly T[], after: readonly T[], diff: BlockDiff): T[] {
  const result: T[] = [];
  let at = 0;
  for (const { fromA, toA, fromB, toB } of diff.hunks) {
    for (; at < fromA; at += 1) result.push(before[at] as T);
    for (let j = fromB; j < toB; j += 1) result.push(after[j] as T);
    at = toA;
  }
  for (; at < before.length; at += 1) result.push(before[at] as T);
  return result;
}
