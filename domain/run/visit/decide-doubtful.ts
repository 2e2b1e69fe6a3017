// Decides a known page that can not be judged at its first look: a wall, a collapse, another language or
// currency. It gets a second look before it counts as failed. A new currency seen at both looks is accepted;
// no other doubtful page ever becomes the baseline.
import { type SecondLook, lookForCurrency } from '../chunk.ts';
import type { StoreRow } from '../stage/stage-row.ts';
import { outcomeRow } from './outcome-row.ts';
import { SECOND_LOOK_MS, type VisitContext } from './visit-context.ts';

export interface Doubt {
  readonly reason: string;
  readonly lookAgain: SecondLook;
}

/** Null when the visit can be judged, or is the second look already. */
export function doubtOf(visit: VisitContext): Doubt | null {
  const { rows, page } = visit;
  // A page without a baseline can wait: otherwise sites that are all walls would be fetched twice.
  if (rows.scrape.lookAgain !== undefined || page?.baseline === undefined) return null;
  return doubtOfContent(visit) ?? doubtOfCurrency(visit);
}

function doubtOfContent({ rows: { change }, run }: VisitContext): Doubt | null {
  if (change?.verdict === 'unjudged' && change.flippedTo === undefined)
    return { reason: change.reason, lookAgain: 'unjudged' };
  // Where changes are confirmed, a version that is taken over quietly is too: what comes after is compared with it.
  if (change?.verdict === 'unchanged' && change.accepts === true && run.config.changes.confirm)
    return { reason: change.reason, lookAgain: 'unjudged' };
  return null;
}

function doubtOfCurrency({ rows: { change, price } }: VisitContext): Doubt | null {
  // The offer's currency is exact; a sign in the text may be ambiguous, as "$" is.
  if (price?.verdict === 'none' && price.flippedTo !== undefined)
    return { reason: price.reason, lookAgain: lookForCurrency(price.flippedTo) };
  if (change?.verdict === 'unjudged' && change.flippedTo !== undefined)
    return { reason: change.reason, lookAgain: lookForCurrency(change.flippedTo) };
  return null;
}

export function lookTwice(visit: VisitContext, doubt: Doubt, reasons: readonly string[]): StoreRow {
  return outcomeRow(visit, {
    outcome: 'failed',
    reason: 'judgement-pending',
    why: [doubt.reason, 'looked at again before it counts', ...reasons],
    reopen: {
      visit: visit.rows.scrape.visit + 1,
      attempts: 0,
      dueAt: visit.run.now.getTime() + SECOND_LOOK_MS,
      countedAs: 'failed',
      lookAgain: doubt.lookAgain,
    },
  });
}
