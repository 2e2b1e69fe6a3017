// Price histories for charts, over HTTP.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Job } from '../../domain/job/job.ts';
import type { Page, PricePoint } from '../../domain/page/page.ts';
import { sampleChange, samplePage } from '../contracts/sample-documents.ts';
import { type Harness, T0, createHarness, putJob } from './harness.ts';

const DAY = 86_400_000;
let harness: Harness;
let job: Job;

const daysAgo = (days: number): Date => new Date(T0 - days * DAY);
const idOf = (key: string): string => `${job._id}:${key}`;

async function putProduct(
  key: string,
  course: readonly Partial<PricePoint>[],
  more: Partial<Page> = {},
): Promise<void> {
  const points = course.map((given, n): PricePoint => {
    const { at = daysAgo(course.length - n), ...rest } = given;
    return {
      _id: `${idOf(key)}:${n}`,
      pageId: idOf(key),
      jobId: job._id,
      runId: 'run_1',
      url: `https://shop.example/${key}`,
      name: `The ${key}`,
      at,
      minor: 1_000,
      currency: 'EUR',
      availability: 'InStock',
      changed: true,
      confidence: 0.9,
      source: 'json-ld',
      raw: '',
      ...rest,
    };
  });
  await harness.ports.history.insertPrices(points);
  const last = points.at(-1);
  const { v: _v, ...page } = samplePage(job._id, key, {
    lastCheckedAt: daysAgo(0),
    url: `https://shop.example/${key}`,
  });
  const price = last && {
    minor: last.minor,
    currency: last.currency,
    availability: last.availability,
    at: last.at,
  };
  await harness.ports.pages.write([
    { id: page._id, expectedV: 0, order: 1, set: { ...page, ...(price && { price }), ...more } },
  ]);
}

beforeAll(async () => {
  harness = await createHarness();
  job = await putJob(harness, 'completed');
  await putProduct('tent', [
    { at: daysAgo(60), minor: 10_000, currency: 'USD' },
    { at: daysAgo(50), minor: 10_000 },
    { at: daysAgo(10), minor: 12_000, availability: 'OutOfStock' },
    { at: daysAgo(2), minor: 8_000, listMinor: 20_000 },
  ]);
  await putProduct('lamp', [{ at: daysAgo(1), minor: 2_000 }]);
  await putProduct('kettle', [{ at: daysAgo(3), minor: 3_000, currency: 'CHF' }]);
  await putProduct('news', []);
  const of = { pageId: idOf('tent'), jobId: job._id };
  await harness.ports.history.insertChanges([
    { ...sampleChange(idOf('tent'), 2, of), kind: 'removed', at: daysAgo(30), state: 'confirmed' },
    { ...sampleChange(idOf('tent'), 3, of), kind: 'added', at: daysAgo(20), state: 'confirmed' },
    { ...sampleChange(idOf('tent'), 4, of), kind: 'price', at: daysAgo(2), state: 'confirmed' },
    { ...sampleChange(idOf('tent'), 5, of), kind: 'removed', at: daysAgo(1), state: 'withdrawn' },
  ]);
});
afterAll(() => harness.app.close());

const ask = (url: string) => harness.app.inject({ url });
const get = async <T = Record<string, unknown>>(url: string): Promise<T> => (await ask(url)).json<T>();
const series = (key: string, query = '') =>
  get<{ steps: { from: string; to: string; price: { amount: string } }[] }>(
    `/v1/pages/${idOf(key)}/prices/series?${query}`,
  );

const compare = (...keys: string[]) => get(`/v1/prices/compare?pageIds=${keys.map(idOf).join()}`);

describe('the series of a page', () => {
  test('has steps, gaps, stock, marks and a summary in one currency', async () => {
    const tent = await series('tent');
    expect(tent.steps.map(({ from, to, price }) => [from, to, price.amount])).toEqual([
      [daysAgo(50).toISOString(), daysAgo(30).toISOString(), '100.00'],
      [daysAgo(20).toISOString(), daysAgo(10).toISOString(), '100.00'],
      [daysAgo(10).toISOString(), daysAgo(2).toISOString(), '120.00'],
      [daysAgo(2).toISOString(), daysAgo(0).toISOString(), '80.00'],
    ]);
    expect(tent).toMatchObject({
      currency: 'EUR',
      otherCurrencies: ['USD'],
      gaps: [{ why: 'The page was gone.', from: daysAgo(30).toISOString() }],
      bands: [{ availability: 'InStock' }, { availability: 'InStock' }, { availability: 'OutOfStock' }, {}],
      markers: [{ kind: 'price' }, { kind: 'added' }, { kind: 'removed' }],
      summary: {
        level: { level: 'low' },
        was: { verdict: 'never-seen', askedWithin90Days: false, lowestBefore: { amount: '100.00' } },
      },
      points: 3,
      words: expect.stringMatching(/^The tent: €80\.00 now, lowest .* 3 prices since 2025-11-26\. Low: /),
    });
  });

  test('is cut to a window and taken together by days', async () => {
    const week = await series('tent', `from=${daysAgo(7).toISOString()}&bucket=1d`);
    expect(week.steps.map(({ price }) => price.amount)).toEqual(['120.00', '80.00']);
    expect(week.steps[0]?.from).toBe(daysAgo(7).toISOString());
    expect(week).toMatchObject({ points: 1, markers: [{ kind: 'price' }] });
  });

  test('of one price says when a chart begins', async () => {
    expect(await series('lamp')).toMatchObject({
      words: expect.stringContaining('begins with the second price'),
    });
  });

  test('is refused for a window that ends before it begins, another bucket, and a page without prices', async () => {
    const status = async (key: string, query: string): Promise<number> =>
      (await ask(`/v1/pages/${idOf(key)}/prices/series?${query}`)).statusCode;
    expect(await status('tent', `from=${daysAgo(1).toISOString()}&to=${daysAgo(2).toISOString()}`)).toBe(400);
    expect(await status('tent', 'bucket=1w')).toBe(400);
    expect(await status('tent', 'from=yesterday')).toBe(400);
    expect(await status('news', '')).toBe(404);
    expect(await status('nothing', '')).toBe(404);
  });
});

