// The orders of the list of jobs. Every order ends with the id, so that no two jobs are equal.
import { JOB_FIELDS } from './criterion.ts';

/** Name in the API → where a job's document keeps it. */
export const JOB_SORTS = {
  created: JOB_FIELDS.id,
  name: JOB_FIELDS.name,
  state: JOB_FIELDS.state,
  lastChange: JOB_FIELDS.changed,
  lastRun: JOB_FIELDS.ran,
  nextRun: JOB_FIELDS.next,
  price: JOB_FIELDS.price,
  move: JOB_FIELDS.move,
  failed: JOB_FIELDS.failed,
} as const;
export type JobSortName = keyof typeof JOB_SORTS;

export interface JobSort {
  readonly by: JobSortName;
  readonly descending: boolean;
}

/** Newest first: ids rise with time. */
export const NEWEST_FIRST: readonly JobSort[] = [{ by: 'created', descending: true }];

export interface SortKey {
  readonly path: string;
  readonly descending: boolean;
}

/** The parts of an order, ended by the id in the direction of the first part. */
export function sortKeys(sorts: readonly JobSort[]): SortKey[] {
  const parts = sorts.map(({ by, descending }) => ({ path: JOB_SORTS[by], descending }));
  const end = parts.findIndex(({ path }) => path === '_id');
  if (end >= 0) return parts.slice(0, end + 1);
  return [...parts, { path: '_id', descending: parts[0]?.descending ?? true }];
}

/** The value of one part of the order in one job; null where the job has none. */
export type SortValue = string | number | Date | null;

export function valueAt(document: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (node, name) =>
        typeof node === 'object' && node !== null && Object.hasOwn(node, name)
          ? Reflect.get(node, name)
          : undefined,
      document,
    );
}

export function sortValues(document: unknown, parts: readonly SortKey[]): SortValue[] {
  return parts.map(({ path }) => {
    const value = valueAt(document, path);
    return typeof value === 'string' || typeof value === 'number' || value instanceof Date ? value : null;
  });
}
