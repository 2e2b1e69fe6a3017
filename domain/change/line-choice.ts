// The lines of a change that a job asks for: added, removed or changed ones alone, or lines never seen before.
import type { TextBlock } from '../reading/page/parsed-page.ts';
import type { BlockChange, LineChange } from './change.ts';
import type { ChangeRules } from './rules.ts';

interface Sides {
  readonly before: readonly TextBlock[];
  readonly after: readonly TextBlock[];
}

/**
 * The lines of the wanted kinds among the changes. A line that only moved is neither added nor removed, wherever the
 * comparison saw it.
 */
export function wantedLines(
  changes: readonly BlockChange[],
  only: readonly LineChange[],
  sides: Sides,
): string[] {
  const excess = excessOf(sides);
  return changes.flatMap(({ op, before, after }) => {
    if (op === 'moved') return [];
    const isChanged = op === 'replaced' && only.includes('changed');
    const wantsOld = before !== undefined && (isChanged || (only.includes('removed') && excess(before) < 0));
    const wantsNew = after !== undefined && (isChanged || (only.includes('added') && excess(after) > 0));
    return [...(wantsOld ? [before] : []), ...(wantsNew ? [after] : [])];
  });
}

/** How often more a line stands in the new version than in the old one. */
function excessOf({ before, after }: Sides): (line: string) => number {
  const counts = new Map<string, number>();
  for (const { text } of before) counts.set(text, (counts.get(text) ?? 0) - 1);
  for (const { text } of after) counts.set(text, (counts.get(text) ?? 0) + 1);
  return (line) => counts.get(line) ?? 0;
}

/** A job that waits for added lines may also be told when hardly anything is left. */
export function hasCollapsed({ only = [], remainingAtMost }: ChangeRules, { before, after }: Sides): boolean {
  if (remainingAtMost === undefined || only.length === 0 || only.includes('removed')) return false;
  return sizeOf(after) <= sizeOf(before) * remainingAtMost && sizeOf(after) < sizeOf(before);
}

/** Characters with the line ends, so that a share of the lines is a share of the text. */
function sizeOf(blocks: readonly TextBlock[]): number {
  return blocks.reduce((sum, { text }) => sum + text.length + 1, 0);
}

/** The form in which lines are remembered: case makes no line a new one. */
export function lineKey(text: string): string {
  return text.toLowerCase();
}
