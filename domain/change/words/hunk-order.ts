// The hunks of a difference by strength: those first of which the summary of the change speaks first.
import type { BlockChange } from '../change.ts';
import type { LineDiff, LineHunk } from '../diff/line-hunk.ts';
import { byStrength } from './block-order.ts';

/** `apart`: a hunk for each stretch of changed lines. Null: by strength they stand as on the page. */
export function hunksByStrength(apart: LineDiff, isTold: (change: BlockChange) => boolean): LineDiff | null {
  const toldOf = ({ lines }: LineHunk): BlockChange[] =>
    lines.flatMap(({ change }) => (change !== undefined && isTold(change) ? [change] : []));
  const ranks = new Map(byStrength(apart.hunks.flatMap(toldOf)).map((change, rank) => [change, rank]));
  // Those of which nothing is told come last.
  const rankOf = (hunk: LineHunk): number =>
    Math.min(ranks.size, ...toldOf(hunk).map((change) => ranks.get(change) ?? ranks.size));
  const hunks = apart.hunks.toSorted((a, b) => rankOf(a) - rankOf(b));
  return hunks.every((hunk, at) => hunk === apart.hunks[at]) ? null : { ...apart, hunks };
}
