// Whether the rows still stand in the order of the list: they are renewed in their place, so they may not any more.
import type { JobRow } from '../../../api/schemas/job/job-list.ts';
import type { ShownSort } from './job-query.ts';

type Key = string | number | null;

const KEYS: Readonly<Record<string, (row: JobRow) => Key>> = {
  name: ({ name }) => name.toLowerCase(),
  state: ({ state }) => state,
  lastChange: ({ lastChange }) => lastChange?.at ?? null,
  lastRun: ({ metrics }) => metrics.lastRunAt,
  nextRun: ({ nextRunAt }) => nextRunAt,
  price: ({ price }) => (price === null ? null : Number(price.amount)),
  move: ({ price }) => price?.move?.percent ?? null,
  failed: ({ failedInRow }) => failedInRow,
};

/** Number of rows that stand behind one they belong before. */
export function rowsOutOfOrder(rows: readonly JobRow[], { by, descending }: ShownSort): number {
  const keyOf = KEYS[by];
  if (keyOf === undefined) return 0;
  const keys = rows.map(keyOf);
  return keys.filter((key, index) => {
    const before = keys[index - 1];
    if (index === 0 || before === undefined) return false;
    const order = compare(before, key);
    return descending ? order < 0 : order > 0;
  }).length;
}

function compare(a: Key, b: Key): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return a === b ? 0 : a < b ? -1 : 1;
}
