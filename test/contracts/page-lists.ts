// What the lists of a PageStore promise: filters, order by time, values alone, priced pages over all jobs.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '../../domain/page/page.ts';
import type {
  LatestPageQuery,
  PageFilter,
  PageStore,
  PricedPageQuery,
} from '../../domain/page/page-store.ts';
import { minutesLater, samplePage } from './sample-documents.ts';

const { baseline: SAMPLE } = samplePage('job', 'a');

function page(key: string, minutes: number, more: Partial<Page> = {}): Page {
  return samplePage('lists', key, {
    lastCheckedAt: minutesLater(minutes),
    lastChangedAt: minutesLater(minutes),
    ...more,
  });
}

function baseline(more: Partial<NonNullable<Page['baseline']>>): Pick<Page, 'baseline'> {
  return SAMPLE === undefined ? {} : { baseline: { ...SAMPLE, ...more } };
}

function price(minutes: number, availability: 'InStock' | 'OutOfStock' = 'InStock'): Pick<Page, 'price'> {
  return { price: { minor: 999, currency: 'EUR', availability, at: minutesLater(minutes) } };
}

const NO_PRICE = {
  name: 'price',
  value: null,
  raw: '',
  source: 'selector',
  locator: '',
  confidence: 0,
} as const;

export function describePageLists(name: string, create: () => Promise<PageStore>): void {
  describe(`lists of pages on ${name}`, () => {
    let pages: PageStore;
    beforeAll(async () => {
      pages = await create();
      const { lastChangedAt: _, ...never } = page('e', 9);
      const all = [
        page('a', 1, { ...baseline({ title: 'A (large) Kettle' }), ...price(5) }),
        page('b', 3, { ...baseline({ pageType: 'article', title: 'News' }), ...price(7, 'OutOfStock') }),
        page('c', 3, { ...baseline({ fields: [NO_PRICE] }), ...price(5), state: 'removed' }),
        page('d', 2, { ...baseline({ fields: [{ ...NO_PRICE, name: 'title' }] }), ...price(5) }),
        never,
        samplePage('lists2', 'a', { lastChangedAt: minutesLater(99), ...price(99) }),
      ];
      await pages.write(all.map(({ v: _v, ...set }) => ({ id: set._id, expectedV: 0, order: 11, set })));
    });

    const short = (found: readonly { _id: string }[]): string[] => found.map(({ _id }) => _id);
    const listed = async (filter: PageFilter): Promise<string[]> =>
      short(await pages.list('lists', { ...filter, after: null, limit: 9 }));

    it('filters by state, type, change, text and a field without a value', async () => {
      expect(await listed({ states: ['removed'] })).toEqual(['lists:c']);
      expect(await listed({ pageTypes: ['article'] })).toEqual(['lists:b']);
      expect(await listed({ changedSince: minutesLater(3) })).toEqual(['lists:b', 'lists:c']);
      expect(await listed({ text: '(LARGE) k' })).toEqual(['lists:a']);
      expect(await listed({ text: 'shop.test/d' })).toEqual(['lists:d']);
      expect(await listed({ text: '.*' })).toEqual([]);
      expect(await listed({ absentField: 'price' })).toEqual(['lists:c']);
      expect(await listed({ absentField: 'price', states: ['live'] })).toEqual([]);
    });

    it('lists pages in the order of their last change or look, and goes on at a place', async () => {
      const latest = async (query: Omit<LatestPageQuery, 'limit'>, limit = 9): Promise<string[]> =>
        short(await pages.latest('lists', { ...query, limit }));
      expect(await latest({ by: 'lastChangedAt' })).toEqual(['lists:c', 'lists:b', 'lists:d', 'lists:a']);
      expect(await latest({ by: 'lastCheckedAt' }, 3)).toEqual(['lists:e', 'lists:c', 'lists:b']);
      const before = { at: minutesLater(3), id: 'lists:c' };
      expect(await latest({ by: 'lastChangedAt', before }, 2)).toEqual(['lists:b', 'lists:d']);
      expect(await latest({ by: 'lastChangedAt', before, states: ['live'], text: 'kettle' })).toEqual([
        'lists:d',
        'lists:a',
      ]);
    });

    it('reads the values of pages without the rest', async () => {
      const [first] = await pages.values('lists', { after: 'lists:a', limit: 1 });
      expect(first).toEqual({
        _id: 'lists:b',
        jobId: 'lists',
        url: 'http://shop.test/b',
        state: 'live',
        lastCheckedAt: minutesLater(3),
        baseline: { title: 'News', pageType: 'article', fields: SAMPLE?.fields },
      });
    });

    it('lists live pages with a price over all jobs, the one that moved last first', async () => {
      const priced = async (query: Omit<PricedPageQuery, 'limit'>, limit = 9): Promise<string[]> =>
        short(await pages.priced({ ...query, limit }));
      expect(await priced({})).toEqual(['lists2:a', 'lists:b', 'lists:d', 'lists:a']);
      expect(await priced({ jobId: 'lists' }, 2)).toEqual(['lists:b', 'lists:d']);
      expect(await priced({ before: { at: minutesLater(5), id: 'lists:d' } })).toEqual(['lists:a']);
      expect(await priced({ availability: ['OutOfStock'] })).toEqual(['lists:b']);
      expect(await priced({ text: 'large', before: { at: minutesLater(9), id: 'x' } })).toEqual(['lists:a']);
    });
  });
}
