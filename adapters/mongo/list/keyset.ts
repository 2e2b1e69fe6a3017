// Pages of a sorted list by the values of the last row, not by counting: a filter for what comes after it.
import type { Document } from 'mongodb';
import type { SortKey, SortValue } from '../../../domain/job/list/sort.ts';

/** Null, and a missing value, sort before everything else. */
export function keysetFilter(parts: readonly SortKey[], after: readonly SortValue[]): Document {
  const branches = parts.flatMap((part, index): Document[] => {
    const behind = behindOf(part, after[index] ?? null);
    if (behind === null) return [];
    const equal = parts.slice(0, index).map(({ path }, at) => ({ [path]: after[at] ?? null }));
    return [{ $and: [...equal, behind] }];
  });
  return { $or: branches };
}

function behindOf({ path, descending }: SortKey, value: SortValue): Document | null {
  if (value === null) return descending ? null : { [path]: { $ne: null } };
  if (!descending) return { [path]: { $gt: value } };
  return { $or: [{ [path]: { $lt: value } }, { [path]: null }] };
}

export function sortDocument(parts: readonly SortKey[]): Record<string, 1 | -1> {
  return Object.fromEntries(parts.map(({ path, descending }) => [path, descending ? -1 : 1]));
}
