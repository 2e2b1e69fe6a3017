// Learned noise by its place between two texts that stay: a box that turns has the path of many other texts, but it stands
// between the same two. A pattern is `path<TAB>[gap` (other texts, as many as before), `path<TAB>(gap` (more of them or fewer
// too), or of prices and stock `path<TAB>?gap`, with the text that was seen, and `path<TAB>$gap` (another text was seen, so no news).
import type { TextBlock } from '../../reading/page/parsed-page.ts';
import { factsDiffer, nameBeside, statesFact } from '../../reading/words/text-kind.ts';
import type { BlockChange } from '../change.ts';
import { shapeOf } from './shape.ts';

export interface WholeVersions {
  readonly before: readonly TextBlock[];
  readonly after: readonly TextBlock[];
}

/** Blocks between the two ends of a gap. */
const MAX_GAP = 40;
/** Texts that stay which are tried as ends, on each side of a change. */
const MAX_ENDS = 8;
const MAX_END_TEXT = 80;
const ENDS_BETWEEN = '\u001f';
/** Before the text that was seen in a gap once. */
const SEEN = '\u001e';

/** "Oak shelf € 13" → "Pine desk € 18": the item was exchanged, so this is no new price of the old item. */
export function isOther({ before, after }: BlockChange): boolean {
  const names = [before, after].filter((text) => text !== undefined).map(nameBeside);
  return names.every((name) => name !== '') && (names.length === 1 || names[0] !== names[1]);
}

/** Whether a change says another price or another stock of the same thing. */
function isFact(change: BlockChange): boolean {
  const { before, after } = change;
  if (isOther(change)) return false;
  return before !== undefined && after !== undefined
    ? factsDiffer(before, after)
    : statesFact(before ?? after ?? '');
}

/** One of two versions: its blocks, and which of them stand in the other one too. */
interface Version {
  readonly blocks: readonly TextBlock[];
  readonly stays: readonly boolean[];
}

function keyOf({ path, text }: TextBlock): string {
  return `${path}\t${text}`;
}

function versionOf(blocks: readonly TextBlock[], other: readonly TextBlock[]): Version {
  const keys = new Set(other.map(keyOf));
  return { blocks, stays: blocks.map((block) => keys.has(keyOf(block))) };
}

/** The text of an end, without its numbers; '' before the first block and after the last. */
function endText({ blocks }: Version, at: number): string {
  const block = blocks[at];
  return block === undefined ? '' : shapeOf(block.text).slice(0, MAX_END_TEXT);
}

interface Gap {
  readonly from: number;
  readonly to: number;
}

/** Null: a gap without ends is the whole page. */
function nameOf(version: Version, { from, to }: Gap): string | null {
  const [first, last] = [endText(version, from), endText(version, to)];
  return (first === '' && last === '') || to - from > MAX_GAP ? null : `${first}${ENDS_BETWEEN}${last}`;
}

/** The nearest texts that stay, on both sides of a block. */
function nearestEnds({ blocks, stays }: Version, at: number): Gap {
  let [from, to] = [at - 1, at + 1];
  while (from >= 0 && stays[from] === false) from -= 1;
  while (to < blocks.length && stays[to] === false) to += 1;
  return { from, to };
}

/**
 * The ends of the list that a block stands in: texts that stay and lie at other places than those that turn. An item that
 * was drawn again does not end it. Null: most of what lies between them stays, so it is no list that turns.
 */
function endsOfList(version: Version, at: number): Gap | null {
  const { blocks, stays } = version;
  const turning = new Set<string>();
  let [from, to, turned] = [at, at, 0];
  const belongs = (index: number): boolean => {
    const path = blocks[index]?.path;
    if (path === undefined || (stays[index] === true && !turning.has(path))) return false;
    if (stays[index] === false) {
      turning.add(path);
      turned += 1;
    }
    return true;
  };
  while (to - from <= MAX_GAP && belongs(to)) to += 1;
  from -= 1;
  while (to - from <= MAX_GAP && belongs(from)) from -= 1;
  return turned * 2 >= to - from - 1 ? { from, to } : null;
}

function countAt({ blocks }: Version, { from, to }: Gap, path: string): number {
  let count = 0;
  for (let at = from + 1; at < to; at += 1) if (blocks[at]?.path === path) count += 1;
  return count;
}

interface Filled {
  /** Blocks of the path in the gap. */
  readonly count: number;
  /** Text of one that differs. */
  readonly text: string;
}

/** Gaps of the blocks that differ, by `path<TAB>name`. */
function gapsOf(version: Version, differing: ReadonlySet<string>): Map<string, Filled> {
  const found = new Map<string, Filled>();
  for (const [at, block] of version.blocks.entries()) {
    if (version.stays[at] === true || !differing.has(keyOf(block))) continue;
    for (const gap of [nearestEnds(version, at), endsOfList(version, at)]) {
      const name = gap === null ? null : nameOf(version, gap);
      if (gap === null || name === null) continue;
      const count = countAt(version, gap, block.path);
      found.set(`${block.path}\t${name}`, { count, text: block.text });
    }
  }
  return found;
}

