// Finds blocks that only changed places, and items that changed places and something else. An item is a block
// with a text of its own ("Oak shelf"), together with the prices and stock words that follow it.
import type { TextBlock } from '../../reading/page/parsed-page.ts';
import type { Hunk } from './diff.ts';
import { isAttribute, nameBeside } from '../../reading/words/text-kind.ts';

export interface Moves {
  /** Old and new positions of blocks that moved unchanged. */
  readonly movedFrom: Set<number>;
  readonly movedTo: Map<number, number>;
  /** New position → old position of the block that it is a new version of, wherever both stand. */
  readonly versionOf: Map<number, number>;
  readonly hasVersion: Set<number>;
}

interface Sides {
  readonly before: readonly TextBlock[];
  readonly after: readonly TextBlock[];
}

/** Whether a text belongs to the block before it: a price, a stock word, a button, a label with a price. */
type AttributeTest = (text: string) => boolean;

/** A price beside a name that occurs once ("Green lamp € 12") is an item; else it is a label. */
function attributeTest({ before, after }: Sides): AttributeTest {
  let names: Map<string, number> | undefined;
  const countNames = (): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const blocks of [before, after]) {
      const own = new Map<string, number>();
      for (const { text } of blocks) {
        const name = text.length <= 60 ? nameBeside(text) : '';
        if (name !== '') own.set(name, (own.get(name) ?? 0) + 1);
      }
      for (const [name, count] of own) counts.set(name, Math.max(count, counts.get(name) ?? 0));
    }
    return counts;
  };
  return (text) => {
    if (!isAttribute(text)) return false;
    const name = nameBeside(text);
    if (name === '') return true;
    names ??= countNames();
    return names.get(name) !== 1;
  };
}

type Range = readonly [number, number];

function indexUnique(
  blocks: readonly TextBlock[],
  ranges: readonly Range[],
  keyOf: (text: string) => string,
): Map<string, number> {
  const at = new Map<string, number>();
  for (const [from, to] of ranges) {
    for (let i = from; i < to; i += 1) {
      const key = keyOf(blocks[i]?.text ?? '');
      if (key !== '') at.set(key, at.has(key) ? -1 : i);
    }
  }
  return at;
}

/** Positions of the attributes that follow a block: its price and stock. */
function followers(blocks: readonly TextBlock[], from: number, belongs: AttributeTest): number[] {
  const found: number[] = [];
  for (let i = from + 1; i < blocks.length && i <= from + 6; i += 1) {
    if (!belongs(blocks[i]?.text ?? '')) break;
    found.push(i);
  }
  return found;
}

function rangeTest(ranges: readonly Range[]): (i: number) => boolean {
  return (i) => {
    let low = 0;
    let high = ranges.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const range = ranges[middle];
      if (range === undefined) return false;
      if (i < range[0]) high = middle - 1;
      else if (i >= range[1]) low = middle + 1;
      else return true;
    }
    return false;
  };
}

class MoveFinder {
  readonly moves: Moves = {
    movedFrom: new Set(),
    movedTo: new Map(),
    versionOf: new Map(),
    hasVersion: new Set(),
  };
  readonly #sides: Sides;
  readonly #belongs: AttributeTest;
  readonly #isRemoved: (i: number) => boolean;
  readonly #isAdded: (j: number) => boolean;

  constructor(sides: Sides, removed: readonly Range[], added: readonly Range[]) {
    this.#sides = sides;
    this.#belongs = attributeTest(sides);
    this.#isRemoved = rangeTest(removed);
    this.#isAdded = rangeTest(added);
  }

  /** A block found elsewhere: it moved if its attributes came along; else both are versions of one item. */
  found(i: number, j: number): void {
    const { before, after } = this.#sides;
    const { movedFrom, movedTo } = this.moves;
    const text = after[j]?.text ?? '';
    if (movedTo.has(j) || movedFrom.has(i) || text.length < 3 || this.#belongs(text)) return;
    const old = followers(before, i, this.#belongs);
    const now = followers(after, j, this.#belongs);
    const same =
      old.length === now.length && old.every((at, n) => before[at]?.text === after[now[n] ?? -1]?.text);
    if (same) this.#moveRun(i, j);
    else if (old.length === now.length && old.every(this.#isRemoved) && now.every(this.#isAdded)) {
      this.#move(i, j);
      now.forEach((at, n) => this.#pair(old[n] ?? 0, at));
    }
  }

  /** Two blocks with one name ("Oak shelf € 13", "Oak shelf € 18") are versions of one item. */
  named(i: number, j: number): void {
    const { movedFrom, movedTo, versionOf, hasVersion } = this.moves;
    if (!movedFrom.has(i) && !movedTo.has(j) && !versionOf.has(j) && !hasVersion.has(i)) this.#pair(i, j);
  }

  #moveRun(i: number, j: number): void {
    const { before, after } = this.#sides;
    for (let k = 0; this.#isAdded(j + k) && this.#isRemoved(i + k); k += 1) {
      if (before[i + k]?.text !== after[j + k]?.text || this.moves.movedFrom.has(i + k)) break;
      this.#move(i + k, j + k);
    }
  }

  #move(i: number, j: number): void {
    this.moves.movedFrom.add(i);
    this.moves.movedTo.set(j, i);
  }

  #pair(i: number, j: number): void {
    const { before, after } = this.#sides;
    if (before[i]?.text === after[j]?.text) this.#move(i, j);
    else {
      this.moves.versionOf.set(j, i);
      this.moves.hasVersion.add(i);
    }
  }
}

/** All moves between the differing stretches of two pages. */
export function findMoves(
  before: readonly TextBlock[],
  after: readonly TextBlock[],
  hunks: readonly Hunk[],
): Moves {
  const removed = hunks.map((hunk): Range => [hunk.fromA, hunk.toA]);
  const added = hunks.map((hunk): Range => [hunk.fromB, hunk.toB]);
  const finder = new MoveFinder({ before, after }, removed, added);
  const texts = indexUnique(before, removed, (text) => text);
  if (texts.size === 0) return finder.moves;
  for (const [from, to] of added) {
    for (let j = from; j < to; j += 1) {
      const i = texts.get(after[j]?.text ?? '');
      if (i !== undefined && i >= 0) finder.found(i, j);
    }
  }
  const names = indexUnique(before, removed, nameBeside);
  for (const [name, j] of names.size === 0 ? [] : indexUnique(after, added, nameBeside)) {
    const i = names.get(name);
    if (i !== undefined && i >= 0 && j >= 0) finder.named(i, j);
  }
  return finder.moves;
}
