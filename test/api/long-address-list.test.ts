// A job with a hundred thousand addresses is checked in slices: whoever else waits gets a turn between two of them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, createHarness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.app.close());

const SLICE = 2_000;
const PATIENCE_MS = 60_000;

const jobOf = (count: number) => ({
  config: {
    source: {
      kind: 'pages',
      urls: Array.from({ length: count }, (_, index) => `https://shop${index % 9}.example/tents/${index}`),
    },
  },
});

interface Sent {
  readonly method: 'POST' | 'PATCH';
  readonly url: string;
  readonly body: object;
}

/** The answer, and how many turns another part of the process got meanwhile. */
async function turnsDuring({ method, url, body }: Sent) {
  let turns = 0;
  let isOver = false;
  const takeTurn = (): void => {
    turns += 1;
    if (!isOver) setImmediate(takeTurn);
  };
  setImmediate(takeTurn);
  const response = await harness.app.inject({
    method,
    url,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  });
  isOver = true;
  return { turns, response };
}

test('a hundred thousand addresses are checked without keeping others waiting', {
  timeout: PATIENCE_MS,
}, async () => {
  const count = 100_000;
  const { turns, response } = await turnsDuring({
    method: 'POST',
    url: '/v1/jobs/validate',
    body: jobOf(count),
  });
  expect(response.statusCode).toBe(200);
  expect(turns).toBeGreaterThanOrEqual(count / SLICE - 1);
});

test('so they are when the job is created, and when it is changed', { timeout: PATIENCE_MS }, async () => {
  const count = 30 * SLICE;
  const created = await turnsDuring({ method: 'POST', url: '/v1/jobs', body: jobOf(count) });
  expect(created.response.statusCode).toBe(201);
  expect(created.turns).toBeGreaterThanOrEqual(29);
  const { jobId } = created.response.json<{ jobId: string }>();
  const body = { config: { tolerance: 0.1 } };
  const changed = await turnsDuring({ method: 'PATCH', url: `/v1/jobs/${jobId}`, body });
  expect(changed.response.statusCode).toBe(200);
  expect(changed.turns).toBeGreaterThanOrEqual(29);
});

test('a fault at the end of a long list is told at its place', { timeout: PATIENCE_MS }, async () => {
  const job = jobOf(2 * SLICE);
  job.config.source.urls.push('ftp://shop.example/');
  const { response } = await turnsDuring({ method: 'POST', url: '/v1/jobs/validate', body: job });
  expect(response.statusCode).toBe(422);
  expect(response.json<{ errors: object[] }>().errors).toMatchObject([
    { pointer: `/config/source/urls/${2 * SLICE}`, code: 'invalid-url' },
  ]);
});

test.each<[string, unknown[], string, RegExp]>([
  ['numbers', Array.from({ length: 100_000 }, (_, n) => n), '/0', /is a number.*texts alone/],
  ['one number among addresses', [...addresses(5_000), 1, ...addresses(5_000)], '/5000', /is a number/],
  ['nothing at one place', [...addresses(5_000), '', ''], '/5000', /is empty/],
  ['null', [null, ...addresses(5_000)], '/0', /is null/],
  ['too many', addresses(100_001), '', /has 100001 entries; 100000 are the most/],
])('a long list with %s is refused at the first place alone', async (_what, urls, place, detail) => {
  const body = { config: { source: { kind: 'pages', urls } } };
  for (const url of ['/v1/jobs', '/v1/jobs/validate']) {
    const { response } = await turnsDuring({ method: 'POST', url, body });
    expect(response.statusCode).toBe(422);
    const { errors } = response.json<{ errors: object[] }>();
    expect(errors).toEqual([
      {
        pointer: `/config/source/urls${place}`,
        code: expect.any(String),
        detail: expect.stringMatching(detail),
      },
    ]);
  }
});

test('a bulk action with a long list of numbers is refused at the first', async () => {
  const body = { verb: 'pause', dryRun: true, jobIds: Array.from({ length: 10_000 }, (_, n) => n) };
  const { response } = await turnsDuring({ method: 'POST', url: '/v1/bulk-actions', body });
  expect(response.json()).toMatchObject({ status: 422, errors: [{ pointer: '/jobIds/0' }] });
  expect(response.json<{ errors: object[] }>().errors).toHaveLength(1);
});

test('a bulk action with a long list of texts that are no ids is answered with the first twenty', async () => {
  const jobIds = Array.from({ length: 1_000 }, (_, n) => `${'no id '.repeat(100)}${n}`);
  const body = { verb: 'pause', dryRun: true, jobIds };
  const { response } = await turnsDuring({ method: 'POST', url: '/v1/bulk-actions', body });
  expect(response.statusCode).toBe(422);
  const { errors } = response.json<{ errors: object[] }>();
  expect(errors).toHaveLength(21);
  expect(errors.at(-1)).toMatchObject({ pointer: '/jobIds', code: 'more-faults' });
});

function addresses(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `https://shop.example/${index}`);
}
