// The fallbacks of a chunk, from its outcome rows: each page counts once, at the look that ended it.
import type { LaunchWait } from '../chunk.ts';
import { type FallbackCount, sumFallbacks } from '../fallback/fallback.ts';
import type { StoreRow } from '../stage/stage-row.ts';

/** `waited`: how long the chunk waited for those before it; absent: it did not. */
export function countFallbacks(rows: readonly StoreRow[], waited?: LaunchWait): FallbackCount[] {
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