describe('a comparison', () => {
  test('stands the cheapest first', async () => {
    expect(await compare('tent', 'lamp', 'news')).toMatchObject({
      mixed: false,
      words: 'The lowest price now is €20.00: The lamp.',
      panels: [{ currency: 'EUR', series: [{ name: 'The lamp' }, { name: 'The tent' }] }],
      withoutPrice: [idOf('news')],
    });
  });

  test('never mixes currencies', async () => {
    const mixed = await compare('tent', 'kettle', 'lamp');
    expect(mixed).toMatchObject({
      mixed: true,
      panels: [
        { currency: 'EUR', series: [{}, {}] },
        { currency: 'CHF', series: [{ name: 'The kettle' }] },
      ],
    });
    expect(mixed['words']).toContain('shown apart');
  });

  test('refuses too many pages and unknown ones', async () => {
    const many = Array.from({ length: 13 }, (_, n) => `p${n}`).join();
    expect((await ask(`/v1/prices/compare?pageIds=${many}`)).statusCode).toBe(400);
    expect((await ask('/v1/prices/compare?pageIds=nobody')).statusCode).toBe(404);
    expect((await ask('/v1/prices/compare')).statusCode).toBe(400);
  });
});

describe('the list of products', () => {
  interface List {
    readonly items: { name: string }[];
    readonly nextCursor: string | null;
  }
  const names = ({ items }: List): string[] => items.map(({ name }) => name);

  test('has figures of each, the one that moved last first', async () => {
    const all = await get<List>('/v1/prices/products');
    expect(names(all)).toEqual(['The lamp', 'The tent', 'The kettle']);
    expect(all.items[1]).toMatchObject({
      jobName: job.name,
      shop: 'shop.example',
      current: { amount: '80.00' },
      lastMove: { from: { amount: '120.00' }, percent: -33.33 },
      move7Days: { percent: -33.33 },
      isAllTimeLow: true,
      level: { level: 'low' },
    });
  });

  test('goes on where it ended', async () => {
    const first = await get<List>('/v1/prices/products?limit=2');
    expect(names(first)).toEqual(['The lamp', 'The tent']);
    const rest = await get<List>(`/v1/prices/products?limit=2&cursor=${first.nextCursor}`);
    expect(rest).toMatchObject({ items: [{ name: 'The kettle' }], nextCursor: null });
  });

  test('shows deals alone, those with a text, those of a job, those with a stock', async () => {
    expect(names(await get<List>('/v1/prices/products?only=deals&limit=1'))).toEqual(['The tent']);
    expect(names(await get<List>('/v1/prices/products?q=lamp'))).toEqual(['The lamp']);
    expect((await ask('/v1/prices/products?jobId=job_x')).statusCode).toBe(404);
    expect(names(await get<List>('/v1/prices/products?availability=SoldOut'))).toEqual([]);
  });

  test('leaves out pages of removed jobs', async () => {
    const gone = await createHarness();
    const { v: _v, ...page } = samplePage('job_gone', 'a', {
      price: { minor: 1, currency: 'EUR', availability: 'InStock', at: daysAgo(1) },
    });
    await gone.ports.pages.write([{ id: page._id, expectedV: 0, order: 1, set: page }]);
    expect((await gone.app.inject('/v1/prices/products')).json()).toEqual({ items: [], nextCursor: null });
    await gone.app.close();
  });
});

test('a comparison says which products can be bought where the cheapest can not', async () => {
  await putProduct('stove', [{ minor: 500, availability: 'SoldOut' }]);
  await putProduct('rope', [{ minor: 600 }], { state: 'removed', removedAt: daysAgo(0) });
  expect(await compare('tent', 'rope', 'stove', 'lamp')).toMatchObject({
    words:
      'The lowest price now is €5.00: The stove, but it can not be bought now; of those that can, €20.00: The lamp.',
    panels: [{ series: [{ buyable: false }, { buyable: false }, { buyable: true }, { buyable: true }] }],
  });
  expect(await compare('stove')).toMatchObject({
    words: 'The stove: €5.00, but it can not be bought now.',
  });
});
