// Learned noise: where two looks at a page, seconds apart, differ, the page is volatile. A pattern is
// `path<TAB>~shape` (only numbers differ), `path<TAB>=text` (one of the known variants), `path<TAB>^text`
// (any text that follows this one), `path<TAB>*` (any text at this path, but for `path<TAB>!text`, which stood still at every
// look), or one of a gap (see gap.ts).
import { plainPath } from '../../reading/html/place-mark.ts';
import type { TextBlock } from '../../reading/page/parsed-page.ts';
import { diffBlocks } from '../diff/block-change.ts';
import type { BlockChange } from '../change.ts';
import { noiseOf } from './noise.ts';
import { factsDiffer, isPriceLike, isStockLike, statesFact } from '../../reading/words/text-kind.ts';
import { confirmedGaps, gapMatcher, gapsLearned, isOther, type WholeVersions } from './gap.ts';
import { shapeOf } from './shape.ts';

const MAX_PATTERNS = 200;
const MAX_TEXT = 160;

function countByPath(blocks: readonly TextBlock[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { path } of blocks) counts.set(path, (counts.get(path) ?? 0) + 1);
  return counts;
}

function container(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
function isHeadline(path: string): boolean {
  return /(?:^|\/)h1(?:#[^/]*)?$/.test(path);
}

/** Lines of plain text and of filtered text all have one path, which says nothing about where they stand. */
const SHARED_PATHS = new Set(['line', 'record', 'value']);

/** Whether any text at the path may be noise: a headline has variants only, a shared path has no place. */
function isPlace(path: string): boolean {
  return !isHeadline(path) && !SHARED_PATHS.has(path);
}

/** Changes by path, without those that known noise explains. */
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

function textsOf({ before, after }: BlockChange): string[] {
  return [before, after].filter((text) => text !== undefined);
}

/** An item of a list: what stands still in one that turns was drawn again. */
const IS_ITEM = /(?:^|\/)(?:li|option|tr|article)(?:#[^/]*)?$/;
/** Texts of a path that are kept because they stood still. */
const MAX_STILL = 12;

/**
 * Texts at a path that both looks have at the same place, counted from the first or the last one there, beside those that
 * turned: what becomes of them is news. At another place they were drawn again.
 */
function standingStill(path: string, first: readonly TextBlock[], second: readonly TextBlock[]): string[] {
  if (IS_ITEM.test(path)) return [];
  const textsAt = (blocks: readonly TextBlock[]): string[] =>
    blocks.filter((block) => block.path === path).map(({ text }) => text);
  const [old, now] = [textsAt(first), textsAt(second)];
  const still = old.filter((text, at) => now[at] === text || now.at(at - old.length) === text);
  return still.slice(0, MAX_STILL).map((text) => `${path}\t!${text.slice(0, MAX_TEXT)}`);
}

function patternsFor(path: string, changes: readonly BlockChange[], total: number): string[] {
  const shapes = new Set<string>();
  let sameShape = true;
  for (const { op, before = '', after = '' } of changes) {
    if (op === 'replaced' && shapeOf(before) === shapeOf(after)) shapes.add(`${path}\t~${shapeOf(after)}`);
    else sameShape = false;
  }
  const isFact = changes.some((change) => textsOf(change).some((text) => statesFact(text)));
  if (sameShape && !isFact) return [...shapes];
  const exchanged = changes.filter(({ op }) => op !== 'moved');
  const [went, came] = [
    exchanged.filter(({ before }) => before !== undefined).length,
    exchanged.filter(({ after }) => after !== undefined).length,
  ];
  // Most of the text at this path rotates, so any text there is volatile.
  if (isPlace(path) && Math.max(went, came) * 2 >= total) return [`${path}\t*`];
  const texts = changes.flatMap(textsOf).map((text) => `${path}\t=${text.slice(0, MAX_TEXT)}`);
  return [...new Set([...shapes, ...texts])];
}

/** Text → the text before it, for texts that occur once at the path. */
function textBefore(blocks: readonly TextBlock[], path: string): Map<string, string> {
  const found = new Map<string, string>();
  const twice = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    if (block.path !== path) continue;
    if (found.has(block.text)) twice.add(block.text);
    found.set(block.text, blocks[index - 1]?.text ?? '');
  }
  for (const text of twice) found.delete(text);
  return found;
}

/** A place of its path that shows another text each time, identified by the text before it. */
function slotsFor(
  path: string,
  changes: readonly BlockChange[],
  first: readonly TextBlock[],
  second: readonly TextBlock[],
): string[] {
  const [old, now] = [textBefore(first, path), textBefore(second, path)];
  const leads = new Set<string>();
  // Texts that have nothing in common are one that went and one that came.
  const came = new Set(
    changes.flatMap(({ op, after = '' }) => (op === 'added' ? [now.get(after) ?? ''] : [])),
  );
  for (const { op, before = '', after = '' } of changes) {
    const lead = old.get(before) ?? '';
    const isSlot = op === 'replaced' ? lead === now.get(after) : op === 'removed' && came.has(lead);
    if (isSlot && lead !== '') leads.add(lead);
  }
  return [...leads].map((lead) => `${path}\t^${lead.slice(0, MAX_TEXT)}`);
}

/**
 * Patterns of what differs between two looks. A difference in the price alone is not learned: it may be news.
 */
export function learnVolatile(one: readonly TextBlock[], other: readonly TextBlock[]): string[] {
  const [first, second] = [atPlainPaths(one), atPlainPaths(other)];
  const { changes, coarse } = diffBlocks(first, second);
  if (changes.length === 0 || coarse) return [];
  const byPath = group(changes);
  const isFact = (path: string): boolean =>
    (byPath.get(path) ?? []).some(
      (c) => !isOther(c) && textsOf(c).some((text) => isPriceLike(text) || isStockLike(text)),
    );
  const rotating = new Set([...byPath.keys()].filter((path) => !isFact(path)).map(container));
  const versions = { before: first, after: second };
  const [firstCounts, secondCounts] = [countByPath(first), countByPath(second)];
  const totalAt = (path: string): number => Math.max(firstCounts.get(path) ?? 0, secondCounts.get(path) ?? 0);
  const patterns: string[] = [];
  const exchanged = new Set<string>();
  for (const [path, list] of [...byPath].filter(([path]) => !isFact(path))) {
    const learned = patternsFor(path, list, totalAt(path));
    patterns.push(...learned);
    if (learned[0] === `${path}\t*`) {
      exchanged.add(container(path));
      patterns.push(...standingStill(path, first, second));
    } else if (!isHeadline(path)) patterns.push(...slotsFor(path, list, first, second));
  }
  for (const [path, list] of [...byPath].filter(([path]) => isFact(path))) {
    // Where items are exchanged, every price may change, even if this time the new item cost the same.
    if (exchanged.has(container(path))) patterns.push(`${path}\t*`);
    else if (rotating.has(container(path)) || rotating.has(container(container(path))))
      patterns.push(...patternsFor(path, list, totalAt(path)));
  }
  const unexplained = [...byPath].flatMap(([path, list]) => {
    const isKnown = patterns.some((one) => one === `${path}\t*` || one.startsWith(`${path}\t~`));
    return isHeadline(path) || isKnown ? [] : list;
  });
  patterns.push(...gapsLearned(unexplained, versions));
  return patterns.slice(0, MAX_PATTERNS);
}

/** What is known of a page, with what another look at it has taught. */
export function withLearned(known: readonly string[], learned: readonly string[]): string[] {
  const all = new Set([...confirmedGaps(known, learned), ...known]);
  return [...all].filter((pattern) => isStillStill(pattern, learned)).slice(0, MAX_PATTERNS);
}

/** A text that stood still has to do so at each later look at which others at its path turn; a new text may begin to. */
function isStillStill(pattern: string, learned: readonly string[]): boolean {
  const [path = '', mark = ''] = pattern.split('\t');
  return !mark.startsWith('!') || learned.includes(pattern) || !learned.includes(`${path}\t*`);
}

/** A place is the same whether or not it is taken for part of the frame. */
function atPlainPaths(blocks: readonly TextBlock[]): TextBlock[] {
  return blocks.map(({ path, text }) => ({ path: plainPath(path), text }));
}

/** Slots that were learned as volatile → `path<TAB>text` of the block in each. */
function slotsIn(known: ReadonlySet<string>, blocks: readonly TextBlock[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const [index, { path, text }] of blocks.entries()) {
    const slot = `${path}\t^${blocks[index - 1]?.text.slice(0, MAX_TEXT) ?? ''}`;
    if (index > 0 && known.has(slot)) found.set(slot, `${path}\t${text}`);
  }
  return found;
}

interface Slots {
  /** Of slots that are there before and after: the texts that went, and those that came. */
  readonly went: ReadonlySet<string>;
  readonly came: ReadonlySet<string>;
}

const NO_SLOTS: Slots = { went: new Set(), came: new Set() };

function slotsOf(known: ReadonlySet<string>, versions: WholeVersions): Slots {
  const old = slotsIn(known, atPlainPaths(versions.before));
  const now = slotsIn(known, atPlainPaths(versions.after));
  const kept = [...old.keys()].filter((slot) => now.has(slot));
  const textsAt = (slots: ReadonlyMap<string, string>): Set<string> =>
    new Set(kept.map((slot) => slots.get(slot) ?? ''));
  return { went: textsAt(old), came: textsAt(now) };
}

/** Whether a change is noise because it lies in a slot; null: it lies in none. */
function slotVerdict({ went, came }: Slots, { op, path, before, after }: BlockChange): boolean | null {
  const left = went.has(`${path}\t${before}`);
  const entered = came.has(`${path}\t${after}`);
  if (op === 'removed' && left) return !statesFact(before ?? '');
  if (op === 'added' && entered) return !statesFact(after ?? '');
  return op === 'replaced' && left && entered ? true : null;
}

function stoodStill(known: ReadonlySet<string>, path: string, text: string | undefined): boolean {
  return text !== undefined && known.has(`${path}\t!${text.slice(0, MAX_TEXT)}`);
}

/** Whether a change from one version to the other lies in a place learned as volatile. */
export function volatileMatcher(
  patterns: readonly string[],
  versions: WholeVersions,
): (change: BlockChange) => boolean {
  if (patterns.length === 0) return () => false;
  const known = new Set(patterns);
  const hasSlots = patterns.some((pattern) => pattern.includes('\t^'));
  const slots = hasSlots ? slotsOf(known, versions) : NO_SLOTS;
  const inGap = gapMatcher(patterns, {
    before: atPlainPaths(versions.before),
    after: atPlainPaths(versions.after),
  });
  return (change) => {
    const { before, after } = change;
    const path = plainPath(change.path);
    if (inGap({ ...change, path })) return true;
    const texts = [before, after].filter((text) => text !== undefined);
    if (known.has(`${path}\t*`) && !stoodStill(known, path, before)) return true;
    // Only numbers or variants are known to vary here; a changed price or stock word is still news.
    if (before !== undefined && after !== undefined && factsDiffer(before, after)) return false;
    const bySlot = slotVerdict(slots, { ...change, path });
    if (bySlot !== null) return bySlot;
    return texts.every(
      (text) => known.has(`${path}\t=${text.slice(0, MAX_TEXT)}`) || known.has(`${path}\t~${shapeOf(text)}`),
    );
  };
}
