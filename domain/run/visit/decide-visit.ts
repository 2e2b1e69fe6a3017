// Decides how one visit ends and what is written for it. It is pure, so the outcome file can be made before
// anything is stored, and replayed as often as needed.
import type { ChangeVerdict, Unchanged } from '../../change/change.ts';
import { placeText } from '../../config/place-text.ts';
import { comparesPictures } from '../../change/picture/picture-rules.ts';
import { WITHHOLDING_STEPS } from '../../change/step.ts';
import type { ReasonCode } from '../outcome.ts';
import type { JudgedRule } from '../../price/rule/judge-rules.ts';
import type { ParsedRow, StoreRow } from '../stage/stage-row.ts';
import { decideAccepted, decideChanged } from './decide-content.ts';
import { decideFirst } from './decide-first.ts';
import { decideGone } from './decide-gone.ts';
import { decideUnchanged } from './decide-unchanged.ts';
import { doubtOf, lookTwice } from './decide-doubtful.ts';
import { type WantedLook, wantedLook } from '../render/wanted-look.ts';
import { decideNoiseLook } from './noise-sample.ts';
import { outcomeRow } from './outcome-row.ts';
import { seeAgain } from './see-again.ts';
import { firedRules, watchesPriceOnly } from './price-rules.ts';
import { failurePictureOf, renderedOf } from './baseline.ts';
import type { VisitContext } from './visit-context.ts';
import { given } from '../../system/given.ts';
import { counted } from '../../system/counted.ts';

export function decideVisit(visit: VisitContext): StoreRow {
  const { scrape } = visit.rows;
  if (scrape.lookAgain === 'noise' && scrape.result !== 'deferred') return decideNoiseLook(visit);
  switch (scrape.result) {
    case 'deferred':
      return decideDeferred(visit);
    case 'failed':
      return outcomeRow(visit, {
        outcome: 'failed',
        reason: scrape.reason ?? 'http-error',
        why: [scrape.detail ?? ''],
        ...failurePictureOf(visit),
      });
    case 'skipped':
      return decideSkipped(visit);
    case 'gone':
      return decideGone(visit);
    case 'not-modified':
      return decideUnchanged(visit, 'not-modified', 'the site answered 304');
    case 'fetched':
      return decideFetched(visit);
  }
}

function decideDeferred(visit: VisitContext): StoreRow {
  const { scrape } = visit.rows;
  return outcomeRow(visit, {
    outcome: 'deferred',
    reason: scrape.reason ?? 'host-wait',
    why: [scrape.detail ?? 'handed back, planned again'],
    reopen: sameVisitAgain(visit, scrape.attempts, scrape.dueAt),
  });
}

/** The page is asked for again: nothing was read, so nothing is known of it. Each time counts as an attempt. */
function decideLost(visit: VisitContext, detail: string): StoreRow {
  const attempts = visit.rows.scrape.attempts + 1;
  if (attempts >= visit.run.config.fetch.maxAttempts)
    return outcomeRow(visit, {
      outcome: 'failed',
      reason: 'parse-failed',
      why: [`${detail}, after ${counted(attempts, 'attempt')}`],
    });
  const reopen = sameVisitAgain(visit, attempts);
  return outcomeRow(visit, { outcome: 'deferred', reason: 'body-lost', why: [detail], reopen });
}

function wantedNext({ run, rows, page }: VisitContext, parse: ParsedRow): WantedLook | null {
  const { scrape, classify } = rows;
  return wantedLook({
    config: run.config,
    parse,
    pageClass: classify,
    isRendered: scrape.rendered === true,
    render: scrape.render,
    baseline: page?.baseline,
  });
}

/** The look that came is no attempt: it brought what it could. */
function decideWanted(visit: VisitContext, { wish, reason, why }: WantedLook): StoreRow {
  const reopen = { ...sameVisitAgain(visit, visit.rows.scrape.attempts), render: wish };
  return outcomeRow(visit, { outcome: 'deferred', reason, why: [why], reopen });
}

function sameVisitAgain(
  { run, rows }: VisitContext,
  attempts: number,
  dueAt = run.now.getTime(),
): NonNullable<StoreRow['reopen']> {
  const { visit, countedAs, lookAgain } = rows.scrape;
  return {
    visit,
    attempts,
    dueAt,
    ...given({ countedAs, lookAgain }),
  };
}

function decideSkipped(visit: VisitContext): StoreRow {
  const { scrape } = visit.rows;
  const row = outcomeRow(visit, {
    outcome: 'skipped',
    reason: scrape.reason ?? 'out-of-scope',
    why: [scrape.detail ?? ''],
  });
  const leads = scrape.reason === 'duplicate' && scrape.finalUrl !== undefined;
  return leads ? { ...row, leadsTo: scrape.finalUrl } : row;
}

function decideFetched(visit: VisitContext): StoreRow {
  const { parse, change, classify } = visit.rows;
  if (parse === null || change === null) return decideUnread(visit, parse);
  if (parse.kind !== 'parsed') return decideSameBytes(visit);
  const wanted = wantedNext(visit, parse);
  if (wanted !== null) return decideWanted(visit, wanted);
  const reasons = (classify?.reasons ?? []).slice(0, 3);
  const doubt = doubtOf(visit);
  if (doubt !== null) return lookTwice(visit, doubt, reasons);
  if (visit.isUnsure === true && change.verdict === 'changed')
    return { ...seeAgain(visit, parse, change.change.summary), step: change.step };
  return { ...decideJudged(visit, parse, change, reasons), step: change.step };
}

