import { expect, test } from 'vitest';
import type { RollbackPreviewView } from '../../../../api/schemas/run/mend.ts';
import {
  mendedPageWords,
  mendedWords,
  mendRefusal,
  reparseStakes,
  rollbackStakes,
} from '../../../../dashboard/verb/mend/mend-words.ts';

const COUNTS = { looked: 0, pages: 3, left: 0, changes: 3, prices: 2, versions: 3, alerts: 1 };
const PREVIEW: RollbackPreviewView = { counts: COUNTS, pages: [], truncated: false };

test.each([
  ['rollback', true, COUNTS, '3 pages rolled back: 3 changes, 2 prices'],
  ['undo-rollback', true, { ...COUNTS, prices: 0 }, '3 pages given back: 3 changes'],
  ['reparse', true, { ...COUNTS, changes: 0 }, '3 pages read otherwise: 3 versions, 2 prices'],
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

test('the question before reading again says how many differ, what stays, and how to go back', () => {
  const preview = { looked: 3, versions: 9, differ: 2, pages: [], truncated: true };
  const lines = reparseStakes(preview);
  expect(lines[0]).toBe(
    '3 pages with 9 versions looked at: 2 would be read otherwise by the present rules. There are more; the run reads all of them.',
  );
  expect(lines[1]).toContain('no alert');
  const left = {
    pageId: 'p',
    url: 'u',
    left: 'left: its body is not kept any more',
    differences: [],
    more: 0,
  };
  expect(reparseStakes({ ...preview, differ: 0, pages: [left] })).toEqual([
    expect.stringContaining('none would be read otherwise'),
    'Of 1 page something can not be read again and stays as it is.',
    expect.any(String),
  ]);
  expect(reparseStakes({ ...preview, looked: 0 })).toHaveLength(1);
});

test.each([
  ['reparse', { changes: 0, prices: 1, versions: 2 }, '2 versions read otherwise, 1 price replaced'],
  ['reparse', { changes: 0, prices: 0, versions: 0 }, null],
  ['rollback', { changes: 1, prices: 0, versions: 1 }, '1 change, 0 prices withdrawn'],
  ['verify', { changes: 0, prices: 0, versions: 4 }, null],
] as const)('of a page a run (%s) says what it did', (kind, rows, words) => {
  expect(mendedPageWords(kind, rows)).toBe(words);
});

test('a job with a run, or an archived one, is not mended, and says why', () => {
  expect(mendRefusal({ activeRun: { runId: 'run_a' }, state: 'running' })).toContain('Wait for its end');
  expect(mendRefusal({ activeRun: null, state: 'archived' })).toContain('Restore it first');
  expect(mendRefusal({ activeRun: null, state: 'paused' })).toBeUndefined();
});
