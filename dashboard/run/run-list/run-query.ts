// What the list of runs is asked for, from the address: state, trigger, time, duration, reason, name of the job.
import type { Query } from '../../api/ask.ts';
import type { Search } from '../../api/search.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/system/duration.ts';

export const PERIODS: readonly { readonly id: string; readonly name: string; readonly ms: number }[] = [
  { id: '1h', name: 'last hour', ms: HOUR_MS },
  { id: '24h', name: 'last day', ms: DAY_MS },
  { id: '7d', name: 'last week', ms: 7 * DAY_MS },
  { id: '30d', name: 'last month', ms: 30 * DAY_MS },
];

export const LENGTHS: readonly { readonly id: string; readonly name: string; readonly ms: number }[] = [
  { id: '10s', name: '10 s or more', ms: 10_000 },
  { id: '1m', name: '1 min or more', ms: MINUTE_MS },
  { id: '10m', name: '10 min or more', ms: 600_000 },
  { id: '1h', name: '1 h or more', ms: HOUR_MS },
];

export const TABS = [
  { name: 'All', states: [] },
  { name: 'Going on', states: ['starting', 'running', 'paused', 'stopping', 'finalizing'] },
  { name: 'Completed', states: ['completed'] },
  { name: 'Failed', states: ['failed'] },
  { name: 'Stopped', states: ['stopped'] },
] as const;

/** Names of the filters in the address. */
export const FILTERS = ['state', 'trigger', 'period', 'length', 'reason', 'q', 'jobId', 'chain'] as const;

const PAGE = 50;
/** A window begins at a full minute, so that the same filters ask the same question for a while. */

export function toRunQuery(search: Search, now: number): Query {
  const period = PERIODS.find(({ id }) => id === search['period']);
  const length = LENGTHS.find(({ id }) => id === search['length']);
  return {
    limit: PAGE,
    counts: true,
    state: search['state'],
    trigger: search['trigger'],
    reason: search['reason'],
    chain: search['chain'],
    q: search['q'],
    jobId: search['jobId'],
    startedFrom:
      period === undefined
        ? undefined
        : new Date(Math.floor((now - period.ms) / MINUTE_MS) * MINUTE_MS).toISOString(),
    minDurationMs: length?.ms,
  };
}

export function isFiltered(search: Search): boolean {
  return FILTERS.some((name) => search[name] !== undefined);
}

/** Ids of runs rise with time, so those above the newest one that was shown came in meanwhile. */
export function splitNew<Row extends { readonly runId: string }>(
  rows: readonly Row[],
  newestShown: string | null,
): { readonly shown: readonly Row[]; readonly waiting: number } {
  if (newestShown === null) return { shown: rows, waiting: 0 };
  const shown = rows.filter(({ runId }) => runId <= newestShown);
  return { shown, waiting: rows.length - shown.length };
}
