// Figures of stored prices and previews of price rules, over HTTP and at the command line.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Job } from '../../domain/job/job.ts';
import type { PricePoint } from '../../domain/page/page.ts';
import { runCli } from '../cli/harness.ts';
import { type Harness, T0, createHarness, putJob } from './harness.ts';

let harness: Harness;
let job: Job;
let address: string;
const DAY = 86_400_000;

function point(page: string, daysAgo: number, minor: number, more: Partial<PricePoint> = {}): PricePoint {
  return {
    _id: `${job._id}:${page}:${1_000 - daysAgo}`,
    pageId: `${job._id}:${page}`,
    jobId: job._id,
    runId: 'run_1',
    url: `https://shop.example/${page}`,
    name: `The ${page}`,
    at: new Date(T0 - daysAgo * DAY),
    minor,
    currency: 'EUR',
    availability: 'InStock',
    changed: true,
    confidence: 0.9,
    source: 'json-ld',
    raw: String(minor / 100),
    ...more,
  };
}

beforeAll(async () => {
  harness = await createHarness();
  job = await putJob(harness, 'completed');
  await harness.ports.history.insertPrices([
    point('tent', 60, 100_00),
    point('tent', 20, 90_00),
    point('tent', 10, 95_00),
    point('tent', 2, 80_00, { listMinor: 150_00 }),
    point('lamp', 5, 20_00),
    point('lamp', 1, 20_00, { availability: 'OutOfStock' }),
  ]);
  await harness.ports.pages.write([
    {
      id: `${job._id}:tent`,
      expectedV: 0,
      order: 10,
      set: { jobId: job._id, urlKey: 'tent', url: 'https://shop.example/tent', outbox: [] },
    },
  ]);
  address = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => harness.app.close());

const get = async (url: string) => (await harness.app.inject({ url })).json<Record<string, unknown>>();
const preview = (rule: unknown) =>
  harness.app.inject({ method: 'POST', url: `/v1/jobs/${job._id}/price-rules/preview`, payload: { rule } });

describe('summaries', () => {
  test('a page has its figures and what its former price is worth', async () => {
    expect(await get(`/v1/pages/${encodeURIComponent(`${job._id}:tent`)}/prices/summary`)).toMatchObject({
      points: 4,
      current: { amount: '80.00', currency: 'EUR' },
      since: new Date(T0 - 2 * DAY).toISOString(),
      allTimeLow: { amount: '80.00', at: new Date(T0 - 2 * DAY).toISOString() },
      high: { amount: '100.00' },
      median: { amount: '100.00' },
      low30Days: { amount: '80.00' },
      isAllTimeLow: true,
      was: { price: { amount: '150.00' }, verdict: 'never-seen' },
    });
  });

  test('a job has those of all its pages; a price that never moved is no low', async () => {
    const { items } = await get(`/v1/jobs/${job._id}/prices/summary`);
    expect(items).toMatchObject([
      {
        name: 'The lamp',
        availability: 'OutOfStock',
        isAllTimeLow: false,
        since: new Date(T0 - 5 * DAY).toISOString(),
      },
      { name: 'The tent', isAllTimeLow: true },
    ]);
  });

  test('a page without prices says so', async () => {
    expect((await harness.app.inject({ url: '/v1/pages/nothing/prices/summary' })).statusCode).toBe(404);
  });
});

describe('previews', () => {
  test('a rule is told when it would have fired and why', async () => {
    const answer = await preview({ kind: 'drop', percent: 5 });
    expect(answer.json()).toMatchObject({
      fired: 2,
      pages: 2,
      points: 6,
      firings: [
        {
          url: 'https://shop.example/tent',
          price: { amount: '80.00' },
          reason: 'fell from €90.00 to €80.00 (-11.11 %)',
        },
        { at: new Date(T0 - 20 * DAY).toISOString() },
      ],
    });
  });

  test.each([
    [{ kind: 'drop' }, 422],
    [{ kind: 'drop', percent: -5 }, 422],
    [{ kind: 'target', amount: '99,95' }, 422],
    [{ kind: 'cheaper' }, 422],
  ])('%j is refused', async (rule, status) => {
    expect((await preview(rule)).statusCode).toBe(status);
  });
});

describe('webloom prices', () => {
  const prices = (...args: string[]) => runCli(['prices', job._id, ...args, '--api', address]);

  test('--summary shows figures, --would the firings, both as JSON too', async () => {
    const summary = await prices('--summary');
    expect(summary.out).toContain('lowest ever, "was 150.00 EUR" never seen');
    const would = await prices('--would', 'out of stock');
    expect(would.out).toContain('"out of stock" would have fired once over 6 stored prices of 2 pages.');
    expect(JSON.parse((await prices('--would', 'below 90 EUR', '--json')).out)).toMatchObject({
      rule: { kind: 'target', amount: '90', currency: 'EUR' },
      fired: 3,
    });
  });

  test('a rule nobody understands is answered with examples', async () => {
    const { code, err } = await prices('--would', 'cheaper');
    expect([code, err]).toEqual([2, expect.stringContaining('Examples: drop 5%')]);
  });
});