/** Patterns of gaps in which texts were exchanged between two looks. What only came or only went may be news. */
export function gapsLearned(changes: readonly BlockChange[], { before, after }: WholeVersions): string[] {
  const facts = new Set<string>();
  const [gone, come] = [new Set<string>(), new Set<string>()];
  for (const change of changes) {
    for (const [text, keys] of [
      [change.before, gone],
      [change.after, come],
    ] as const) {
      if (text === undefined || change.op === 'moved') continue;
      keys.add(keyOf({ path: change.path, text }));
      if (isFact(change)) facts.add(change.path);
    }
  }
  const old = gapsOf(versionOf(before, after), gone);
  const now = gapsOf(versionOf(after, before), come);
  return [...old].flatMap(([gap, { count }]) => {
    const found = now.get(gap);
    if (found === undefined) return [];
    const [path = '', name = ''] = gap.split('\t');
    const seen = `${SEEN}${found.text.slice(0, MAX_END_TEXT)}`;
    if (facts.has(path)) return [`${path}\t?${name}${seen}`];
    return [`${path}\t${count === found.count ? '[' : '('}${name}`];
  });
}

/**
 * A price that shows a third text within seconds, or another one each time, differs by itself. One that shows the same again may
 * have moved for good right after the first look.
 */
export function confirmedGaps(known: readonly string[], learned: readonly string[]): string[] {
  const before = new Set(known);
  return learned.map((pattern) => {
    if (!pattern.includes('\t?')) return pattern;
    const place = pattern.slice(0, pattern.indexOf(SEEN) + 1);
    const sure = place.slice(0, -1).replace('\t?', '\t$');
    const showedAnother = known.some((one) => one.startsWith(place) && one !== pattern);
    return before.has(sure) || showedAnother ? sure : pattern;
  });
}

const IS_GAP = /\t[[($]/;

/** Whether a change lies in a gap that is known to turn, in both versions. */
export function gapMatcher(
  patterns: readonly string[],
  versions: WholeVersions,
): (change: BlockChange) => boolean {
  const known = new Set(patterns.filter((pattern) => IS_GAP.test(pattern)));
  if (known.size === 0) return () => false;
  const old = versionOf(versions.before, versions.after);
  const now = versionOf(versions.after, versions.before);
  const inGap = (change: BlockChange, text: string, [own, other]: readonly [Version, Version]): boolean =>
    gapsAround(own, { path: change.path, text }).some(({ gap, name }) => {
      if (known.has(`${change.path}\t$${name}`)) return true;
      if (isFact(change)) return false;
      if (known.has(`${change.path}\t(${name}`)) return gapNamed(other, name) !== null;
      if (!known.has(`${change.path}\t[${name}`)) return false;
      const there = gapNamed(other, name);
      return there !== null && countAt(own, gap, change.path) === countAt(other, there, change.path);
    });
  return (change) => {
    const { op, before, after } = change;
    if (op === 'moved') return false;
    return (
      (before === undefined || inGap(change, before, [old, now])) &&
      (after === undefined || inGap(change, after, [now, old]))
    );
  };
}

/** The gaps that a block may lie in: between any of the next texts that stay before it and after it. */
function gapsAround(version: Version, block: TextBlock): { readonly gap: Gap; readonly name: string }[] {
  const { blocks, stays } = version;
  const at = blocks.findIndex(
    ({ path, text }, index) => path === block.path && text === block.text && stays[index] === false,
  );
  if (at === -1) return [];
  const ends = (step: 1 | -1): number[] => {
    const found: number[] = [];
    for (let end = at + step; found.length < MAX_ENDS && Math.abs(end - at) <= MAX_GAP; end += step) {
      if (stays[end] === false) continue;
      found.push(end);
      if (blocks[end] === undefined) break;
    }
    return found;
  };
  const [before, after] = [ends(-1), ends(1)];
  return before.flatMap((from) =>
    after.flatMap((to) => {
      const name = nameOf(version, { from, to });
      return name === null ? [] : [{ gap: { from, to }, name }];
    }),
  );
}

/** Where a version has the two ends in this order, as close to each other as it has them. */
function gapNamed(version: Version, name: string): Gap | null {
  const [first = '', last = ''] = name.split(ENDS_BETWEEN);
  let found: Gap | null = null;
  let from = first === '' ? -1 : Number.NaN;
  for (let at = 0; at <= version.blocks.length; at += 1) {
    const text = endText(version, at);
    if (text === last && !Number.isNaN(from) && (found === null || at - from < found.to - found.from))
      found = { from, to: at };
    if (text === first) from = at;
  }
  return found;
}
