import { expect, test } from 'vitest';
import type { RollbackPreviewView } from '../../../api/schemas/run/mend.ts';
import { mendedWords, rollbackStakes } from '../../../dashboard/mend/mend-words.ts';

const COUNTS = { looked: 0, pages: 3, left: 0, changes: 3, prices: 2, versions: 3, alerts: 1 };
const PREVIEW: RollbackPreviewView = { counts: COUNTS, pages: [], truncated: false };

test.each([
  ['rollback', true, COUNTS, '3 pages rolled back: 3 changes, 2 prices'],
  ['undo-rollback', true, { ...COUNTS, prices: 0 }, '3 pages given back: 3 changes'],
  ['rollback', false, { ...COUNTS, pages: 1, changes: 0, prices: 0 }, '1 page rolled back so far'],
] as const)('a run that mends (%s, done: %s) says what it did', (kind, done, counts, words) => {
  expect(mendedWords({ kind, done, counts })).toBe(words);
});

test('the question names what goes, who is told, and what follows', () => {
  const lines = rollbackStakes(PREVIEW);
  expect(lines).toHaveLength(4);
  expect(lines[1]).toBe('3 changes and 2 prices are withdrawn.');
  expect(lines[2]).toContain('told once');
  expect(rollbackStakes({ ...PREVIEW, truncated: true })[0]).toContain('there are more');
  expect(rollbackStakes({ ...PREVIEW, counts: { ...COUNTS, alerts: 0 } })).toHaveLength(3);
  expect(rollbackStakes({ ...PREVIEW, counts: { ...COUNTS, pages: 0 } })).toEqual([
    expect.stringContaining('nothing to take back'),
  ]);
});
