import { afterEach, expect, test } from 'vitest';
import { type Harness, createHarness } from '../harness.ts';
import { OPERATOR_KEY, askWith, makeKey } from './callers.ts';

let harness: Harness;
afterEach(() => harness.app.close());

test('a caller that sends too much is told when to go on, others are not held up', async () => {
  harness = await createHarness({ apiKey: OPERATOR_KEY, rateLimit: { reads: 3, changes: 5 } });
  await harness.ports.workspaces.insert({ _id: 'default', name: 'Default', createdAt: new Date() });
  const [busy, calm] = [await makeKey(harness), await makeKey(harness)];
  for (let n = 2; n >= 0; n -= 1) {
    const { statusCode, headers } = await busy.ask('GET', '/v1/jobs');
    expect([statusCode, headers['ratelimit-limit'], headers['ratelimit-remaining']]).toEqual([
      200,
      '3',
      String(n),
    ]);
  }
  const stopped = await busy.ask('GET', '/v1/jobs');
  expect(stopped.json()).toMatchObject({ status: 429, type: '/problems/rate-limited' });
  expect(stopped.json().detail).toMatch(/3 reads a minute: wait \d+ s/);
  expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0);
  expect(stopped.headers['content-security-policy']).toContain("default-src 'none'");
  expect((await calm.ask('GET', '/v1/jobs')).statusCode).toBe(200);
});

test('changes are counted apart from reads', async () => {
  harness = await createHarness({ apiKey: OPERATOR_KEY, rateLimit: { reads: 1, changes: 2 } });
  const ask = askWith(harness, OPERATOR_KEY);
  const change = () => ask('POST', '/v1/jobs/none/start');
  expect((await ask('GET', '/v1/jobs')).statusCode).toBe(200);
  expect((await ask('GET', '/v1/jobs')).statusCode).toBe(429);
  expect((await change()).statusCode).toBe(404);
  expect((await change()).statusCode).toBe(404);
  expect((await change()).statusCode).toBe(429);
});

test('whoever works on an open API is not limited', async () => {
  harness = await createHarness({ rateLimit: { reads: 1, changes: 1 } });
  for (let n = 0; n < 3; n += 1) expect((await harness.app.inject('/v1/jobs')).statusCode).toBe(200);
});
