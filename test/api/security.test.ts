import { expect, test } from 'vitest';
import { checkBinding } from '../../api/access/guard-requests.ts';
import { createHarness } from './harness.ts';

test('without a key the API answers on loopback names only', async () => {
  const { app } = await createHarness();
  const ask = async (host: string) => (await app.inject({ url: '/v1/jobs', headers: { host } })).statusCode;
  expect(await ask('127.0.0.1:4600')).toBe(200);
  expect(await ask('[::1]:4600')).toBe(200);
  expect(await ask('rebound.example:4600')).toBe(403);
  await app.close();
});

test('a key is asked of everyone, except for the questions of a load balancer', async () => {
  const { app } = await createHarness({ apiKey: 'wl_secret' });
  const ask = (url: string, authorization?: string) =>
    app.inject({ url, headers: authorization === undefined ? {} : { authorization } });
  const refused = await ask('/v1/jobs');
  expect(refused.json()).toMatchObject({ status: 401, type: '/problems/unauthorized' });
  expect(refused.headers['www-authenticate']).toBe('Bearer realm="Webloom"');
  expect((await ask('/v1/jobs', 'Bearer wl_secrex')).statusCode).toBe(401);
  expect((await ask('/v1/jobs', 'Bearer wl_secret')).statusCode).toBe(200);
  expect((await ask('/healthz')).statusCode).toBe(200);
  await app.close();
});

test('pages of other sites change nothing', async () => {
  const { app } = await createHarness();
  const post = (headers: Record<string, string>) =>
    app.inject({
      method: 'POST',
      url: '/v1/jobs/none/start',
      headers: { host: 'localhost:4600', ...headers },
    });
  expect((await post({ origin: 'https://evil.example' })).statusCode).toBe(403);
  expect((await post({ 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
  expect((await post({ origin: 'http://localhost:4600' })).statusCode).toBe(404);
  await app.close();
});

test('listening beyond loopback without a key is refused', () => {
  expect(() => checkBinding('0.0.0.0', null)).toThrow(/WEBLOOM_API_KEY/);
  expect(() => checkBinding('0.0.0.0', 'key')).not.toThrow();
  expect(() => checkBinding('127.0.0.1', null)).not.toThrow();
});

test('the description of the API is OpenAPI 3.1 and names every route with what it is for', async () => {
  const { app } = await createHarness({ apiKey: 'wl_secret' });
  const { openapi, paths } = (await app.inject('/openapi.json')).json();
  expect(openapi).toBe('3.1.0');
  const operations = Object.entries<Record<string, { summary: string; operationId: string }>>(paths).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, told]) => ({ at: `${method} ${path}`, ...told })),
  );
  expect(operations.length).toBeGreaterThan(40);
  for (const { at, summary, operationId } of operations) expect([at, summary, operationId]).not.toContain('');
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  await app.close();
});

test('the description tells the answers and headers that many routes share', async () => {
  const { app } = await createHarness({ apiKey: 'wl_secret' });
  const { paths, components } = (await app.inject('/openapi.json')).json();
  const create = paths['/v1/jobs'].post;
  expect(Object.keys(create.responses)).toEqual(
    expect.arrayContaining(['201', '401', '403', '413', '415', '422', '500', '503']),
  );
  const headers = (operation: { parameters: { in: string; name: string; $ref?: string }[] }) =>
    operation.parameters
      .map((one) => components.parameters[one.$ref?.split('/').at(-1) ?? ''] ?? one)
      .filter((one) => one.in === 'header')
      .map(({ name }) => name);
  expect(headers(create)).toEqual(['idempotency-key']);
  expect(headers(paths['/v1/jobs/{jobId}'].patch)).toEqual(['if-match']);
  expect(headers(paths['/v1/events'].get)).toEqual(['last-event-id']);
  expect(Object.keys(paths['/v1/pages/{pageId}/diff'].get.responses['200'].content)).toEqual([
    'application/json',
    'text/plain',
  ]);
  expect(Object.keys(paths['/healthz'].get.responses)).toEqual(['200', '429', '431']);
  await app.close();
});
