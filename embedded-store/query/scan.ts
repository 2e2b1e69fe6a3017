// Reads records through an index. A scan finds its place again by key, so a cursor stays valid while others write between
// two batches. A record is to be read when its turn comes, so that one that was removed meanwhile is left out.
import type { IndexEntry } from '../catalog/disk-stretch.ts';
import type { IndexPlan, KeyRange } from './planner.ts';

/** Encoded ids of the records of an index, each once. */
export function* scanIndex(plan: IndexPlan): Generator<string> {
  const seen = plan.index.multikey ? new Set<string>() : undefined;
  for (const { id } of entriesOf(plan)) {
    if (seen?.has(id) === true) continue;
    seen?.add(id);
    yield id;
  }
}

function entriesOf(plan: IndexPlan): Generator<IndexEntry> {
  if (plan.order === 'merge' && plan.ranges.length > 1) return merge(plan);
  return concatenate(plan);
}

function* concatenate(plan: IndexPlan): Generator<IndexEntry> {
  const { ranges, reverse, index } = plan;
  for (let i = 0; i < ranges.length; i++) {
    const range = ranges[reverse ? ranges.length - 1 - i : i] as KeyRange;
    yield* index.range({ ...range, reverse });
  }
}

/** Merges several ordered ranges by the part of the key after the fixed one. */
function* merge(plan: IndexPlan): Generator<IndexEntry> {
  const sources = plan.ranges.map((range) => ({
    range,
    iterator: plan.index.range({ ...range, reverse: plan.reverse }),
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
