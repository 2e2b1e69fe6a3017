// The counts of a chunk from its outcome rows. A second look subtracts the class of the first look.
import type { ChunkCounts, LaunchWait } from '../chunk.ts';
import { type FallbackCount, sumFallbacks } from '../fallback/fallback.ts';
import { NO_COUNTS } from '../ledger.ts';
import { type Outcome, countsAsFailure } from '../outcome.ts';
import { type HostCost, costOfVisit, sumHosts } from '../report/host-cost.ts';
import { type PageSeen, countSeen, sumByName } from '../report/seen-counts.ts';
import type { StoreRow } from '../stage/stage-row.ts';
import { timed } from '../tally/histogram.ts';
import { addUp } from '../tally/tally-counts.ts';
import { urlHost } from '../../web/url/key.ts';

type Classes = Record<Outcome, number>;

export function countRows(rows: readonly StoreRow[], cpuMs: number, waited?: LaunchWait): ChunkCounts {
  const classes: Classes = { stored: 0, unchanged: 0, failed: 0, skipped: 0 };
  const reasons: Record<string, number> = {};
  let deferred = 0;
  let countedFailures = 0;
  for (const row of rows) {
    if (row.outcome === 'deferred') {
      deferred += 1;
      continue;
    }
    classes[row.outcome] += 1;
    reasons[row.reason] = (reasons[row.reason] ?? 0) + 1;
    if (row.countedAs !== undefined) classes[row.countedAs] -= 1;
    if (countsAsFailure(row.reason)) countedFailures += 1;
  }
  const missing = countMissing(rows);
  const fallbacks = countFallbacks(rows, waited);
  return {
    ...NO_COUNTS,
    ...classes,
    reasons,
    deferred,
    countedFailures,
    cpuMs,
    ...sums(rows),
    ...missing,
    ...(fallbacks.length === 0 ? {} : { fallbacks }),
    ...timesOf(rows),
    seen: countSeen(rows.flatMap(seenAt)),
    hosts: sumHosts(rows.flatMap(costs), HOSTS_KEPT),
  };
}

/** Where nothing was asked, nothing took time. */
function timesOf(rows: readonly StoreRow[]): Pick<ChunkCounts, 'fetchTimes'> {
  const asked = rows.filter(
    ({ outcome, requests, elapsedMs }) => outcome !== 'deferred' && requests > 0 && elapsedMs > 0,
  );
  if (asked.length === 0) return {};
  return {
    fetchTimes: addUp(asked.map(({ outcome, elapsedMs }) => timed('fetchDuration', elapsedMs, outcome))),
  };
}

/** A page that was read before in this run is not seen twice. */
function seenAt({ seen, countedAs = 'failed' }: StoreRow): PageSeen[] {
  return seen === undefined || countedAs !== 'failed' ? [] : [seen];
}

/** Hosts that a chunk keeps one by one, so that its document stays small. */
const HOSTS_KEPT = 100;

/** A redirect to another host counts at the host of the address it was found under. */
function costs(row: StoreRow): HostCost[] {
  const cost = costOfVisit(urlHost(row.url), row);
  return cost === null ? [] : [cost];
}

/** By field. A page counted as stored or unchanged before is left out, or it would count twice. */
function countMissing(rows: readonly StoreRow[]): Pick<ChunkCounts, 'missingFields'> {
  const missingFields = sumByName(
    rows.flatMap(({ missingFields: names = [], countedAs = 'failed' }) =>
      countedAs === 'failed' ? names.map((name) => ({ [name]: 1 })) : [],
    ),
  );
  return Object.keys(missingFields).length === 0 ? {} : { missingFields };
}

function sums(rows: readonly StoreRow[]): Partial<ChunkCounts> {
  const total = (pick: (row: StoreRow) => number): number => rows.reduce((sum, row) => sum + pick(row), 0);
  return {
    changes: total(
      (row) =>
        row.changes.filter((change) => change.state === 'confirmed').length +
        (row.settle?.state === 'confirmed' ? 1 : 0),
    ),
    priceChanges: total((row) => row.prices.filter((point) => point.changed).length),
    pricePoints: total((row) => row.prices.length),
    requests: total((row) => row.requests),
    wireBytes: total((row) => row.wireBytes),
    waitMs: total((row) => row.waitMs),
  };
}

/** Each page counts once, at the look that ended it. `waited`: how long the chunk waited for those before it; absent: it did not. */
function countFallbacks(rows: readonly StoreRow[], waited?: LaunchWait): FallbackCount[] {
  const [first] = rows;
  const slow: FallbackCount[] =
    waited === undefined || first === undefined
      ? []
      : [{ kind: 'slow-store', count: 1, since: waited.since, ...placeOf(first), detail: waitText(waited) }];
  return sumFallbacks([...rows.flatMap(taken), ...slow]);
}

/** A page that was read before in this run was counted then. */
function taken(row: StoreRow): FallbackCount[] {
  const { fallbacks = [], countedAs = 'failed', fetchedAt } = row;
  if (countedAs !== 'failed') return [];
  return fallbacks.map(({ kind, detail }) => ({ kind, count: 1, since: fetchedAt, ...placeOf(row), detail }));
}

function placeOf({ url, urlKey }: StoreRow): Pick<FallbackCount, 'url' | 'urlKey'> {
  return { url, urlKey };
}

function waitText({ ms }: LaunchWait): string {
  return `The chunk that begins with it waited ${Math.round(ms / 1_000)} s.`;
}
