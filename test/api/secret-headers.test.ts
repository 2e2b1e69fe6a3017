// Secrets of a job never come back: not from any answer, nor out of what is stored.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHeaders } from '../../domain/config/secret-headers.ts';
import { type Harness, PAGES, createHarness } from './harness.ts';

const SECRET = 'session=Zx81-opensesame';
let harness: Harness;
let answers = '';
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.app.close());

async function ask(method: 'GET' | 'POST' | 'PATCH', url: string, payload?: unknown, headers = {}) {
  const response = await harness.app.inject({
    method,
    url,
    headers: { ...(payload === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
  });
  answers += response.body;
  return { status: response.statusCode, body: response.json() };
}

const HEADERS = [
  { name: 'Cookie', value: SECRET },
  { name: 'Accept-Language', value: 'de' },
];
const MASKED = [
  { name: 'Cookie', value: '•••', hosts: ['shop.example'] },
  { name: 'Accept-Language', value: 'de' },
];
const input = (headers: unknown) => ({ config: { source: PAGES, fetch: { headers } } });

async function storedHeaders(jobId: string) {
  const job = await harness.ports.jobs.get(jobId);
  const headers = job?.config.fetch.headers ?? [];
  expect(JSON.stringify(job)).not.toContain(SECRET);
  const opened = openHeaders(harness.ports.secrets, headers);
  return opened.ok ? opened.headers : opened.detail;
}

test('a secret is masked in every answer, sealed where it lies, and kept by a change', async () => {
  expect((await ask('POST', '/v1/jobs/validate', input(HEADERS))).body.config.fetch.headers).toEqual(MASKED);
  const { body: job } = await ask(
    'POST',
    '/v1/jobs',
    { ...input(HEADERS), start: true },
    { 'idempotency-key': 'k' },
  );
  const again = await ask('POST', '/v1/jobs', { ...input(HEADERS), start: true }, { 'idempotency-key': 'k' });
  expect(again.body.jobId).toBe(job.jobId);
  expect(job.config.fetch.headers).toEqual(MASKED);
  expect(await storedHeaders(job.jobId)).toEqual(HEADERS);

  const { body: read } = await ask('GET', `/v1/jobs/${job.jobId}`);
  const sentBack = await ask('PATCH', `/v1/jobs/${job.jobId}`, { config: read.config });
  expect(sentBack).toMatchObject({ status: 200, body: { config: { fetch: { headers: MASKED } } } });
  expect(await storedHeaders(job.jobId)).toEqual(HEADERS);

  await ask('PATCH', `/v1/jobs/${job.jobId}`, { config: { tolerance: 0.1 } });
  expect(await storedHeaders(job.jobId)).toEqual(HEADERS);

  const other = [{ name: 'cookie', value: 'b=2' }];
  await ask('PATCH', `/v1/jobs/${job.jobId}`, { config: { fetch: { headers: other } } });
  expect(await storedHeaders(job.jobId)).toEqual(other);

  const preview = await ask('POST', `/v1/jobs/${job.jobId}/change-rules/preview`, {
    changes: { ignoreText: ['x'] },
  });
  expect(preview.status).toBe(200);
  const { body: run } = await ask('GET', `/v1/jobs/${job.jobId}/runs`);
  await ask('GET', `/v1/runs/${run.items[0].runId}`);
  await ask('GET', '/v1/jobs');
  expect(answers).not.toContain(SECRET);
  expect(answers).not.toContain('sealed:');
  const runDocument = await harness.ports.runs.get(run.items[0].runId);
  expect(JSON.stringify(runDocument)).not.toContain(SECRET);
});

test('a mask where nothing is kept is refused with what to do, and a long secret fits', async () => {
  const refused = await ask('POST', '/v1/jobs', input(MASKED));
  expect(refused).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/config/fetch/headers/0/value', code: 'no-kept-value' }] },
  });
  const long = [{ name: 'Authorization', value: `Bearer ${'x'.repeat(1_990)}` }];
  const { body: job } = await ask('POST', '/v1/jobs', input(long));
  const { body: read } = await ask('GET', `/v1/jobs/${job.jobId}`);
  expect((await ask('PATCH', `/v1/jobs/${job.jobId}`, { config: read.config })).status).toBe(200);
  expect(await storedHeaders(job.jobId)).toEqual(long);
});
