// Filters of the lists of pages in memory, as the database applies them.
import type { Page } from '../../../domain/page/page.ts';
import type { PageFilter, PricedPageQuery } from '../../../domain/page/page-store.ts';

export function isListed(page: Page, filter: PageFilter): boolean {
  const { states, pageTypes, changedSince, text, absentField } = filter;
  const { baseline } = page;
  return (
    (states === undefined || states.includes(page.state)) &&
    (pageTypes === undefined || pageTypes.includes(baseline?.pageType ?? '')) &&
    (changedSince === undefined || (page.lastChangedAt ?? EARLIEST) >= changedSince) &&
    (absentField === undefined ||
      (baseline?.fields ?? []).some(({ name, value }) => name === absentField && value === null)) &&
    hasText(page, text)
  );
}

export function isPriced(page: Page, { jobId, availability, text, before }: PricedPageQuery): boolean {
  const { price } = page;
  return (
    price !== undefined &&
    page.state === 'live' &&
    (jobId === undefined || page.jobId === jobId) &&
    (availability === undefined || availability.includes(price.availability)) &&
    hasText(page, text) &&
    (before === undefined || isBefore({ at: price.at, id: page._id }, before))
  );
}

const EARLIEST = new Date(0);

function hasText({ url, baseline }: Page, text: string | undefined): boolean {
  const part = text?.toLowerCase() ?? '';
  return url.toLowerCase().includes(part) || (baseline?.title ?? '').toLowerCase().includes(part);
}

interface Place {
  readonly at: Date;
  readonly id: string;
}

export function isBefore(one: Place, other: Place): boolean {
  const [a, b] = [one.at.getTime(), other.at.getTime()];
  return a < b || (a === b && one.id < other.id);
}

/** Latest first. */
export function byPlaceDown(a: Place, b: Place): number {
  if (isBefore(a, b)) return 1;
  return isBefore(b, a) ? -1 : 0;
}
