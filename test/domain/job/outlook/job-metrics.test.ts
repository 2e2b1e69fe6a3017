import { describe, expect, it } from 'vitest';
import { METRIC_DAYS, jobMetrics, metricsFrom } from '../../../../domain/job/outlook/job-metrics.ts';
import { NO_COUNTS, type RunTotals } from '../../../../domain/run/ledger.ts';
import { sampleRun } from '../../../contracts/sample-documents.ts';

const NOW = new Date('2026-11-27T10:00:00Z');
const HOUR = 3_600_000;

function totals(more: Partial<RunTotals>): RunTotals {
  return { ...NO_COUNTS, chunks: 1, discovered: 10, durationMs: 1_000, ...more };
}

function ended(hoursAgo: number, state: 'completed' | 'failed' | 'stopped', more: Partial<RunTotals> = {}) {
  const finishedAt = new Date(NOW.getTime() - hoursAgo * HOUR);
  const endingReason =
    state === 'failed' ? { endingReason: { code: 'time-limit', detail: 'Too long.' } as const } : {};
  return sampleRun(`run-${hoursAgo}`, { state, finishedAt, totals: totals(more), ...endingReason });
}

describe('the metrics of a job', () => {
  it('are sums over its runs that have ended', () => {
    const metrics = jobMetrics(
      [
        ended(1, 'completed', {
          stored: 2,
          unchanged: 8,
          changes: 2,
          priceChanges: 1,
          reasons: { changed: 2 },
        }),
        ended(30, 'failed', { failed: 9, durationMs: 3_000, reasons: { timeout: 9, changed: 1 } }),
        ended(31, 'stopped', { changes: 1 }),
        sampleRun('going', { state: 'running' }),
      ],
      NOW,
    );
    expect(metrics).toMatchObject({
      runs: 3,
      completedRuns: 1,
      failedRuns: 1,
      stoppedRuns: 1,
      successRate: 0.5,
      meanDurationMs: 1_667,
      pages: 10,
      failedPages: 9,
      changes: 3,
      priceChanges: 1,
      changesPerDay: 1.5,
      endings: [
        { code: 'time-limit', count: 1 },
        { code: 'unknown', count: 1 },
      ],
    });
    expect(metrics.reasons).toEqual([
      { code: 'timeout', count: 9 },
      { code: 'changed', count: 3 },
    ]);
  });

  it('have every one of the last ninety days, and the runs of each by the day they ended in UTC', () => {
    const { days } = jobMetrics([ended(1, 'completed', { changes: 4 }), ended(11, 'failed')], NOW);
    expect(days).toHaveLength(METRIC_DAYS);
    expect(days[0]?.day).toBe('2026-08-30');
    expect(days.at(-1)).toMatchObject({ day: '2026-11-27', runs: 1, failedRuns: 0, changes: 4 });
    expect(days.at(-2)).toMatchObject({ day: '2026-11-26', runs: 1, failedRuns: 1, changes: 0 });
    expect(days.reduce((sum, { runs }) => sum + runs, 0)).toBe(2);
  });

  it('leave out runs before the first of these days', () => {
    const hours = (NOW.getTime() - metricsFrom(NOW).getTime()) / HOUR;
    expect(jobMetrics([ended(hours + 1, 'completed')], NOW).runs).toBe(0);
    expect(jobMetrics([ended(hours, 'completed')], NOW).runs).toBe(1);
  });

  it('of a job that never ran are not known rather than zero', () => {
    expect(jobMetrics([], NOW)).toMatchObject({
      runs: 0,
      successRate: null,
      meanDurationMs: null,
      changesPerDay: null,
    });
  });
});
