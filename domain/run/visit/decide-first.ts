// Decides the first look at a page: it becomes the baseline. It is told where an earlier run of the job has completed,
// or where a price rule fires at once; if the job asks for confirmation, a rule waits for a second look.
import type { Change } from '../../page/page.ts';
import type { ParsedRow, StoreRow } from '../stage/stage-row.ts';
import { firstChange } from './change-document.ts';
import { pendingMark, pricesOf, secondLook, stored } from './decide-content.ts';
import { outcomeRow } from './outcome-row.ts';
import { firedRules } from './price-rules.ts';
import type { VisitContext } from './visit-context.ts';

export function decideFirst(visit: VisitContext, parsed: ParsedRow): StoreRow {
  const { run, page } = visit;
  const isAdded = run.tellAdded && page === undefined;
  const change = firstChange(visit, parsed, isAdded);
  if (change !== null && run.config.changes.confirm && firedRules(visit).length > 0)
    return waitForSecondLook(visit, parsed, change);
  const added = isAdded ? ': reported as added' : ': stored as baseline';
  return outcomeRow(visit, {
    outcome: 'stored',
    reason: 'first-visit',
    why: [
      `seen for the first time${isAdded ? ' since the job began' : ''}${added}`,
      ...(parsed.lostPart === true ? ['the watched part is not on it yet'] : []),
      ...besideKnown(visit),
    ],
    ...stored(visit, parsed, { changes: change === null ? [] : [change], prices: pricesOf(visit) }),
  });
}

/** What became of the text that another tool knew. */
function besideKnown({ page, rows: { change } }: VisitContext): string[] {
  return page?.known !== undefined && change?.verdict === 'first' ? [change.reason] : [];
}

/**
 * The page is stored, and the rules keep no state of it until the second look: if that sees something else, they are
 * judged as if it were the first.
 */
function waitForSecondLook(visit: VisitContext, parsed: ParsedRow, change: Change): StoreRow {
  const pending: Change = { ...change, state: 'pending' };
  const written = stored(visit, parsed, { changes: [pending], prices: pricesOf(visit) });
  const { priceRules = [], lastChangedAt: _, ...set } = written.write.set;
  const pendingChange = { ...pendingMark(visit, parsed, change._id), priceRules };
  return outcomeRow(visit, {
    outcome: 'stored',
    reason: 'first-visit',
    why: [change.summary, 'told only after a second look sees it too'],
    ...written,
    write: { ...written.write, set: { ...set, pendingChange } },
    reopen: secondLook(visit),
  });
}
