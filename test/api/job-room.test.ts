// A job whose pages the embedded store has no room for: told when it is checked, created, changed or copied, and by the command.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createHarness, type Harness } from './harness.ts';
import { runCli } from '../cli/harness.ts';

const MB = 1_048_576;
/** Room for 1,000 more pages of 4 KB. */
const NEAR = { dataBytes: 400 * MB - 4_096_000, boundBytes: 400 * MB, pages: 101_400 };

let harness: Harness;
let api: string;
beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
beforeEach(() => {
  harness.room = NEAR;
});
afterAll(() => harness.app.close());

const jobOf = (count: number) => ({
  config: {
    source: {
      kind: 'pages',
      urls: Array.from({ length: count }, (_, n) => `https://shop.example/${count}/${n}`),
    },
  },
});

async function codes(method: 'POST' | 'PATCH' | 'GET', url: string, payload?: object): Promise<string[]> {
  const answer = await harness.app.inject({ method, url, ...(payload === undefined ? {} : { payload }) });
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return answer.json().notices.map(({ code }: { code: string }) => code);
}

test('a check, a creation, a change and a copy tell it; who reads the job later is told of health instead', async () => {
  expect(await codes('POST', '/v1/jobs/validate', jobOf(1_001))).toEqual(['store-short']);
  expect(await codes('POST', '/v1/jobs/validate', jobOf(900))).toEqual(['store-filling']);
  const created = await harness.app.inject({ method: 'POST', url: '/v1/jobs', payload: jobOf(1_001) });
  expect(created.json().notices).toMatchObject([{ code: 'store-short', pointer: '/config/source' }]);
  const job = `/v1/jobs/${created.json().jobId}`;
  expect(await codes('PATCH', job, { config: { fetch: { delayMs: 2_000 } } })).toEqual(['store-short']);
  expect(await codes('POST', `${job}/clone`, { name: 'copy' })).toEqual(['store-short']);
  expect(await codes('GET', job)).toEqual([]);
});

test('another database and one that does not answer say nothing, and the job is made', async () => {
  harness.room = null;
  expect(await codes('POST', '/v1/jobs', jobOf(1_002))).toEqual([]);
  const { storeRoom } = harness.ports;
  Object.assign(harness.ports, { storeRoom: () => Promise.reject(new Error('the store is away')) });
  expect(await codes('POST', '/v1/jobs', jobOf(1_003))).toEqual([]);
  Object.assign(harness.ports, { storeRoom });
});

test('the command that adds a job prints it with what to do', async () => {
  const { code, err } = await runCli([
    'add',
    'https://shop.example/',
    '--site',
    '--max-pages',
    '5000',
    '--api',
    api,
  ]);
  expect(code).toBe(0);
  expect(err).toContain(
    'The job may take up to 5,000 pages, and the embedded store has room for about 1,000 more',
  );
  expect(err).toContain('→ Lower limits.maxPages (--max-pages), or move first.');
});
