// Turns the hunks of a diff into changes people understand: added, removed, replaced, moved.
import type { TextBlock } from '../../reading/page/parsed-page.ts';
import type { BlockChange } from '../change.ts';
import { diffTexts, type Hunk } from './diff.ts';
import { findMoves, type Moves } from './block-move.ts';
import { isAttribute } from '../../reading/words/text-kind.ts';

export interface BlockChanges {
  readonly changes: readonly BlockChange[];
  readonly coarse: boolean;
}

/** A change with the positions of its blocks; null: it has none on that side. */
interface PlacedChange {
  readonly change: BlockChange;
  readonly from: number | null;
  readonly to: number | null;
}

/** The changes of one stretch in which the pages differ, in the order of the new page; what was removed stands first. */
export interface PlacedHunk extends Hunk {
  readonly changes: readonly PlacedChange[];
}

interface Pages {
  readonly before: readonly TextBlock[];
  readonly after: readonly TextBlock[];
  readonly moves: Moves;
  readonly headingBefore: (at: number) => string | undefined;
  readonly headingAfter: (at: number) => string | undefined;
  /** Headings in equal stretches: they were neither added, removed nor moved. Only what moved is asked for them. */
  readonly stayed: () => { readonly before: ReadonlySet<string>; readonly after: ReadonlySet<string> };
}

