// Pages in memory, with the same guard of `v` and `order` as in the database.
import type { Page } from '../../../domain/page/page.ts';
import type { PageStore, PageTouch, PageValues, PageWrite } from '../../../domain/page/page-store.ts';
import { byId, DocumentTable, isWithin } from './document-table.ts';
import { byPlaceDown, isBefore, isListed, isPriced } from './page-filter.ts';

export function createPageStore(pages = new DocumentTable<Page>()): PageStore {
  return { ...reads(pages), ...writes(pages), ...outbox(pages) };
}

function reads(
  pages: DocumentTable<Page>,
): Pick<PageStore, 'getMany' | 'list' | 'latest' | 'values' | 'priced'> {
  const list: PageStore['list'] = async (jobId, { after, limit, ...filter }) => {
    const isWanted = isWithin(jobId, after);
    return pages.find((page) => isWanted(page) && isListed(page, filter), byId, limit);
  };
  return {
    async getMany(ids) {
      const found = ids.map((id) => pages.get(id)).filter((page) => page !== null);
      return new Map(found.map((page) => [page._id, page]));
    },
    list,
    async latest(jobId, { by, before, limit, ...filter }) {
      const placeOf = (page: Page) => ({ at: page[by] ?? new Date(0), id: page._id });
      const isWanted = (page: Page): boolean =>
        page.jobId === jobId &&
        page[by] !== undefined &&
        isListed(page, filter) &&
        (before === undefined || isBefore(placeOf(page), before));
      return pages.find(isWanted, (a, b) => byPlaceDown(placeOf(a), placeOf(b)), limit);
    },
    async values(jobId, query) {
      return (await list(jobId, query)).map(valuesOf);
    },
    async priced(query) {
      const placeOf = ({ _id, price }: Page) => ({ at: price?.at ?? new Date(0), id: _id });
      return pages.find(
        (page) => isPriced(page, query),
        (a, b) => byPlaceDown(placeOf(a), placeOf(b)),
        query.limit,
      );
    },
  };
}

function valuesOf({ _id, jobId, url, state, lastCheckedAt, baseline }: Page): PageValues {
  const kept = { _id, jobId, url, state, lastCheckedAt };
  if (baseline === undefined) return kept;
  const { title, pageType, fields } = baseline;
  return { ...kept, baseline: { title, pageType, fields } };
}

function writes(pages: DocumentTable<Page>): Pick<PageStore, 'touch' | 'write' | 'retire'> {
  return {
    async touch(touches) {
      return touches.filter((touch) => !touchOne(pages, touch)).map((touch) => touch.id);
    },
    async write(some) {
      return some.filter((write) => !writeOne(pages, write)).map((write) => write.id);
    },
    async retire(ids) {
      for (const id of ids) {
        pages.change(
          id,
          (page) => page.state !== 'retired',
          (page) => ({ ...page, state: 'retired', v: page.v + 1 }),
        );
      }
    },
  };
}

function outbox(pages: DocumentTable<Page>): Pick<PageStore, 'clearOutbox' | 'withOutbox'> {
  const waitingSince = (page: Page): number => page.outboxAt?.getTime() ?? Infinity;
  return {
    async clearOutbox(announced) {
      for (const { id, entryIds } of announced) {
        pages.change(
          id,
          () => true,
          (page) => withoutEntries(page, entryIds),
        );
      }
    },
    async withOutbox(before, limit) {
      return pages.find(
        (page) => waitingSince(page) < before.getTime(),
        (a, b) => waitingSince(a) - waitingSince(b),
        limit,
      );
    },
  };
}

function touchOne(pages: DocumentTable<Page>, touch: PageTouch): boolean {
  const { id, order, at, etag, lastModified } = touch;
  const validators = {
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
  };
  const touched = pages.change(id, isComparedTo(touch), (page) => ({
    ...page,
    order,
    v: page.v + 1,
    checks: page.checks + 1,
    lastCheckedAt: at,
    ...(page.baseline && { baseline: { ...page.baseline, ...validators } }),
  }));
  return touched !== null;
}

function writeOne(pages: DocumentTable<Page>, write: PageWrite): boolean {
  const { id, expectedV, order, set, unset = [] } = write;
  if (expectedV === 0) return pages.insert(parseNewPage({ ...set, _id: id, v: 1, order }));
  const written = pages.change(id, isComparedTo(write), (page) => {
    const next = { ...page, ...set, _id: id, v: page.v + 1, order };
    for (const name of unset) Reflect.deleteProperty(next, name);
    return next;
  });
  return written !== null;
}

function isComparedTo({ expectedV, order }: { expectedV: number; order: number }): (page: Page) => boolean {
  return (page) => page.v === expectedV && page.order < order;
}

function parseNewPage(page: Partial<Page>): Page {
  return page as Page;
}

function withoutEntries(page: Page, entryIds: readonly string[]): Page {
  const left = page.outbox.filter((entry) => !entryIds.includes(entry.id));
  const { outboxAt, ...rest } = page;
  return { ...rest, outbox: left, ...(left.length > 0 && outboxAt !== undefined && { outboxAt }) };
}
