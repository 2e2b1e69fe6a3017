// What two looks at a page, some seconds apart, agree on. On a page that differs by itself a change counts only if both looks
// show it: what came stands in both more often than in the stored version, what went less often.
import { plainPath } from '../../reading/html/place-mark.ts';
import type { TextBlock } from '../../reading/page/parsed-page.ts';
import type { BlockChange } from '../change.ts';
import { gapsLearned } from './gap.ts';

/** A version by `path<TAB>text`, wherever its frame was taken to begin. */
interface Lines {
  readonly count: ReadonlyMap<string, number>;
  /** The text before the first one of each. */
  readonly lead: ReadonlyMap<string, string>;
}

function keyOf(path: string, text: string): string {
  return `${plainPath(path)}\t${text}`;
}

function linesOf(blocks: readonly TextBlock[]): Lines {
  const [count, lead] = [new Map<string, number>(), new Map<string, string>()];
  for (const [at, { path, text }] of blocks.entries()) {
    const key = keyOf(path, text);
    count.set(key, (count.get(key) ?? 0) + 1);
    if (!lead.has(key)) lead.set(key, blocks[at - 1]?.text ?? '');
  }
  return { count, lead };
}

export interface SteadyVersions {
  readonly before: readonly TextBlock[];
  readonly after: readonly TextBlock[];
  /** As the look before saw the page. */
  readonly seenBefore: readonly TextBlock[];
}

/**
 * Whether the look before saw a change too. A text that moved stood after the same text then. A text that only went, or only
 * came, was exchanged if one that turns came or went between the same two neighbours. `turns`: whether that is known of a change.
 */
export function steadyTest(
  changes: readonly BlockChange[],
  versions: SteadyVersions,
  turns: (change: BlockChange) => boolean,
): (change: BlockChange) => boolean {
  const isSeen = seenTest(versions);
  const turning = changes.filter((change) => !isSeen(change) || turns(change)).map(plainly);
  if (turning.length === 0) return () => true;
  const plain = { before: versions.before.map(plainly), after: versions.after.map(plainly) };
  const wasExchanged = (change: BlockChange): boolean => {
    const isRemoval = change.op === 'removed';
    const others = turning.filter(({ op }) => op === (isRemoval ? 'added' : 'removed'));
    const place = `${plainPath(change.path)}\t`;
    // A list that turns may have fewer items; one more is news.
    const marks = isRemoval ? [`${place}[`, `${place}(`] : [`${place}[`];
    const gaps = gapsLearned([plainly(change), ...others], plain);
    return gaps.some((gap) => marks.some((mark) => gap.startsWith(mark)));
  };
  const isAlone = ({ op }: BlockChange): boolean => op === 'removed' || op === 'added';
  return (change) => isSeen(change) && !(isAlone(change) && wasExchanged(change));
}

function plainly<T extends { readonly path: string }>(placed: T): T {
  return { ...placed, path: plainPath(placed.path) };
}

function seenTest({ before, seenBefore, after }: SteadyVersions): (change: BlockChange) => boolean {
  const [stored, seen, now] = [before, seenBefore, after].map(linesOf);
  return (change) => {
    const { op, path } = change;
    if (op === 'moved') {
      const key = keyOf(path, change.after ?? '');
      return seen?.lead.get(key) === now?.lead.get(key);
    }
    const more = (text: string): number => {
      const key = keyOf(path, text);
      return (seen?.count.get(key) ?? 0) - (stored?.count.get(key) ?? 0);
    };
    const came = change.after === undefined || more(change.after) > 0;
    return came && (change.before === undefined || more(change.before) < 0);
  };
}
