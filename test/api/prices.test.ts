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
    point('tent', 2, 80_00, {
      listMinor: 150_00,
      variants: { kind: 'variants', count: 3, lowMinor: 80_00, highMinor: 120_00 },
    }),
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
  harness.app.inject({
    method: 'POST',
    url: `/v1/jobs/${job._id}/price-rules/preview`,
    payload: { rules: [rule] },
  });

describe('summaries', () => {
  test('a page has its figures and what its former price is worth', async () => {
    expect(await get(`/v1/pages/${encodeURIComponent(`${job._id}:tent`)}/prices/summary`)).toMatchObject({
      points: 4,
      current: { amount: '80.00', currency: 'EUR' },
      variants: { count: 3, high: { amount: '120.00' }, words: '3 variants, 80.00–120.00 EUR' },
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

describe('the rules of a job', () => {
  const patch = (changes: object) =>
    harness.app.inject({ method: 'PATCH', url: `/v1/jobs/${job._id}`, payload: { config: { changes } } });
  const tryOwn = () =>
    harness.app.inject({ method: 'POST', url: `/v1/jobs/${job._id}/price-rules/preview`, payload: {} });

  test('are saved, shown, tried and taken away', async () => {
    expect((await tryOwn()).json()).toMatchObject({ detail: expect.stringContaining('has no price rules') });
    const priceRules = [{ kind: 'drop', percent: 5, name: 'cheaper' }, { kind: 'out-of-stock' }];
    const saved = await patch({ priceRules, watch: 'price-and-stock' });
    expect(saved.statusCode).toBe(200);
    expect(await get(`/v1/jobs/${job._id}`)).toMatchObject({
      config: { changes: { priceRules, watch: 'price-and-stock' } },
    });
    expect((await tryOwn()).json()).toMatchObject({
      fired: 3,
      rules: [
        { name: 'cheaper', fired: 2 },
        { name: 'out of stock', fired: 1 },
      ],
      firings: [{ rule: 'out of stock' }, { rule: 'cheaper' }, { rule: 'cheaper' }],
    });
    await patch({ priceRules: null, watch: 'page' });
    expect(await get(`/v1/jobs/${job._id}`)).not.toHaveProperty('config.changes.priceRules');
  });

  test('are refused with where they are wrong and what to give', async () => {
    const answer = await patch({ priceRules: [{ kind: 'target', amount: '1.5', currency: 'JPY' }] });
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({
      errors: [
        {
          pointer: '/config/changes/priceRules/0/amount',
          detail: '1.5 has more than the 0 decimals of JPY.',
        },
      ],
    });
    expect((await preview({ kind: 'move' })).json()).toMatchObject({ errors: [{ pointer: '/rules/0' }] });
  });

  test('are described', async () => {
    const api = JSON.stringify(await get('/openapi.json'));
    expect(api).toContain('"price-and-stock"');
    expect(api).toContain('#/components/schemas/PriceRule');
  });
});

describe('webloom price-rules', () => {
  const rules = (...args: string[]) => runCli(['price-rules', job._id, ...args, '--api', address]);

  test('shows, tries, saves and removes rules', async () => {
    expect((await rules()).out).toBe('watch  page\nrule   none\n');
    const tried = await rules('--add', 'cheap: below 90 EUR', '--add', 'drop 5%');
    expect(tried.out).toContain('"cheap" would have fired 3 times over 6 stored prices of 2 pages.');
    expect((await rules()).out).toContain('rule   none');
    const saved = await rules('--add', 'cheap: below 90 EUR', '--watch', 'price-and-stock', '--save');
    expect(saved).toMatchObject({ code: 0, err: expect.stringContaining('Saved as version') });
    expect((await rules()).out).toBe('watch  price and stock alone\nrule   cheap: below 90 EUR\n');
    expect((await rules('--preview')).out).toContain('"cheap" would have fired 3 times');
    expect((await rules('--remove', 'dear', '--save')).err).toContain('It has: cheap.');
    expect((await rules('--remove', 'cheap')).err).toContain('No rule is left to try.');
    await rules('--remove', 'cheap', '--watch', 'page', '--save');
    expect((await rules()).out).toBe('watch  page\nrule   none\n');
  });

  test('says what is missing or not understood', async () => {
    expect(await rules('--save')).toMatchObject({ code: 2, err: expect.stringContaining('nothing to save') });
    expect((await rules('--add', 'cheaper')).err).toContain('"cheaper" is no price rule. Examples: drop 5%');
  });

  test('a job is added with rules', async () => {
    const url = 'https://shop.example/stove';
    const args = [
      '--price-rule',
      'below 50 EUR',
      '--price-rule',
      'back in stock',
      '--watch',
      'price-and-stock',
    ];
    const { out } = await runCli(['add', url, ...args, '--json', '--api', address]);
    expect(JSON.parse(out)).toMatchObject({
      config: {
        changes: {
          watch: 'price-and-stock',
          priceRules: [{ kind: 'target', amount: '50', currency: 'EUR' }, { kind: 'back-in-stock' }],
        },
      },
    });
  });
});

describe('webloom prices', () => {
  const prices = (...args: string[]) => runCli(['prices', job._id, ...args, '--api', address]);

  test('--summary shows figures, --would the firings, both as JSON too', async () => {
    const summary = await prices('--summary', '--wide');
    expect(summary.out).toContain('lowest ever, "was 150.00 EUR" never seen');
    const would = await prices('--would', 'out of stock');
    expect(would.out).toContain('"out of stock" would have fired once over 6 stored prices of 2 pages.');
    expect(JSON.parse((await prices('--would', 'below 90 EUR', '--json')).out)).toMatchObject({
      rules: [{ rule: { kind: 'target', amount: '90', currency: 'EUR' }, fired: 3 }],
    });
  });

  test('a rule nobody understands is answered with examples', async () => {
    const { code, err } = await prices('--would', 'cheaper');
    expect([code, err]).toEqual([2, expect.stringContaining('Examples: drop 5%')]);
  });
});
