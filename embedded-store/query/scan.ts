// Reads records through an index or in natural order. A scan of an index fetches short stretches and finds
// its place again by key, so a cursor stays valid while others write between two batches.
import type { Collection } from '../catalog/collection.ts';
import type { IndexTree, StoredRecord } from '../catalog/index-tree.ts';
import type { IndexPlan, KeyRange } from './planner.ts';

const FIRST_STRETCH = 4;
const MAX_STRETCH_LENGTH = 256;

interface Entry {
  readonly key: string;
  readonly record: StoredRecord;
}

export function* scanAll(collection: Collection): Generator<StoredRecord> {
  // A Map iterator survives changes and visits each record once.
  yield* collection.records.values();
}

export function* scanIndex(plan: IndexPlan): Generator<StoredRecord> {
  const seen = plan.index.multikey ? new Set<StoredRecord>() : undefined;
  for (const { record } of entriesOf(plan)) {
    if (record.dead || seen?.has(record) === true) continue;
    seen?.add(record);
    yield record;
  }
}

function entriesOf(plan: IndexPlan): Generator<Entry> {
  if (plan.order === 'merge' && plan.ranges.length > 1) return merge(plan);
  return concatenate(plan);
}

function* concatenate(plan: IndexPlan): Generator<Entry> {
  const { ranges, reverse, index } = plan;
  for (let i = 0; i < ranges.length; i++) {
    const range = ranges[reverse ? ranges.length - 1 - i : i] as KeyRange;
    yield* scanRange(index, range, reverse);
  }
}

/** Merges several ordered ranges by the part of the key after the fixed one. */
function* merge(plan: IndexPlan): Generator<Entry> {
  const sources = plan.ranges.map((range) => ({
    range,
    iterator: scanRange(plan.index, range, plan.reverse),
  }));
  const heads = sources.flatMap(({ range, iterator }) => {
    const first = iterator.next();
    return first.done === true
      ? []
      : [{ fixed: range.fixed, iterator, entry: first.value, tail: first.value.key.slice(range.fixed) }];
  });
  const sign = plan.reverse ? -1 : 1;
  while (heads.length > 0) {
    let best = 0;
    for (let i = 1; i < heads.length; i++) {
      const a = heads[i]?.tail ?? '';
      const b = heads[best]?.tail ?? '';
      if (sign * (a < b ? -1 : 1) < 0) best = i;
    }
    const head = heads[best];
    if (head === undefined) return;
    yield head.entry;
    const next = head.iterator.next();
    if (next.done === true) {
      heads.splice(best, 1);
    } else {
      head.entry = next.value;
      head.tail = next.value.key.slice(head.fixed);
    }
  }
}

function* scanRange(index: IndexTree, range: KeyRange, reverse: boolean): Generator<Entry> {
  let stretch = FIRST_STRETCH;
  let last: string | undefined;
  for (;;) {
    const entries = reverse
      ? readBackward(index, range, last, stretch)
      : readForward(index, range, last, stretch);
    yield* entries;
    if (entries.length < stretch) return;
    last = entries[entries.length - 1]?.key;
    stretch = Math.min(stretch * 4, MAX_STRETCH_LENGTH);
  }
}

function readForward(index: IndexTree, range: KeyRange, last: string | undefined, count: number): Entry[] {
  const out: Entry[] = [];
  index.tree.forRange(last ?? range.low, range.high, false, (key, record) => {
    if (key === last) return undefined;
    out.push({ key, record });
    return out.length === count ? { break: true } : undefined;
  });
  return out;
}

function readBackward(index: IndexTree, range: KeyRange, last: string | undefined, count: number): Entry[] {
  const out: Entry[] = [];
  // Both the end of the range and the last key seen are exclusive.
  for (const [key, record] of index.tree.entriesReversed(last ?? range.high, undefined, true)) {
    if (key < range.low) break;
    out.push({ key, record });
    if (out.length === count) break;
  }
  return out;
}
