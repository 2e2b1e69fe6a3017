// One page of the list of a job's pages, by id or by the time of their last change or look.
import type { Page } from '../../../domain/page/page.ts';
import type { PageFilter } from '../../../domain/page/page-store.ts';
import { decodeTimedCursor, encodeTimedCursor } from '../../http/cursor.ts';
import type { ApiPorts } from '../../ports.ts';
import { listAfter } from '../list-after.ts';
import { given } from '../../../domain/system/given.ts';

export interface PageListing {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly state?: PageFilter['states'] | undefined;
  readonly pageType?: readonly string[] | undefined;
  readonly changedSince?: string | undefined;
  readonly missing?: string | undefined;
  readonly q?: string | undefined;
  readonly sort: 'id' | '-lastChanged' | '-lastChecked';
}

interface PageSlice {
  readonly rows: Page[];
  readonly nextCursor: string | null;
}

export async function listPages(
  ports: Pick<ApiPorts, 'pages' | 'hasher'>,
  jobId: string,
  listing: PageListing,
): Promise<PageSlice> {
  const { limit, cursor, sort, ...wanted } = listing;
  const name = `pages ${jobId} ${sort} ${JSON.stringify(wanted)}`;
  const filter = toFilter(listing);
  if (sort !== 'id') return listLatest(ports, jobId, { name, filter, listing });
  return listAfter(ports, {
    name,
    limit,
    cursor,
    read: (after, count) => ports.pages.list(jobId, { ...filter, after, limit: count }),
  });
}

function toFilter({ state, pageType, changedSince, missing, q }: PageListing): PageFilter {
  return {
    ...given({ states: state, pageTypes: pageType }),
    ...(changedSince === undefined ? {} : { changedSince: new Date(changedSince) }),
    ...given({ absentField: missing, text: q }),
  };
}

async function listLatest(
  { pages, hasher }: Pick<ApiPorts, 'pages' | 'hasher'>,
  jobId: string,
  { name, filter, listing }: { name: string; filter: PageFilter; listing: PageListing },
): Promise<PageSlice> {
  const { limit, cursor, sort } = listing;
  const by = sort === '-lastChanged' ? 'lastChangedAt' : 'lastCheckedAt';
  const place = { place: name, hasher };
  const before = decodeTimedCursor(place, cursor);
  const begin = before === null ? {} : { before };
  const found = await pages.latest(jobId, { ...filter, ...begin, by, limit: limit + 1 });
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const lastAt = last?.[by];
  const isMore = found.length > limit && last !== undefined && lastAt !== undefined;
  return { rows, nextCursor: isMore ? encodeTimedCursor(place, { at: lastAt, id: last._id }) : null };
}
