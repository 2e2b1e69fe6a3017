// Difference of two lists of blocks. Small differences are exact (Myers). Where too much differs, blocks that
// occur once on both sides are anchors (patience), and what lies between them counts as replaced. So the work
// is bounded for all pages: about n log n plus MAX_EDITS² per anchored stretch.
import { diffArrays } from 'diff';

export interface Hunk {
  /** a[fromA..toA) was replaced by b[fromB..toB). */
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

export interface BlockDiff {
  readonly hunks: readonly Hunk[];
  /** True when a stretch was too different to be aligned block by block. */
  readonly coarse: boolean;
}

/** Most edits Myers may try on one stretch; the cost is the square of this. */
const MAX_EDITS = 200;
const MAX_DEPTH = 12;

interface Sides {
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly hunks: Hunk[];
  coarse: boolean;
}

/** Compares two lists of texts. Weak texts (prices, buttons) are aligned only between aligned strong ones. */
export function diffTexts(
  before: readonly string[],
  after: readonly string[],
  isWeak?: (text: string) => boolean,
): BlockDiff {
  const { head, tail } = alike(before, after);
  if (head === before.length && head === after.length) return { hunks: [], coarse: false };
  const ids = new Map<string, number>();
  const intern = (text: string): number => {
    const known = ids.get(text);
    if (known !== undefined) return known;
    ids.set(text, ids.size);
    return ids.size - 1;
  };
  // Texts in the equal ends are numbered by place: hashing every text costs as much as all the rest.
  const numbersOf = (texts: readonly string[]): Int32Array => {
    const numbers = new Int32Array(texts.length);
    const end = texts.length - tail;
    for (let at = 0; at < head; at += 1) numbers[at] = -1 - at;
    for (let at = head; at < end; at += 1) numbers[at] = intern(texts[at] ?? '');
    for (let at = end; at < texts.length; at += 1) numbers[at] = -1 - head - (texts.length - at);
    return numbers;
  };
  const a = numbersOf(before);
  const b = numbersOf(after);
  const sides: Sides = { a, b, hunks: [], coarse: false };
  const whole = trim(sides, { fromA: 0, toA: a.length, fromB: 0, toB: b.length });
  const strong =
    isWeak === undefined
      ? []
      : alignStrong(sides, whole, (i, texts) => !isWeak(texts === a ? (before[i] ?? '') : (after[i] ?? '')));
  diffBetween(sides, whole, { pairs: strong, depth: 0 });
  return { hunks: joinTouching(sides.hunks), coarse: sides.coarse };
}

/** Number of equal texts at the beginning, and at the end of what is left. */
function alike(before: readonly string[], after: readonly string[]): { head: number; tail: number } {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return { head, tail };
}

/** Pairs of equal strong blocks; the weak blocks between them are ignored. */
function alignStrong(
  sides: Sides,
  { fromA, toA, fromB, toB }: Hunk,
  isStrong: (i: number, side: Int32Array) => boolean,
): [number, number][] {
  const pick = (side: Int32Array, from: number, to: number): number[] => {
    const list: number[] = [];
    for (let i = from; i < to; i += 1) if (isStrong(i, side)) list.push(i);
    return list;
  };
  const listA = pick(sides.a, fromA, toA);
  const listB = pick(sides.b, fromB, toB);
  // Without weak blocks the comparison of all blocks does the same, so this one is skipped.
  if (listA.length === toA - fromA && listB.length === toB - fromB) return [];
  const a = Int32Array.from(listA, (i) => sides.a[i] ?? 0);
  const b = Int32Array.from(listB, (j) => sides.b[j] ?? 0);
  const strong: Sides = { a, b, hunks: [], coarse: false };
  diffStretch(strong, { fromA: 0, toA: a.length, fromB: 0, toB: b.length }, 0);
  const pairs: [number, number][] = [];
  let i = 0;
  let j = 0;
  for (const hunk of [...strong.hunks, { fromA: a.length, toA: 0, fromB: b.length, toB: 0 }]) {
    for (; i < hunk.fromA; i += 1, j += 1) pairs.push([listA[i] ?? 0, listB[j] ?? 0]);
    i = hunk.toA;
    j = hunk.toB;
  }
  return pairs;
}

interface Anchored {
  readonly pairs: readonly (readonly [number, number])[];
  readonly depth: number;
}

function diffBetween(sides: Sides, { fromA, toA, fromB, toB }: Hunk, { pairs, depth }: Anchored): void {
  let atA = fromA;
  let atB = fromB;
  for (const [i, j] of pairs) {
    diffStretch(sides, { fromA: atA, toA: i, fromB: atB, toB: j }, depth);
    atA = i + 1;
    atB = j + 1;
  }
  diffStretch(sides, { fromA: atA, toA, fromB: atB, toB }, depth);
}

function trim({ a, b }: Sides, stretch: Hunk): Hunk {
  let { fromA, toA, fromB, toB } = stretch;
  while (fromA < toA && fromB < toB && a[fromA] === b[fromB]) {
    fromA += 1;
    fromB += 1;
  }
  while (fromA < toA && fromB < toB && a[toA - 1] === b[toB - 1]) {
    toA -= 1;
    toB -= 1;
  }
  return { fromA, toA, fromB, toB };
}

function diffStretch(sides: Sides, whole: Hunk, depth: number): void {
  const stretch = trim(sides, whole);
  const { fromA, toA, fromB, toB } = stretch;
  if (fromA === toA && fromB === toB) return;
  if (fromA === toA || fromB === toB) {
    sides.hunks.push(stretch);
    return;
  }
  if (myers(sides, stretch)) return;
  const anchors = depth < MAX_DEPTH ? findAnchors(sides, stretch) : [];
  if (anchors.length === 0) {
    sides.hunks.push(stretch);
    sides.coarse = true;
    return;
  }
  diffBetween(sides, stretch, { pairs: anchors, depth: depth + 1 });
}

/** Adds the shortest edit script as hunks; false when it needs more than MAX_EDITS edits. */
function myers(sides: Sides, { fromA, toA, fromB, toB }: Hunk): boolean {
  if (Math.abs(toA - fromA - (toB - fromB)) > MAX_EDITS) return false;
  const a = Array.from(sides.a.subarray(fromA, toA));
  const b = Array.from(sides.b.subarray(fromB, toB));
  const parts = diffArrays(a, b, { maxEditLength: MAX_EDITS });
  if (parts === undefined) return false;
  let atA = fromA;
  let atB = fromB;
  for (const { added, removed, count } of parts) {
    const hunk = { fromA: atA, toA: added ? atA : atA + count, fromB: atB, toB: removed ? atB : atB + count };
    if (added || removed) sides.hunks.push(hunk);
    atA = hunk.toA;
    atB = hunk.toB;
  }
  return true;
}

/** Pairs of positions of blocks that occur once on both sides: the longest chain that rises on both sides. */
function findAnchors({ a, b }: Sides, { fromA, toA, fromB, toB }: Hunk): [number, number][] {
  const seen = new Map<number, { i: number; j: number }>();
  for (let i = fromA; i < toA; i += 1) {
    const id = a[i] ?? 0;
    seen.set(id, { i: seen.has(id) ? -1 : i, j: -2 });
  }
  for (let j = fromB; j < toB; j += 1) {
    const entry = seen.get(b[j] ?? 0);
    if (entry !== undefined) entry.j = entry.j === -2 ? j : -1;
  }
  const pairs = [...seen.values()].filter(({ i, j }) => i >= 0 && j >= 0);
  return longestRising(pairs.map(({ i, j }): [number, number] => [i, j]));
}

function longestRising(pairs: readonly [number, number][]): [number, number][] {
  const tails: number[] = [];
  const previous = new Int32Array(pairs.length).fill(-1);
  pairs.forEach(([, j], at) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] ?? 0]?.[1] ?? 0) < j) low = middle + 1;
      else high = middle;
    }
    previous[at] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = at;
  });
  const chain: [number, number][] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) {
    const pair = pairs[at];
    if (pair !== undefined) chain.push(pair);
  }
  return chain.reverse();
}

function joinTouching(hunks: readonly Hunk[]): Hunk[] {
  const joined: Hunk[] = [];
  for (const hunk of hunks) {
    const last = joined.at(-1);
    if (last !== undefined && last.toA === hunk.fromA && last.toB === hunk.fromB) {
      joined[joined.length - 1] = { ...last, toA: hunk.toA, toB: hunk.toB };
    } else joined.push(hunk);
  }
  return joined;
}
