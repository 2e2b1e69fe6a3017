// The rows that a difference is painted as.
import { expect, test } from 'vitest';
import type { DiffView } from '../../../api/schemas/change/diff.ts';
import { toRows } from '../../../dashboard/change/diff-row.ts';

const line = (op: string) => ({ op, words: [] });
const page = (hunks: object[], skippedAfter = 0): DiffView =>
  ({ hunks, skippedAfter }) as unknown as DiffView;

test('a hunk that goes on on the next page has one heading, and gaps tell what is left out', () => {
  const pages = [
    page([{ number: 1, under: 'Prices', skipped: 4, lines: [line('same'), line('replaced')] }]),
    page([{ number: 1, under: 'Prices', skipped: 0, lines: [line('added')] }], 7),
  ];
  expect(toRows(pages, false).map((row) => (row.kind === 'line' ? row.side : row.kind))).toEqual([
    'gap',
    'hunk',
    'both',
    'before',
    'after',
    'both',
    'gap',
  ]);
});

test('side by side a replaced line is one row, and every row has a key of its own', () => {
  const pages = [page([{ number: 1, under: null, skipped: 0, lines: [line('replaced'), line('removed')] }])];
  const rows = toRows(pages, true);
  expect(rows.map(({ kind }) => kind)).toEqual(['hunk', 'line', 'line']);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
});
