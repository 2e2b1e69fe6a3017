import { expect, test } from 'vitest';
import { isFiltered, splitNew, toRunQuery } from '../../../../dashboard/run/run-list/run-query.ts';

const NOW = Date.UTC(2026, 0, 15, 12, 0, 41);

test('the filters of the address become the question to the API', () => {
  const query = toRunQuery({ state: 'failed', period: '24h', length: '1m', q: 'larch' }, NOW);
  expect(query).toMatchObject({
    state: 'failed',
    q: 'larch',
    startedFrom: '2026-01-14T12:00:00.000Z',
    minDurationMs: 60_000,
    counts: true,
  });
});

test('a filter nobody knows is left out, and asks for everything', () => {
  expect(toRunQuery({ period: 'yesterday', length: 'long' }, NOW)).toMatchObject({
    startedFrom: undefined,
    minDurationMs: undefined,
  });
  expect([isFiltered({}), isFiltered({ page: 'x' }), isFiltered({ q: 'x' })]).toEqual([false, false, true]);
});

test('runs that came in meanwhile wait, and rows that are shown keep their places', () => {
  const rows = ['run_3', 'run_2', 'run_1'].map((runId) => ({ runId }));
  expect(splitNew(rows, 'run_2')).toEqual({ shown: rows.slice(1), waiting: 1 });
  expect(splitNew(rows, null)).toEqual({ shown: rows, waiting: 0 });
});
