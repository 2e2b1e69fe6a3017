// Filters of the lists of pages, in the part of MongoDB's language that every store here knows.
import type { Document } from 'mongodb';
import type { PageFilter, PricedPageQuery } from '../../../domain/page/page-store.ts';
import { given } from '../../../domain/system/given.ts';

/** Sets only what the list asks for. */
export function pageFilter({ states, pageTypes, changedSince, text, absentField }: PageFilter): Document {
  return {
    ...(states && { state: { $in: [...states] } }),
    ...(pageTypes && { 'baseline.pageType': { $in: [...pageTypes] } }),
    ...(changedSince && { lastChangedAt: { $gte: changedSince } }),
    ...(absentField !== undefined && {
      'baseline.fields': { $elemMatch: { name: absentField, value: null } },
    }),
    ...textFilter(text),
  };
}

export function pricedFilter({ jobId, availability, text, before }: PricedPageQuery): Document {
  const bound = before === undefined ? { $gt: BEGINNING } : { $gt: BEGINNING, $lte: before.at };
  return {
    ...given({ jobId }),
    state: 'live',
    'price.at': bound,
    ...(availability && { 'price.availability': { $in: [...availability] } }),
    $and: [
      textFilter(text),
      before === undefined ? {} : { $or: [{ 'price.at': { $lt: before.at } }, { _id: { $lt: before.id } }] },
    ],
  };
}

/** A bound on the time itself is what lets the sparse index serve the list. */
const BEGINNING = new Date(0);

/** The text as it is written: nothing in it is a pattern. */
function textFilter(text: string | undefined): Document {
  if (text === undefined) return {};
  const part = { $regex: text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`), $options: 'i' };
  return { $or: [{ url: part }, { 'baseline.title': part }] };
}
