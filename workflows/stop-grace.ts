// How long an ending run waits for its open chunks. Time in which Temporal was away does not count. Pages
// that are scraped are still read and stored, for up to `READING_MS`.
import { condition, patched } from '@temporalio/workflow';
import { isQuiet } from '../domain/run/flow/decisions.ts';
import type { RunContext } from './run-context.ts';

const SLICE_MS = 5_000;
/** A slice that ends this much too late was time in which Temporal was away: the grace begins again. */
const AWAY_MS = 3_000;
/** Most times a grace begins again; on a machine that is always late it has to end too. */
const MAX_RENEWALS = 20;
/** For the stages behind scrape: a pipeline that is down comes back within it, or its operator uses force. */
const READING_MS = 600_000;

export async function letWorkEnd(context: Pick<RunContext, 'flow'>, graceMs: number): Promise<void> {
  const isDone = (): boolean => isQuiet(context.flow);
  if (!patched('grace-while-away')) {
    await condition(isDone, Math.max(1, graceMs));
    return;
  }
  await giveGrace(isDone, graceMs);
  await giveGrace(() => context.flow.scraped.length === 0, READING_MS);
}

async function giveGrace(isDone: () => boolean, graceMs: number): Promise<void> {
  let left = graceMs;
  let renewals = 0;
  while (left > 0 && !isDone()) {
    const slice = Math.min(left, SLICE_MS);
    const since = Date.now();
    if (await condition(isDone, slice)) return;
    const wasAway = Date.now() - since > slice + AWAY_MS && renewals < MAX_RENEWALS;
    if (wasAway) renewals += 1;
    left = wasAway ? graceMs : left - slice;
  }
}