const HEADING = /(?:^|\/)h[1-6](?:#[^/]*)?$/;
/** For each removed block, only this many added blocks are tried as its new version. */
const PAIR_WINDOW = 12;
/** Most blocks on either side in which the same text may be cut differently. */
const MAX_REFLOW = 40;

function textOf(blocks: readonly TextBlock[]): string[] {
  return blocks.map((block) => block.text);
}

/** All changes between two pages, in the order of the new page. */
export function diffBlocks(before: readonly TextBlock[], after: readonly TextBlock[]): BlockChanges {
  const { hunks, coarse } = placeBlocks(before, after);
  return { changes: hunks.flatMap(({ changes }) => changes.map(({ change }) => change)), coarse };
}

/** The same changes, stretch by stretch, with their places. */
export function placeBlocks(
  before: readonly TextBlock[],
  after: readonly TextBlock[],
): { readonly hunks: readonly PlacedHunk[]; readonly coarse: boolean } {
  const diff = diffTexts(textOf(before), textOf(after), isAttribute);
  if (diff.hunks.length === 0) return { hunks: [], coarse: false };
  const pages: Pages = {
    before,
    after,
    moves: findMoves(before, after, diff.hunks),
    headingBefore: headingsOf(before),
    headingAfter: headingsOf(after),
    stayed: once(() => ({
      before: headingsOutside(
        before,
        diff.hunks.map(({ fromA, toA }) => [fromA, toA]),
      ),
      after: headingsOutside(
        after,
        diff.hunks.map(({ fromB, toB }) => [fromB, toB]),
      ),
    })),
  };
  const hunks = diff.hunks.map((hunk) => ({ ...hunk, changes: describeHunk(pages, hunk) }));
  return { hunks, coarse: diff.coarse };
}

/** The last tag of most paths begins with another letter, so the pattern is hardly asked. */
function isHeading(path: string): boolean {
  return path.startsWith('h', path.lastIndexOf('/') + 1) && HEADING.test(path);
}

function once<T>(find: () => T): () => T {
  let found: T | undefined;
  return () => (found ??= find());
}

/** For each block the nearest heading above it, found in one pass. */
function headingsOf(blocks: readonly TextBlock[]): (at: number) => string | undefined {
  const above: (string | undefined)[] = [];
  let last: string | undefined;
  for (const { path, text } of blocks) {
    above.push(last);
    if (isHeading(path)) last = text;
  }
  return (at) => above[at];
}

function headingsOutside(
  blocks: readonly TextBlock[],
  ranges: readonly (readonly [number, number])[],
): Set<string> {
  const found = new Set<string>();
  let range = 0;
  for (const [at, { path, text }] of blocks.entries()) {
    while (at >= (ranges[range]?.[1] ?? Infinity)) range += 1;
    if (at < (ranges[range]?.[0] ?? Infinity) && isHeading(path)) found.add(text);
  }
  return found;
}

interface Placed {
  readonly block: TextBlock;
  readonly at: number;
}

function placed(blocks: readonly TextBlock[], from: number, to: number): Placed[] {
  const list: Placed[] = [];
  for (let at = from; at < to; at += 1) {
    const block = blocks[at];
    if (block !== undefined) list.push({ block, at });
  }
  return list;
}

/** The same text cut into other blocks: reported as one block that differs in white space only. */
function reflowOf({ before, after }: Pages, { fromA, toA, fromB, toB }: Hunk): BlockChange | null {
  if (toA - fromA === toB - fromB || toA - fromA > MAX_REFLOW || toB - fromB > MAX_REFLOW) return null;
  const join = (blocks: readonly TextBlock[]): string => blocks.map(({ text }) => text).join(' ');
  const [old, now] = [join(before.slice(fromA, toA)), join(after.slice(fromB, toB))];
  const bare = (text: string): string => text.replace(/\s+/g, '');
  if (old === '' || bare(old) !== bare(now)) return null;
  return { op: 'replaced', path: after[fromB]?.path ?? '', before: now, after: now };
}

/** The heading a moved block left; only if it has another one now and both headings stayed in place. */
function leftHeading(pages: Pages, from: number, to: number): { from?: string } {
  const [old, now] = [pages.headingBefore(from), pages.headingAfter(to)];
  if (old === undefined || now === undefined || old === now) return {};
  const { before, after } = pages.stayed();
  return before.has(now) && before.has(old) && after.has(old) && after.has(now) ? { from: old } : {};
}

function describeHunk(pages: Pages, hunk: Hunk): PlacedChange[] {
  const reflow = reflowOf(pages, hunk);
  if (reflow !== null) return [{ change: reflow, from: hunk.fromA, to: hunk.fromB }];
  const { movedFrom, movedTo, versionOf, hasVersion } = pages.moves;
  const removed = placed(pages.before, hunk.fromA, hunk.toA).filter(
    ({ at }) => !movedFrom.has(at) && !hasVersion.has(at),
  );
  const added = placed(pages.after, hunk.fromB, hunk.toB);
  const partner = pairUp(
    removed,
    added.filter(({ at }) => !movedTo.has(at) && !versionOf.has(at)),
  );
  const under = (heading: string | undefined) => (heading === undefined ? {} : { under: heading });
  const changes: PlacedChange[] = [];
  const paired = new Set([...partner.values()].map(({ at }) => at));
  for (const { block, at } of removed) {
    if (paired.has(at)) continue;
    const place = { path: block.path, ...under(pages.headingBefore(at)) };
    changes.push({ change: { op: 'removed', ...place, before: block.text }, from: at, to: null });
  }
  for (const { block, at } of added) {
    const place = { path: block.path, ...under(pages.headingAfter(at)) };
    changes.push(describeAdded(pages, { block, at, place }, partner.get(at)?.at));
  }
  return changes;
}

interface AddedBlock extends Placed {
  readonly place: Pick<BlockChange, 'path' | 'under'>;
}

/** A block of the new page: moved there, a new version of the block at `partner`, or new. */
function describeAdded(pages: Pages, { block, at, place }: AddedBlock, partner?: number): PlacedChange {
  const { movedTo, versionOf } = pages.moves;
  const origin = movedTo.get(at);
  if (origin !== undefined) {
    const texts = { before: block.text, after: block.text };
    const change = { op: 'moved', ...place, ...texts, ...leftHeading(pages, origin, at) } as const;
    return { change, from: origin, to: at };
  }
  const old = partner ?? versionOf.get(at);
  const text = old === undefined ? undefined : pages.before[old]?.text;
  if (old === undefined || text === undefined)
    return { change: { op: 'added', ...place, after: block.text }, from: null, to: at };
  return { change: { op: 'replaced', ...place, before: text, after: block.text }, from: old, to: at };
}

/** New position → old block, for blocks that are versions of each other; order is kept. */
function pairUp(removed: readonly Placed[], added: readonly Placed[]): Map<number, Placed> {
  const partner = new Map<number, Placed>();
  const samePlaces =
    removed.length === added.length &&
    removed.length <= 4 &&
    removed.every(({ block }, i) => block.path === added[i]?.block.path);
  const oldTexts = removed.map(({ block }) => fingerprint(block.text));
  const newTexts = added.map(({ block }) => fingerprint(block.text));
  let from = 0;
  removed.forEach((old, index) => {
    let best = -1;
    let bestLikeness = 0.5;
    for (let j = from; j < added.length && j < from + PAIR_WINDOW && bestLikeness < 1; j += 1) {
      const [mine, theirs] = [oldTexts[index], newTexts[j]];
      if (mine === undefined || theirs === undefined) break;
      const score = likenessOf(mine, theirs) + (added[j]?.block.path === old.block.path ? 0.1 : 0);
      if (score <= bestLikeness) continue;
      best = j;
      bestLikeness = score;
    }
    if (best < 0 && samePlaces && index >= from) best = index;
    const chosen = best < 0 ? undefined : added[best];
    if (chosen === undefined) return;
    partner.set(chosen.at, old);
    from = best + 1;
  });
  return partner;
}

interface Fingerprint {
  /** The text with its numbers masked, for short texts. */
  readonly shape: string;
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number;
}

function fingerprint(text: string): Fingerprint {
  const words = wordsOf(text);
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const shape = text.length < 200 ? shapeOfNumbers(text) : text;
  return { shape, counts, total: words.length };
}

function shapeOfNumbers(text: string): string {
  return text.replace(/\d+(?:[.,'\s]\d+)*/g, '0');
}

/** Share of words that two texts have in common (Dice); 1 when only their numbers differ. */
function likenessOf(a: Fingerprint, b: Fingerprint): number {
  if (a.shape === b.shape) return 1;
  if (a.total === 0 || b.total === 0) return 0;
  const [small, large] = a.counts.size < b.counts.size ? [a, b] : [b, a];
  // Even with all words of the shorter text in common the share would be below one half.
  if (4 * Math.min(a.total, b.total) < a.total + b.total) return 0;
  let common = 0;
  for (const [word, count] of small.counts) common += Math.min(count, large.counts.get(word) ?? 0);
  return (2 * common) / (a.total + b.total);
}

function wordsOf(text: string): string[] {
  return text.slice(0, 4000).toLowerCase().split(/\s+/).slice(0, 400);
}
