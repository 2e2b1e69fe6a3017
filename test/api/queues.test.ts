import { expect, test } from 'vitest';
import { WebloomError } from '../../domain/system/errors.ts';
import type { BrokerLook } from '../../domain/health/queue/queue.ts';
import { T0, createHarness, putBeat } from './harness.ts';

const WORK = 'webloom1.url.to_scrape';
const RENDER = 'webloom1.url.to_render';

function brokerWith(work: { ready: number; consumers?: number }): BrokerLook {
  const dead = { name: 'webloom1.dead', ready: 0, consumers: 0 };
  const render = { name: RENDER, ready: 0, consumers: 0 };
  return { version: '4.1.0', work: { name: WORK, consumers: 1, ...work }, render, dead };
}

async function workQueue({ app }: Awaited<ReturnType<typeof createHarness>>) {
  const answer = await app.inject({ url: '/v1/queues' });
  expect(answer.statusCode).toBe(200);
  const body = answer.json();
  return { body, work: body.items.find(({ name }: { name: string }) => name === WORK) };
}

test('a queue is shown with its depth, its speed, what scrapers hold, and where it is going', async () => {
  const harness = await createHarness();
  harness.broker = brokerWith({ ready: 40 });
  await putBeat(harness, 'scraper', { fetched: 100, inFlight: 3, waitedMs: 250 });
  await workQueue(harness);
  harness.now += 10_000;
  harness.broker = brokerWith({ ready: 20 });
  await putBeat(harness, 'scraper', { fetched: 150, inFlight: 2, waitedMs: 300 });
  const { body, work } = await workQueue(harness);
  expect(work).toMatchObject({ ready: 20, unacked: 2, consumers: 1, oldestMs: 300, outPerSecond: 5 });
  expect(work).toMatchObject({ inPerSecond: 3, trend: { words: 'draining, empty in about 10 s' } });
  expect(work.history.map(({ ready }: { ready: number }) => ready)).toEqual([40, 20]);
  expect(body).toMatchObject({ broker: { reachable: true, version: '4.1.0', alarm: null } });
});

test('while the broker is away the last numbers stay, marked as old, and the reason is told', async () => {
  const harness = await createHarness();
  harness.broker = brokerWith({ ready: 7 });
  await workQueue(harness);
  harness.broker = new WebloomError('dependency-unavailable', 'RabbitMQ is not reachable for the api.');
  harness.now += 10_000;
  const { body, work } = await workQueue(harness);
  expect(body.broker).toMatchObject({ reachable: false, fault: 'RabbitMQ is not reachable for the api.' });
  expect(work).toMatchObject({ ready: 7, isCurrent: false, asOf: new Date(T0).toISOString() });
  expect(work.history.at(-1)).toMatchObject({ ready: null });
});

test('a queue that nobody takes from tells for how long at least', async () => {
  const harness = await createHarness();
  harness.broker = brokerWith({ ready: 3, consumers: 0 });
  await workQueue(harness);
  harness.now += 20_000;
  const { work } = await workQueue(harness);
  expect(work).toMatchObject({ consumers: 0, oldestMs: 20_000, unacked: null, outPerSecond: null });
});

test('the queue of pages for a browser has the figures of renderers', async () => {
  const harness = await createHarness();
  const render = { name: RENDER, ready: 2, consumers: 1 };
  harness.broker = { ...brokerWith({ ready: 0 }), render };
  await putBeat(harness, 'scraper', { fetched: 100, inFlight: 9, waitedMs: 10 });
  await putBeat(harness, 'renderer', { fetched: 1, inFlight: 4, waiting: 1, waitedMs: 700 });
  const { body } = await workQueue(harness);
  expect(body.items.find(({ name }: { name: string }) => name === RENDER)).toMatchObject({
    purpose: 'Pages that a browser may open now',
    ready: 2,
    unacked: 5,
    oldestMs: 700,
  });
});

test('a query that is not known is refused', async () => {
  const { app } = await createHarness();
  const answer = await app.inject({ url: '/v1/queues?depth=3' });
  expect(answer.statusCode).toBe(400);
});
