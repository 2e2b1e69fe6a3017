// Lines that a job ignores are left out of the comparison. A line whose text became ignored ("Sale" → ignored "Ad")
// would therefore look removed, and one whose text was ignored before would look added. A comparison of all lines shows
// such pairs as replaced; their apparent additions and removals are dropped, unless the job wants every difference.
import type { TextBlock } from '../reading/page/parsed-page.ts';
import { diffBlocks } from './diff/block-change.ts';
import type { BlockChange } from './change.ts';
import { type ChangeRules, ignoredPlaces } from './rules.ts';

interface Sides {
  readonly before: readonly TextBlock[];
  readonly after: readonly TextBlock[];
}

/** The changes between two pages, without the lines that the job ignores. */
export function diffWatched({ before, after }: Sides, rules: ChangeRules): readonly BlockChange[] {
  const [old, now] = [ignoredPlaces(before, rules), ignoredPlaces(after, rules)];
  if (old === null || now === null) return diffBlocks(before, after).changes;
  const { changes } = diffBlocks(without(before, old), without(after, now));
  const isExact = rules.noise === 'none';
  if (isExact || changes.every(({ op }) => op !== 'removed' && op !== 'added')) return changes;
  const ignored = new Set([...textsAt(before, old), ...textsAt(after, now)]);
  const halves = ignoredHalves(diffBlocks(before, after).changes, ignored);
  return changes.filter((change) => !halves.take(change));
}

/** The blocks that the job does not ignore. */
function without(blocks: readonly TextBlock[], ignored: ReadonlySet<number>): readonly TextBlock[] {
  return blocks.filter((_, at) => !ignored.has(at));
}

function textsAt(blocks: readonly TextBlock[], places: ReadonlySet<number>): string[] {
  return blocks.filter((_, at) => places.has(at)).map(({ text }) => text);
}

/** For each replaced pair with one ignored text: takes the one change of the other text it explains. */
function ignoredHalves(
  changes: readonly BlockChange[],
  ignored: ReadonlySet<string>,
): { take(change: BlockChange): boolean } {
  const counts = new Map<string, number>();
  for (const { op, before = '', after = '' } of changes) {
    if (op !== 'replaced' || ignored.has(before) === ignored.has(after)) continue;
    const key = ignored.has(after) ? `removed ${before}` : `added ${after}`;
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
