// Figures of a job over its runs of the last days, each a sum over run documents: nothing is counted up, so nothing can be
// counted twice or lost.
import type { RunSummary } from '../../run/run.ts';
import { DAY_MS } from '../../system/duration.ts';

export const METRIC_DAYS = 90;

interface DayFigures {
  /** A day in UTC, as 2026-11-27. */
  readonly day: string;
  /** Runs that ended on it. */
  readonly runs: number;
  readonly failedRuns: number;
  readonly pages: number;
  readonly changes: number;
  readonly priceChanges: number;
}

export interface JobMetrics {
  readonly runs: number;
  readonly completedRuns: number;
  readonly failedRuns: number;
  readonly stoppedRuns: number;
  /** Of the runs that completed or failed; null: none did. */
  readonly successRate: number | null;
  readonly meanDurationMs: number | null;
  /** Pages that were read, in all runs together. */
  readonly pages: number;
  readonly failedPages: number;
  readonly changes: number;
  readonly priceChanges: number;
  readonly requests: number;
  readonly wireBytes: number;
  /** Mean over the days since the first of these runs, today included; null: there is none. */
  readonly changesPerDay: number | null;
  /** Every day of the time, oldest first. */
  readonly days: readonly DayFigures[];
  /** Visits by the reason they ended with, most frequent first. */
  readonly reasons: readonly Count[];
  /** Runs that did not complete, by the reason of their end. */
  readonly endings: readonly Count[];
}

export interface Count {
  readonly code: string;
  readonly count: number;
}

type MeteredRun = Pick<RunSummary, 'state' | 'createdAt' | 'finishedAt' | 'totals' | 'endingReason'>;

/** Begin of the first day that is told. */
export function metricsFrom(now: Date): Date {
  return new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS - (METRIC_DAYS - 1) * DAY_MS);
}

/** Of runs that have ended; others are left out. */
export function jobMetrics(runs: readonly MeteredRun[], now: Date): JobMetrics {
  const from = metricsFrom(now).getTime();
  const ended = runs.filter((run) => run.totals !== undefined && endOf(run) >= from);
  const inState = (state: string): MeteredRun[] => ended.filter((run) => run.state === state);
  const [completed, failed] = [inState('completed').length, inState('failed').length];
  const sum = (of: (totals: NonNullable<MeteredRun['totals']>) => number): number =>
    ended.reduce((total, { totals }) => total + (totals === undefined ? 0 : of(totals)), 0);
  const changes = sum((totals) => totals.changes);
  const first = Math.min(...ended.map(endOf));
  return {
    runs: ended.length,
    completedRuns: completed,
    failedRuns: failed,
    stoppedRuns: inState('stopped').length,
    successRate: completed + failed === 0 ? null : completed / (completed + failed),
    meanDurationMs: ended.length === 0 ? null : Math.round(sum((each) => each.durationMs) / ended.length),
    pages: sum(pagesOf),
    failedPages: sum((totals) => totals.failed),
    changes,
    priceChanges: sum((totals) => totals.priceChanges),
    requests: sum((totals) => totals.requests),
    wireBytes: sum((totals) => totals.wireBytes),
    changesPerDay: ended.length === 0 ? null : changes / (dayOf(now.getTime()) - dayOf(first) + 1),
    days: daysOf(ended, from),
    reasons: countAll(ended.flatMap(({ totals }) => Object.entries(totals?.reasons ?? {}))),
    endings: countAll(
      ended
        .filter(({ state }) => state !== 'completed')
        .map(({ endingReason }) => [endingReason?.code ?? 'unknown', 1]),
    ),
  };
}

function endOf({ finishedAt, createdAt }: MeteredRun): number {
  return (finishedAt ?? createdAt).getTime();
}

function pagesOf({ stored, unchanged }: NonNullable<MeteredRun['totals']>): number {
  return stored + unchanged;
}

function dayOf(at: number): number {
  return Math.floor(at / DAY_MS);
}

function daysOf(ended: readonly MeteredRun[], from: number): DayFigures[] {
  const byDay = new Map<number, MeteredRun[]>();
  for (const run of ended) {
    const day = dayOf(endOf(run));
    const others = byDay.get(day);
    if (others === undefined) byDay.set(day, [run]);
    else others.push(run);
  }
  return Array.from({ length: METRIC_DAYS }, (_, index) => {
    const runs = byDay.get(dayOf(from) + index) ?? [];
    const sum = (of: (totals: NonNullable<MeteredRun['totals']>) => number): number =>
      runs.reduce((total, { totals }) => total + (totals === undefined ? 0 : of(totals)), 0);
    return {
      day: new Date(from + index * DAY_MS).toISOString().slice(0, 10),
      runs: runs.length,
      failedRuns: runs.filter(({ state }) => state === 'failed').length,
      pages: sum(pagesOf),
      changes: sum((totals) => totals.changes),
      priceChanges: sum((totals) => totals.priceChanges),
    };
  });
}

function countAll(counts: readonly (readonly [code: string, count: number])[]): Count[] {
  const sums = new Map<string, number>();
  for (const [code, count] of counts) sums.set(code, (sums.get(code) ?? 0) + count);
  return [...sums]
    .map(([code, count]) => ({ code, count }))
    .toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}
