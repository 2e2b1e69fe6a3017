import { expect, test } from 'vitest';
import type { JobMetricsView } from '../../../../api/schemas/job-detail/job-metrics.ts';
import { daysWords, runsWords } from '../../../../dashboard/job/overview/metrics-words.ts';

function metrics(changes: readonly number[], changesPerDay: number | null): JobMetricsView {
  const days = changes.map((count, index) => ({
    day: `2026-11-0${index + 1}`,
    runs: 1,
    failedRuns: 0,
    pages: 1,
    changes: count,
    priceChanges: 0,
  }));
  const sum = changes.reduce((total, count) => total + count, 0);
  return { changes: sum, changesPerDay, days } as unknown as JobMetricsView;
}

test.each([
  [[0, 0], 0, 'No change in this time.'],
  [[], null, 'No change in this time.'],
  [[1, 0, 4], 1.6667, '5 changes on 2 days, 1.7 a day on average.'],
  [[1], 0.011, '1 change on 1 day, less than 0.1 a day on average.'],
  [[40, 20], 30.4, '60 changes on 2 days, 30 a day on average.'],
])('changes %j are said as %s', (changes, daily, words) => {
  expect(daysWords(metrics(changes, daily))).toBe(words);
});

test.each([
  [{ runs: 2, completedRuns: 2, failedRuns: 0, stoppedRuns: 0 }, '2: 2 completed'],
  [{ runs: 4, completedRuns: 1, failedRuns: 2, stoppedRuns: 1 }, '4: 1 completed, 2 failed, 1 stopped'],
])('runs %o are said as %s', (runs, words) => {
  expect(runsWords({ ...metrics([], null), ...runs })).toBe(words);
});
