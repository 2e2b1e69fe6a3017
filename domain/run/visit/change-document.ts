// The change documents of a visit: a page that was added, changed, or is back, with the price rules that fired.
import type { PageChange } from '../../change/change.ts';
import type { ChangeStep } from '../../change/step.ts';
import { changeId } from '../../page/change-id.ts';
import type { Change } from '../../page/page.ts';
import type { PriceVerdict } from '../../price/price.ts';
import type { JudgedRule } from '../../price/rule/judge-rules.ts';
import type { ParsedRow } from '../stage/stage-row.ts';
import { snapshotOf } from './baseline.ts';
import { firedRules, namedRules } from './price-rules.ts';
import type { VisitContext } from './visit-context.ts';
import { capital } from '../../system/capital.ts';
import { given } from '../../system/given.ts';

export interface SeenChange {
  /** Null when only price, stock or a price rule tell something. */
  readonly change: PageChange | null;
  readonly reason: string;
  readonly step?: ChangeStep;
}

type Common = 'kind' | 'severity' | 'summary' | 'detail' | 'reason';

function documentOf(visit: VisitContext, title: string, told: Pick<Change, Common>): Change {
  const { page, pageId, run, rows } = visit;
  return {
    _id: changeId(pageId, (page?.v ?? 0) + 1),
    pageId,
    jobId: run.jobId,
    runId: run.runId,
    url: rows.scrape.url,
    title,
    at: run.now,
    state: 'confirmed',
    ...told,
  };
}

export function changeDocument(visit: VisitContext, parsed: ParsedRow, seen: SeenChange): Change {
  const { page, rows } = visit;
  const isPicture = seen.change?.kind === 'picture';
  const moved = rows.price?.verdict === 'changed' && !isPicture ? rows.price : null;
  const fired = firedRules(visit);
  const told = moved === null ? toldAsSeen(visit, seen) : toldOfMove(moved, seen);
  return {
    ...documentOf(visit, parsed.title, { ...told, reason: seen.reason }),
    ...given({ fromSnapshot: page?.baseline?.snapshotId }),
    toSnapshot: snapshotOf(visit, parsed)._id,
    ...given({ step: seen.step }),
    ...(moved?.availabilityMoved === true ? { stockMoved: true } : {}),
    ...byRules(visit, fired, { kind: told.kind, text: moved?.reason ?? seen.change?.summary ?? '' }),
  };
}

type PriceMove = Extract<PriceVerdict, { verdict: 'changed' }>;
type Told = Pick<Change, 'kind' | 'severity' | 'summary' | 'detail'>;

/** As the difference of the texts is, or as the rules that fired tell it. */
function toldAsSeen(visit: VisitContext, { change, reason }: SeenChange): Told {
  const detail = change ?? priceOnly(reason, firedRules(visit).every(isAboutStock));
  const { severity, summary } = detail;
  return { kind: untracked(detail.kind, visit.rows.price?.verdict), severity, summary, detail };
}

/** People watch for prices, so a moved price gives the change its kind; the text blocks stay as evidence. */
function toldOfMove({ priceMoved, reason }: PriceMove, { change }: SeenChange): Told {
  return {
    kind: priceMoved ? 'price' : 'availability',
    severity: 'major',
    summary: sentence(reason),
    detail: change ?? priceOnly(reason, !priceMoved),
  };
}

/** What the rules that fired make of a change: they give it its kind, and their reasons come first. */
function byRules(
  visit: VisitContext,
  fired: readonly JudgedRule[],
  { kind, text }: { readonly kind: Change['kind']; readonly text: string },
): Partial<Change> {
  if (fired.length === 0) return {};
  const named = namedRules(visit, fired);
  const reasons = fired.map(({ name, reason }) =>
    named.rules === undefined ? reason : `${name}: ${reason}`,
  );
  // Without rules of its own the job is told what happened to the price, and that says the same.
  const parts = named.rules === undefined && text !== '' ? [text] : [...reasons, unsaid(text, reasons)];
  const isStock = fired.every(isAboutStock) && kind !== 'price';
  return {
    kind: isStock ? 'availability' : 'price',
    severity: 'major',
    summary: sentence(parts.filter((part) => part !== '').join('; ')),
    ...named,
  };
}

/** The parts of a text about a price whose amounts no reason names. */
function unsaid(text: string, reasons: readonly string[]): string {
  const isSaid = (part: string): boolean => {
    const amounts = /from .+$/.exec(part)?.[0];
    return amounts !== undefined && reasons.some((reason) => reason.includes(amounts));
  };
  return text
    .split('; ')
    .filter((part) => !isSaid(part))
    .join('; ');
}

function isAboutStock({ about }: JudgedRule): boolean {
  return about === 'availability';
}

/**
 * `added` and `removed` are kinds for whole pages; a block that came or went is a change of text. So is
 * another price on a page whose own price is known and stayed the same.
 */
function untracked(kind: Change['kind'], verdict: string | undefined): Change['kind'] {
  if (kind === 'added' || kind === 'removed') return 'text';
  return kind === 'price' && verdict === 'same' ? 'text' : kind;
}

function priceOnly(reason: string, isOnlyStock: boolean): PageChange {
  const kind = isOnlyStock ? 'availability' : 'price';
  return { kind, severity: 'major', summary: sentence(reason), blocks: [], fields: [] };
}

function sentence(text: string): string {
  return `${capital(text)}${text.endsWith('.') ? '' : '.'}`;
}

/** The change of a page that is seen for the first time; null if there is nothing to tell about it. */
export function firstChange(visit: VisitContext, parsed: ParsedRow, isAdded: boolean): Change | null {
  const fired = firedRules(visit);
  if (!isAdded && fired.length === 0) return null;
  const title = parsed.title === '' ? visit.rows.scrape.url : `“${parsed.title}”`;
  const summary = isAdded ? `New page: ${title}.` : '';
  const reasons = fired.map(({ reason }) => reason).join('; ');
  const detail: PageChange = isAdded
    ? { kind: 'added', severity: 'notable', summary, blocks: [], fields: [] }
    : priceOnly(reasons, fired.every(isAboutStock));
  const reason = isAdded ? 'not known to any earlier run of the job' : 'so at the first look at this page';
  const { kind, severity } = detail;
  return {
    ...documentOf(visit, parsed.title, { kind, severity, summary, detail, reason }),
    toSnapshot: snapshotOf(visit, parsed)._id,
    ...byRules(visit, fired, { kind: 'added', text: summary }),
  };
}

/** The change of a removed page that is back. */
export function returnedChange(visit: VisitContext): Change {
  const { page, rows } = visit;
  const title = page?.baseline?.title ?? '';
  const summary = `The page ${title === '' ? rows.scrape.url : `“${title}”`} is back.`;
  const detail: PageChange = { kind: 'added', severity: 'notable', summary, blocks: [], fields: [] };
  const told = { kind: 'added', severity: 'notable', summary, detail } as const;
  return {
    ...documentOf(visit, title, { ...told, reason: 'it had been recorded as removed' }),
    ...(page?.baseline === undefined ? {} : { toSnapshot: page.baseline.snapshotId }),
    ...byRules(visit, firedRules(visit), { kind: 'added', text: summary }),
  };
}
