import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, createHarness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.app.close());

const send = (method: 'POST' | 'PATCH', url: string, payload: unknown) =>
  harness.app.inject({
    method,
    url,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(payload),
  });

test('a view is saved, renamed, listed by its screen and removed', async () => {
  const response = await send('POST', '/v1/views', {
    name: 'Failing shops',
    screen: 'jobs',
    query: 'q=is:attention tag:shop&sort=-failed',
  });
  expect(response.statusCode).toBe(201);
  const view = response.json();
  expect(response.headers['location']).toBe(`/v1/views/${view.viewId}`);
  const read = await harness.app.inject(`/v1/views/${view.viewId}`);
  expect(read.json()).toEqual(view);
  await send('POST', '/v1/views', { name: 'Major', screen: 'changes', query: 'severity=major' });
  const renamed = await send('PATCH', `/v1/views/${view.viewId}`, { name: 'Shops' });
  expect(renamed.json()).toMatchObject({ name: 'Shops', query: view.query });
  const listed = (await harness.app.inject('/v1/views?screen=jobs')).json();
  expect(listed.items).toMatchObject([{ viewId: view.viewId, name: 'Shops' }]);
  const removed = await harness.app.inject({ method: 'DELETE', url: `/v1/views/${view.viewId}` });
  expect(removed.statusCode).toBe(204);
  const again = await harness.app.inject({ method: 'DELETE', url: `/v1/views/${view.viewId}` });
  expect(again.statusCode).toBe(404);
});

test('a name is taken once on each screen', async () => {
  const view = { name: 'Mine', screen: 'jobs', query: '' };
  expect((await send('POST', '/v1/views', view)).statusCode).toBe(201);
  expect((await send('POST', '/v1/views', view)).statusCode).toBe(409);
  expect((await send('POST', '/v1/views', { ...view, screen: 'prices' })).statusCode).toBe(201);
  const other = (await send('POST', '/v1/views', { ...view, name: 'Yours' })).json();
  expect((await send('PATCH', `/v1/views/${other.viewId}`, { name: 'Mine' })).statusCode).toBe(409);
  expect((await send('PATCH', '/v1/views/view_nobody', { name: 'Mine' })).statusCode).toBe(404);
});

test('a view without a visible name is refused', async () => {
  const response = await send('POST', '/v1/views', { name: '  ', screen: 'jobs', query: '' });
  expect(response.json()).toMatchObject({ status: 422, errors: [{ pointer: '/name' }] });
});
