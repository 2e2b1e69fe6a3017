import { expect, test } from 'vitest';
import { stakesOf } from '../../../dashboard/verb/question-words.ts';

const ledger = { discovered: 10, stored: 2, unchanged: 0, failed: 0, skipped: 0, pending: 5, inFlight: 3 };
const run = { ledger, graceMs: 30_000, seq: 4 };
const metrics = {} as never;
const hourly = { schedule: { kind: 'interval', everyMs: 3_600_000 } as const, metrics };
const byHand = { schedule: null, metrics };

test('a stop says what becomes of pages in flight, of pages not begun, and of the schedule', () => {
  expect(stakesOf('stop', { job: hourly, run })).toEqual([
    'Run 4 has 3 pages in flight: they get 30 s to end and are stored; 5 pages not begun are skipped.',
    'Its schedule is off until you start it or put it back; times that pass meanwhile are not made up for.',
    'What is stored is kept.',
  ]);
});

test('a stop by force says that pages in flight are dropped', () => {
  const [first] = stakesOf('force-stop', { job: byHand, run });
  expect(first).toBe('Run 4 ends at once: 3 pages in flight are dropped; 5 pages not begun are skipped.');
});

test('a stop of a run with nothing in flight waits for nothing', () => {
  const idle = { ...run, ledger: { ...ledger, inFlight: 0, pending: 1 } };
  expect(stakesOf('stop-run', { job: hourly, run: idle })).toEqual([
    'Run 4 ends as soon as it has stored what it has; 1 page not begun is skipped.',
    'What is stored is kept. The job stays as it is, with its schedule.',
  ]);
});

test('a removal says what is erased and what to do instead', () => {
  expect(stakesOf('delete', { job: byHand, run: null })).toEqual([
    'Its runs, pages, versions, changes and prices are erased. This can not be undone.',
    'To put it away and keep them, archive it instead.',
  ]);
});

test('an archive says what is stored, what of it goes and when, and how it all comes back', () => {
  const storage = { versions: 1_200, bytes: 3 * 1024 * 1024, measuredAt: '2026-06-15T00:00:00.000Z' };
  const lines = stakesOf('archive', { job: byHand, run: null, storage });
  expect(lines).toContain('It stores 1,200 versions, 3.1 MB.');
  expect(lines.join(' ')).toContain('In ten minutes the versions go that no change names');
  const unmeasured = { ...storage, measuredAt: null };
  expect(stakesOf('archive', { job: byHand, run: null, storage: unmeasured })).toHaveLength(3);
});
