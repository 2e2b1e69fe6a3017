// The price point of a visit: written for the first price seen and for each that differs from the last.
import type { PricePoint } from '../../page/page.ts';
import { pricePointId } from '../../page/price-point-id.ts';
import { variantPoint } from '../../price/variant-offer.ts';
import type { VisitContext } from './visit-context.ts';

export function pricePointOf(visit: VisitContext): PricePoint | null {
  const { run, rows, pageId, order, page } = visit;
  const { price, parse, scrape } = rows;
  if (price === null || price.verdict === 'none' || price.verdict === 'same') return null;
  const { offer } = price;
  const name =
    parse?.kind === 'parsed' ? (parse.product?.name ?? parse.title) : (page?.baseline?.title ?? '');
  return {
    _id: pricePointId(pageId, order),
    pageId,
    jobId: run.jobId,
    runId: run.runId,
    url: scrape.url,
    name,
    at: run.now,
    minor: offer.price.minor,
    currency: offer.price.currency,
    ...(offer.listPrice === undefined ? {} : { listMinor: offer.listPrice.minor }),
    ...variantPoint(offer),
    availability: offer.availability,
    changed: price.verdict === 'changed',
    ...(price.verdict === 'changed'
      ? {
          beforeMinor: price.before.minor,
          percent: price.percent,
          beforeAvailability: price.before.availability,
        }
      : {}),
    confidence: offer.confidence,
    source: offer.evidence.source,
    raw: offer.evidence.raw,
  };
}
