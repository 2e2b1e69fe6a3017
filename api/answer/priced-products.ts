// Priced pages over all jobs with their figures, the one whose price moved last first.
import type { Page, PricePoint } from '../../domain/page/page.ts';
import { isSoldOut } from '../../domain/reading/words/sold-out.ts';
import { decodeTimedCursor, encodeTimedCursor, type TimedPlace } from '../http/cursor.ts';
import type { ApiPorts } from '../ports.ts';
import type { ProductView } from '../schemas/price-series.ts';
import { toProductView } from '../views/product-view.ts';
import { readVisible } from '../query/visible-rows.ts';
import { given } from '../../domain/system/given.ts';

export interface ProductListing {
  readonly workspaceId: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly jobId?: string | undefined;
  readonly availability?: readonly string[] | undefined;
  readonly q?: string | undefined;
  readonly only: 'all' | 'deals';
}

type Ports = Pick<ApiPorts, 'pages' | 'history' | 'jobs' | 'hasher' | 'clock'>;

/** Points of a page that are read: decades of a price that moves monthly, or a year of one that moves daily. */
const POINTS_OF_PAGE = 400;
/** Pages that are read for one answer, where most of them are no deals. */
const MAX_LOOKED = 600;

interface Priced {
  readonly _id: string;
  readonly jobId: string;
  readonly page: Page;
  readonly points: readonly PricePoint[];
}

export async function listProducts(
  ports: Ports,
  listing: ProductListing,
): Promise<{ items: ProductView[]; nextCursor: string | null }> {
  const { limit, cursor, workspaceId: _, ...wanted } = listing;
  const place = { place: `products ${JSON.stringify(wanted)}`, hasher: ports.hasher };
  let before = decodeTimedCursor(place, cursor);
  const items: ProductView[] = [];
  for (let looked = 0; looked < MAX_LOOKED; looked += limit) {
    const { rows, last } = await readPart(ports, listing, before);
    const shown = await Promise.all(rows.map((row) => viewOf(ports, row)));
    for (const [n, view] of shown.entries()) {
      if (view === null || (listing.only === 'deals' && !isDeal(view))) continue;
      items.push(view);
      const row = rows[n];
      const isEnd = last === null && n === rows.length - 1;
      if (items.length === limit && row !== undefined && !isEnd)
        return { items, nextCursor: encodeTimedCursor(place, placeOf(row.page)) };
    }
    if (last === null) return { items, nextCursor: null };
    before = placeOf(last.page);
  }
  return {
    items,
    nextCursor: before === null ? null : encodeTimedCursor(place, before),
  };
}

function placeOf({ price, _id }: Page): TimedPlace {
  return { at: price?.at ?? new Date(0), id: _id };
}

async function readPart(
  ports: Ports,
  { workspaceId, limit, jobId, availability, q }: ProductListing,
  begin: TimedPlace | null,
): Promise<{ rows: Priced[]; last: Priced | null }> {
  return readVisible(ports, { workspaceId, limit }, async (after: Priced | null, count) => {
    const before = after === null ? begin : placeOf(after.page);
    const pages = await ports.pages.priced({
      limit: count,
      ...given({ jobId, availability, text: q, before: before ?? undefined }),
    });
    return pages.map((page) => ({ _id: page._id, jobId: page.jobId, page, points: [] }));
  });
}

async function viewOf(ports: Ports, { page }: Priced): Promise<ProductView | null> {
  const [points, job] = await Promise.all([
    ports.history.prices({ pageId: page._id, limit: POINTS_OF_PAGE }),
    ports.jobs.get(page.jobId),
  ]);
  return toProductView({ page, points, jobName: job?.name ?? '' }, ports.clock.now());
}

/** What can not be bought is no deal, whatever it costs. */
function isDeal({ isLow30Days, isAllTimeLow, level, availability }: ProductView): boolean {
  if (isSoldOut(availability)) return false;
  return isLow30Days || isAllTimeLow || level.level === 'low';
}