function decideSameBytes(visit: VisitContext): StoreRow {
  return decideUnchanged(visit, 'same-bytes', 'the bytes are the stored ones');
}

function decideUnread(visit: VisitContext, parse: VisitContext['rows']['parse']): StoreRow {
  if (parse?.kind === 'same') return decideSameBytes(visit);
  if (parse?.kind !== 'failed')
    return outcomeRow(visit, { outcome: 'failed', reason: 'parse-failed', why: ['nothing was read'] });
  const { reason, detail } = parse;
  if (reason === 'body-lost') return decideLost(visit, detail);
  return outcomeRow(visit, { outcome: 'failed', reason, why: [detail] });
}

function decideJudged(
  visit: VisitContext,
  parse: ParsedRow,
  change: ChangeVerdict,
  reasons: readonly string[],
): StoreRow {
  const { classify } = visit.rows;
  switch (change.verdict) {
    case 'unjudged':
      return outcomeRow(visit, {
        outcome: 'failed',
        reason: unjudgedReason(change.step, classify?.subtype === 'empty'),
        why: [whyUnjudged(visit, parse, change), ...reasons],
      });
    case 'first':
      return decideFirst(visit, parse);
    case 'changed':
    case 'unchanged':
      if (change.verdict === 'changed' && isOtherwiseMade(visit))
        return decideAccepted(visit, parse, OTHERWISE_MADE);
      return watchesPriceOnly(visit)
        ? decidePrice(visit, parse, change)
        : decideContent(visit, parse, change);
  }
}

const OTHERWISE_MADE =
  'the two versions came about in different ways, by a browser or without one, or waited for something else, or robots.txt now keeps other calls from being made, so what differs is not told';

function isOtherwiseMade(visit: VisitContext): boolean {
  const { baseline } = visit.page ?? {};
  if (baseline === undefined) return false;
  const before = baseline.rendered;
  const now = renderedOf(visit);
  if ((before === undefined) !== (now === undefined)) return true;
  return before?.how !== now?.how || before?.without !== now?.without;
}

type Unjudged = Extract<ChangeVerdict, { verdict: 'unjudged' }>;

/** A part that is lost is named: who reads this has to find the selector that finds nothing. */
function whyUnjudged({ run }: VisitContext, { lostPart }: ParsedRow, { step, reason }: Unjudged): string {
  const { scope, picture } = run.config.changes;
  const places = (picture?.include ?? []).map(placeText);
  if (step === 'part' && places.length > 0) return `${reason}: nothing matches ${places.join(' or ')}`;
  const include = scope?.include ?? [];
  return lostPart === true && include.length > 0
    ? `${reason}: nothing matches ${include.join(' or ')}`
    : reason;
}

type Compared = Extract<ChangeVerdict, { verdict: 'changed' | 'unchanged' }>;

function decideContent(visit: VisitContext, parsed: ParsedRow, change: Compared): StoreRow {
  if (change.verdict === 'changed') return decideChanged(visit, parsed, change);
  // The readable text is the same or not to be told, but the markup shows another price, or a price rule fires.
  const { price } = visit.rows;
  if (price?.verdict === 'changed' && !comparesPictures(visit.run.config.changes))
    return decideChanged(visit, parsed, { change: null, reason: price.reason });
  const fired = firedRules(visit);
  if (fired.length > 0) return decideChanged(visit, parsed, { change: null, reason: reasonsOf(fired) });
  if (change.accepts === true) return decideAccepted(visit, parsed, change.reason);
  return decideUnchanged(visit, quietReason(change.step), change.reason);
}

/** The job is told price and stock alone: what else differs on the page is kept quiet. */
function decidePrice(visit: VisitContext, parsed: ParsedRow, change: Compared): StoreRow {
  const fired = firedRules(visit);
  if (fired.length > 0) return decideChanged(visit, parsed, { change: null, reason: reasonsOf(fired) });
  const { price } = visit.rows;
  if (price?.verdict === 'changed')
    return decideUnchanged(visit, 'held-back', `${price.reason}; no price rule fired`);
  if (change.verdict === 'unchanged') return decideUnchanged(visit, quietReason(change.step), change.reason);
  return decideUnchanged(visit, 'held-back', `${change.reason}; only price and stock are told`);
}

function reasonsOf(fired: readonly JudgedRule[]): string {
  return fired.map(({ reason }) => reason).join('; ');
}

function unjudgedReason(step: Unchanged['step'], isEmpty: boolean): ReasonCode {
  if (step === 'part') return 'part-lost';
  if (step === 'picture') return 'no-picture';
  return isEmpty ? 'empty' : 'unjudged';
}

function quietReason(step: Unchanged['step']): ReasonCode {
  if (step === 'noise') return 'noise-only';
  if (step === 'picture') return 'same-picture';
  return WITHHOLDING_STEPS.has(step) ? 'held-back' : 'same-text';
}
