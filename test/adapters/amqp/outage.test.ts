import { expect, test } from 'vitest';
import { createControlBroker } from '../../../adapters/amqp/control-broker.ts';
import { createDispatcherBroker } from '../../../adapters/amqp/dispatcher-broker.ts';
import { createEventBroker } from '../../../adapters/amqp/event-broker.ts';
import { createScraperBroker } from '../../../adapters/amqp/scraper-broker.ts';
import type { EventMessage, ScrapeAnswer, ScrapeMessage } from '../../../domain/run/dispatch/message.ts';
import { useBroker } from '../../support/broker-fixture.ts';
import { eventually } from '../../support/eventually.ts';
import { scrapeAnswer, scrapeMessage } from '../../support/scrape-message.ts';

const broker = useBroker();
const openDispatcher = async () => broker.keep(await createDispatcherBroker(broker.url, broker.options()));
const openScraper = async () => broker.keep(await createScraperBroker(broker.url, broker.options()));

function messagesFor(replyTo: string, count: number): ScrapeMessage[] {
  return Array.from({ length: count }, (_, index) => scrapeMessage({ urlKey: `k${index}`, replyTo }));
}

test('a dispatcher whose connection broke is told, keeps its name, and hears what was answered before too', async () => {
  const dispatcher = await openDispatcher();
  const scraper = await openScraper();
  let reconnects = 0;
  const answers: ScrapeAnswer[] = [];
  dispatcher.onReconnect(() => {
    reconnects += 1;
  });
  dispatcher.onAnswers((batch) => answers.push(...batch));
  await scraper.consume(8, (message, delivery) => {
    void scraper.answer(message.replyTo, [scrapeAnswer({ urlKey: message.urlKey })]).then(
      () => delivery.settle('ack'),
      () => delivery.settle('requeue'),
    );
  });
  const before = dispatcher.replyTo;
  await eventually(() => scraper.answer(before, [scrapeAnswer({ urlKey: 'early' })]));
  // What the queue still holds is lost with the connection, and fetched again.
  await eventually(() => answers.length === 1);
  broker.proxy.cut();
  await eventually(() => reconnects === 1 && dispatcher.reachable() && scraper.reachable());
  expect(dispatcher.replyTo).toBe(before);
  await scraper.answer(before, [scrapeAnswer({ urlKey: 'held' })]);
  await dispatcher.publish(messagesFor(dispatcher.replyTo, 20));
  await eventually(() => new Set(answers.map((answer) => answer.urlKey)).size === 22);
});

test('publishing rejects at once while the broker is away, and works when it is back', async () => {
  const dispatcher = await openDispatcher();
  broker.proxy.sever();
  await eventually(() => !dispatcher.reachable());
  const unavailable = { code: 'dependency-unavailable' };
  await expect(dispatcher.publish(messagesFor('x', 1))).rejects.toMatchObject(unavailable);
  await expect(dispatcher.depth()).rejects.toMatchObject(unavailable);
  broker.proxy.restore();
  await eventually(() => dispatcher.reachable());
  await dispatcher.publish(messagesFor('x', 1));
  expect(await dispatcher.depth()).toBe(1);
});

test('a broker that keeps the connection but confirms nothing is given up, and found again when it does', async () => {
  const options = { ...broker.options(), confirmMs: 500 };
  const dispatcher = broker.keep(await createDispatcherBroker(broker.url, options));
  broker.proxy.mute();
  const publishing = dispatcher.publish(messagesFor('x', 3));
  await expect(publishing).rejects.toMatchObject({ code: 'dependency-unavailable' });
  broker.proxy.restore();
  await eventually(() => dispatcher.reachable());
  await dispatcher.publish(messagesFor('x', 3));
});

