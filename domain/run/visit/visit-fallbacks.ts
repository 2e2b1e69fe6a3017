// Which fallbacks a visit took. Where nothing new was read, the stored version tells which selectors had found its fields.
import { refusedCallWords } from '../../web/fetch/page-calls.ts';
import { sourceWords } from '../../reading/page/value-source.ts';
import type { PageBaseline } from '../../page/page.ts';
import type { FieldValue } from '../../reading/page/parsed-page.ts';
import type { TakenFallback } from '../fallback/fallback.ts';
import { REASONS, type ReasonCode } from '../outcome.ts';
import { type RenderWish, missingBefore, renderModeOf } from '../render/render-wish.ts';
import { roleOf } from '../../config/selector/field-role.ts';
import type { StoreRow } from '../stage/stage-row.ts';
import type { VisitContext } from './visit-context.ts';

type Ending = Pick<StoreRow, 'outcome' | 'reason' | 'reopen'>;

export function visitFallbacks(visit: VisitContext, ending: Ending): TakenFallback[] {
  const { outcome } = ending;
  const { result } = visit.rows.scrape;
  if (outcome === 'failed') return [...storedVersion(visit, ending), ...refusedCalls(visit, ending)];
  if (outcome !== 'stored' && outcome !== 'unchanged') return refusedCalls(visit, ending);
  if (result !== 'fetched' && result !== 'not-modified') return [];
  return [
    ...otherSelector(visit),
    ...pageData(visit),
    ...laterAttempt(visit),
    ...rendered(visit),
    ...refusedCalls(visit, ending),
    ...wholePage(visit),
    ...lostVersion(visit),
  ];
}

/** A visit that comes again has not ended: its next look tells. */
function storedVersion({ page }: VisitContext, { reason, reopen }: Ending): TakenFallback[] {
  if (reopen !== undefined || page?.state !== 'live' || page.baseline === undefined) return [];
  const detail = `${meaningOf(reason)} The version of ${dayOf(page.baseline)} stays.`;
  return [{ kind: 'stored-version', detail }];
}

function meaningOf(reason: ReasonCode): string {
  return REASONS[reason].means;
}

function dayOf({ at }: PageBaseline): string {
  return at.toISOString().slice(0, 10);
}

function fieldsOf({ rows, page }: VisitContext): readonly FieldValue[] {
  return (rows.parse?.kind === 'parsed' ? rows.parse : page?.baseline)?.fields ?? [];
}

function otherSelector(visit: VisitContext): TakenFallback[] {
  const healed = fieldsOf(visit).filter(({ healed: isHealed }) => isHealed === true);
  if (healed.length === 0) return [];
  const named = healed.map(({ name, locator }) => `${name} by “${locator}”`);
  return [{ kind: 'other-selector', detail: `Its first selector found nothing: ${named.join(', ')}.` }];
}

/** A field without a selector was not looked for. */
function pageData(visit: VisitContext): TakenFallback[] {
  const { fields } = visit.run.config;
  const looked = new Set(fields.filter(({ locators }) => locators.length > 0).map(({ name }) => name));
  const told = fieldsOf(visit)
    .filter(({ name, value }) => value === null && looked.has(name))
    .flatMap(({ name }) => {
      const from = toldBy(visit, roleOf(name));
      return from === null ? [] : [`${name} from ${from}`];
    });
  if (told.length === 0) return [];
  return [{ kind: 'page-data', detail: `No selector of the job found it: ${told.join(', ')}.` }];
}

const EARLIER_DATA = 'what the page told of itself when it was read';

/** Where the price or stock came from in place of the field; null: neither is known. */
function toldBy({ rows, page }: VisitContext, role: ReturnType<typeof roleOf>): string | null {
  const { parse, price } = rows;
  if (parse?.kind !== 'parsed') {
    const isKnown = role === 'price' || role === 'availability';
    return isKnown && page?.price !== undefined ? EARLIER_DATA : null;
  }
  if (role === 'price')
    return price === null || price.verdict === 'none' ? null : sourceWords(price.offer.evidence.source);
  if (role !== 'availability') return null;
  const { availability = 'unknown', availabilitySource } = parse.product ?? {};
  return availability === 'unknown' || availabilitySource === undefined
    ? null
    : sourceWords(availabilitySource);
}

function laterAttempt({ rows }: VisitContext): TakenFallback[] {
  const { attempts } = rows.scrape;
  if (attempts === 0) return [];
  const before = attempts === 1 ? 'One attempt' : `${attempts} attempts`;
  return [{ kind: 'later-attempt', detail: `${before} before it brought nothing.` }];
}

/** A job that has all its pages rendered means it so. */
function rendered({ run, rows: { scrape } }: VisitContext): TakenFallback[] {
  if (scrape.rendered !== true || renderModeOf(run.config) !== 'auto') return [];
  return [{ kind: 'rendered', detail: renderedWhy(scrape.render) }];
}

function renderedWhy(render: RenderWish | undefined): string {
  if (render === 'needs-javascript') return 'What was sent held hardly any text, only scripts.';
  if (missingBefore(render) !== null) return 'What was sent lacked what the job takes from it.';
  if (render === 'host-needs') return 'All pages of its host needed a browser so far.';
  if (render === 'rendered-before') return 'What was sent was not what a browser showed before.';
  return 'An earlier look needed a browser.';
}

/** Told of the look that ended the visit. */
function refusedCalls({ rows: { scrape } }: VisitContext, { outcome, reopen }: Ending): TakenFallback[] {
  const told = refusedCallWords(scrape.calls);
  if (told.length === 0 || outcome === 'deferred' || (outcome === 'failed' && reopen !== undefined))
    return [];
  return [{ kind: 'refused-calls', detail: `${told.join('; ')}.` }];
}

/** Second looks are without conditions always, and what is not known yet has none. */
function wholePage({ run, rows: { scrape }, page }: VisitContext): TakenFallback[] {
  const { baseline, state, pendingChange } = page ?? {};
  if (baseline === undefined || state !== 'live' || pendingChange !== undefined) return [];
  if (scrape.visit > 1 || scrape.result !== 'fetched' || baseline.extractionVersion === run.extractionVersion)
    return [];
  if (baseline.etag === undefined && baseline.lastModified === undefined) return [];
  const detail = `It was read by other rules on ${dayOf(baseline)}: fields, filters or Webloom itself have changed since.`;
  return [{ kind: 'whole-page', detail }];
}

function lostVersion({ rows: { parse }, page }: VisitContext): TakenFallback[] {
  if (parse?.kind !== 'parsed' || parse.isBaselineLost !== true || page?.baseline === undefined) return [];
  const detail = `The body of the version of ${dayOf(page.baseline)} is gone, so what the page shows now was taken over quietly.`;
  return [{ kind: 'lost-version', detail }];
}
