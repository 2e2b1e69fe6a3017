// Blocks that a job ignores are left out of the comparison. A block whose text became ignored ("Sale" →
// ignored "Ad") would therefore look removed, and one whose text was ignored before would look added. A
// comparison of all blocks shows such pairs as replaced; their apparent additions and removals are dropped.
import type { TextBlock } from '../page/parsed-page.ts';
import { diffBlocks } from './diff/block-change.ts';
import type { BlockChange } from './change.ts';
import { type ChangeRules, ignoreTest, withoutIgnored } from './rules.ts';

interface Sides {
  readonly before: readonly TextBlock[];
  readonly after: readonly TextBlock[];
}

/** The changes between two pages, without the blocks that the job ignores. */
export function diffWatched({ before, after }: Sides, rules: ChangeRules): readonly BlockChange[] {
  const isIgnored = ignoreTest(rules);
  if (isIgnored === null) return diffBlocks(before, after).changes;
  const { changes } = diffBlocks(withoutIgnored(before, isIgnored), withoutIgnored(after, isIgnored));
  if (changes.every(({ op }) => op !== 'removed' && op !== 'added')) return changes;
  const halves = ignoredHalves(diffBlocks(before, after).changes, isIgnored);
  return changes.filter((change) => !halves.take(change));
}

/** For each replaced pair with one ignored text: takes the one change of the other text it explains. */
function ignoredHalves(
  changes: readonly BlockChange[],
  isIgnored: (text: string) => boolean,
): { take(change: BlockChange): boolean } {
  const counts = new Map<string, number>();
  for (const { op, before = '', after = '' } of changes) {
    if (op !== 'replaced' || isIgnored(before) === isIgnored(after)) continue;
    const key = isIgnored(after) ? `removed ${before}` : `added ${after}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return {
    take({ op, before, after }) {
      const key = `${op} ${op === 'removed' ? before : after}`;
      const left = counts.get(key) ?? 0;
      if (left > 0) counts.set(key, left - 1);
      return left > 0;
    },
  };
}