test('an answer given while the broker is away is sent when it is back', async () => {
  const dispatcher = await createDispatcherBroker(broker.directUrl, broker.options());
  broker.keep(dispatcher);
  const answers: ScrapeAnswer[] = [];
  dispatcher.onAnswers((batch) => answers.push(...batch));
  const scraper = await openScraper();
  broker.proxy.sever();
  await eventually(() => !scraper.reachable());
  const answering = scraper.answer(dispatcher.replyTo, [scrapeAnswer({ urlKey: 'held' })]);
  broker.proxy.restore();
  await answering;
  await eventually(() => answers.length > 0);
  expect(answers[0]?.urlKey).toBe('held');
});

test('messages under way when the connection breaks are reported as failed, not as sent', async () => {
  const dispatcher = await openDispatcher();
  const publishing = dispatcher.publish(messagesFor('x', 20_000));
  setImmediate(() => broker.proxy.cut());
  await expect(publishing).rejects.toMatchObject({ code: 'dependency-unavailable' });
});

test('a queue deleted by hand is declared again, and both sides find it', async () => {
  const dispatcher = await openDispatcher();
  const scraper = await openScraper();
  const seen: string[] = [];
  await scraper.consume(8, (message, delivery) => {
    seen.push(message.urlKey);
    delivery.settle('ack');
  });
  await broker.channel.deleteQueue(broker.topology.workQueue);
  await eventually(() =>
    dispatcher.publish(messagesFor(dispatcher.replyTo, 1)).then(
      () => true,
      () => false,
    ),
  );
  await eventually(() => seen.length > 0);
  expect(seen).toEqual(['k0']);
});

test('a channel the broker closes is made again', async () => {
  const events = broker.keep(createEventBroker(broker.url, broker.options()));
  const seen: EventMessage[] = [];
  await events.onEvent('#', (event) => seen.push(event));
  await events.publishEvent({ id: 'first', type: 'run.state', at: 'now', data: null });
  // Publishing to an exchange that is gone closes the channel (404).
  await broker.channel.deleteExchange(broker.topology.eventExchange);
  await eventually(async () => {
    await events.publishEvent({ id: 'e', type: 'run.state', at: 'now', data: null });
    return events.droppedEvents() > 0;
  });
  await eventually(async () => {
    const dropped = events.droppedEvents();
    await events.publishEvent({ id: 'e', type: 'run.state', at: 'now', data: null });
    return events.droppedEvents() === dropped;
  });
  expect(seen.map((event) => event.id)).toContain('first');
});

test('a process that starts without a broker is told so in time', async () => {
  broker.proxy.sever();
  await expect(
    createDispatcherBroker(broker.url, { ...broker.options(), firstWaitMs: 300 }),
  ).rejects.toMatchObject({
    code: 'dependency-unavailable',
  });
  const control = broker.keep(createControlBroker(broker.url, { ...broker.options(), firstWaitMs: 200 }));
  await expect(control.publishPermit({ runId: 'r', gateSeq: 1, open: true })).rejects.toMatchObject({
    code: 'dependency-unavailable',
  });
  broker.proxy.restore();
  await eventually(() =>
    control.publishPermit({ runId: 'r', gateSeq: 1, open: true }).then(
      () => true,
      () => false,
    ),
  );
});

test('a broker that keeps its connection and answers nothing holds nobody up', async () => {
  const events = broker.keep(createEventBroker(broker.url, broker.options()));
  const control = broker.keep(createControlBroker(broker.url, broker.options()));
  const gate = { runId: 'r', gateSeq: 1, open: true };
  await events.ping();
  await control.publishPermit(gate);
  broker.proxy.mute();
  const begun = performance.now();
  await expect(events.ping()).rejects.toMatchObject({ code: 'dependency-unavailable' });
  await expect(control.publishPermit(gate)).rejects.toMatchObject({ code: 'dependency-unavailable' });
  const at = new Date().toISOString();
  await events.publishEvent({ id: 'e1', type: 'job.state', at, data: {} });
  expect(performance.now() - begun).toBeLessThan(5_000);
  expect(events.droppedEvents()).toBe(1);
});
