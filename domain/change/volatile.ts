// Learned noise: what two looks at a page, seconds apart, disagree about is volatile by definition.
// A pattern is `path<TAB>~shape` (numbers differ), `path<TAB>=text` (one of known variants) or `path<TAB>*` (whole place).
import type { TextBlock } from '../page/parsed-page.ts';
import { diffBlocks } from './block-change.ts';
import type { BlockChange } from './change.ts';
import { noiseOf } from './noise.ts';
import { factsOf, isPriceLike, isStockLike } from './text-kind.ts';

const MAX_PATTERNS = 200;
const MAX_TEXT = 160;

/** Runs of digits and long mixed tokens become one mark; words stay. */
function shapeOf(text: string): string {
  return text
    .slice(0, MAX_TEXT)
    .replace(/(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{8,}/g, '#')
    .replace(/\d+(?:[.,:]\d+)*/g, '#');
}

function countByPath(blocks: readonly TextBlock[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { path } of blocks) counts.set(path, (counts.get(path) ?? 0) + 1);
  return counts;
}

const container = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const isHeadline = (path: string): boolean => /(?:^|\/)h1(?:#[^/]*)?$/.test(path);

/** What differs where, apart from known noise. */
function group(changes: readonly BlockChange[]): Map<string, BlockChange[]> {
  const byPath = new Map<string, BlockChange[]>();
  for (const change of changes) {
    const rule = noiseOf(change);
    if (rule !== null && rule !== 'shuffle') continue;
    const list = byPath.get(change.path);
    if (list === undefined) byPath.set(change.path, [change]);
    else list.push(change);
  }
  return byPath;
}

const textsOf = ({ before, after }: BlockChange): string[] =>
  [before, after].filter((text) => text !== undefined);

function patternsFor(path: string, changes: readonly BlockChange[], total: number): string[] {
  const shapes = new Set<string>();
  let sameShape = true;
  for (const { op, before = '', after = '' } of changes) {
    if (op === 'replaced' && shapeOf(before) === shapeOf(after)) shapes.add(`${path}\t~${shapeOf(after)}`);
    else sameShape = false;
  }
  const isFact = changes.some((change) => textsOf(change).some((text) => factsOf(text) !== ''));
  if (sameShape && !isFact) return [...shapes];
  const differing = changes.filter(({ op }) => op !== 'moved').length;
  // Places where most of the text rotates; a headline has variants, not free text.
  if (!isHeadline(path) && differing * 2 >= total) return [`${path}\t*`];
  const texts = changes.flatMap(textsOf).map((text) => `${path}\t=${text.slice(0, MAX_TEXT)}`);
  return [...new Set([...shapes, ...texts])];
}

/** Patterns of what differs between two looks. A price that alone differs is not learned: it may be the news. */
export function learnVolatile(first: readonly TextBlock[], second: readonly TextBlock[]): string[] {
  const { changes, coarse } = diffBlocks(first, second);
  if (changes.length === 0 || coarse) return [];
  const byPath = group(changes);
  const isFact = (path: string): boolean =>
    (byPath.get(path) ?? []).some((c) => textsOf(c).some((text) => isPriceLike(text) || isStockLike(text)));
  const rotating = new Set([...byPath.keys()].filter((path) => !isFact(path)).map(container));
  const firstCounts = countByPath(first);
  const secondCounts = countByPath(second);
  const patterns: string[] = [];
  for (const [path, list] of byPath) {
    const rotates = rotating.has(container(path)) || rotating.has(container(container(path)));
    if (isFact(path) && !rotates) continue;
    const total = Math.max(firstCounts.get(path) ?? 0, secondCounts.get(path) ?? 0);
    patterns.push(...patternsFor(path, list, total));
  }
  return patterns.slice(0, MAX_PATTERNS);
}

/** Says whether a change lies in what was learned to be volatile. */
export function volatileMatcher(patterns: readonly string[]): (change: BlockChange) => boolean {
  if (patterns.length === 0) return () => false;
  const known = new Set(patterns);
  return ({ path, before, after }) => {
    const texts = [before, after].filter((text) => text !== undefined);
    if (known.has(`${path}\t*`)) return true;
    // Where only numbers or variants were seen to differ, a price or stock word is still news.
    if (before !== undefined && after !== undefined && factsOf(before) !== factsOf(after)) return false;
    return texts.every(
      (text) => known.has(`${path}\t=${text.slice(0, MAX_TEXT)}`) || known.has(`${path}\t~${shapeOf(text)}`),
    );
  };
}
