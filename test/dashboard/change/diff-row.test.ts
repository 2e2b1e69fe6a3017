// The rows that a difference is painted as.
import { expect, test } from 'vitest';
import type { DiffView } from '../../../api/schemas/change/diff.ts';
import { toRows } from '../../../dashboard/change/diff-row.ts';

const line = (op: string) => ({ op, words: [] });
const page = (hunks: object[], skippedAfter = 0): DiffView =>
  ({ hunks, skippedAfter }) as unknown as DiffView;

test('a hunk that goes on on the next page has one heading, and gaps tell what is left out', () => {
  const pages = [
    page([
      { number: 1, under: 'Prices', inFrame: false, skipped: 4, lines: [line('same'), line('replaced')] },
    ]),
    page([{ number: 1, under: 'Prices', inFrame: false, skipped: 0, lines: [line('added')] }], 7),
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
  const pages = [
    page([
      { number: 1, under: null, inFrame: false, skipped: 0, lines: [line('replaced'), line('removed')] },
    ]),
  ];
  const rows = toRows(pages, true);
  expect(rows.map(({ kind }) => kind)).toEqual(['hunk', 'line', 'line']);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
});

test('a hunk is named by its heading, as standing around the text, or by its number', () => {
  const hunks = [
    { number: 1, under: 'Prices', inFrame: false, skipped: 0, lines: [] },
    { number: 2, under: null, inFrame: false, skipped: 0, lines: [] },
    { number: 3, under: null, inFrame: true, skipped: 0, lines: [] },
    { number: 4, under: 'Related', inFrame: true, skipped: 0, lines: [] },
  ];
  const names = toRows([page(hunks)], false).flatMap((row) => (row.kind === 'hunk' ? [row.name] : []));
  expect(names).toEqual(['Prices', 'Difference 2', 'Around the text', 'Around the text: Related']);
});
