import { connect } from 'amqplib';
import type { Channel, ChannelModel } from 'amqplib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Closeable } from '../../../adapters/amqp/broker-options.ts';
import { createControlBroker } from '../../../adapters/amqp/control-broker.ts';
import { createDispatcherBroker } from '../../../adapters/amqp/dispatcher-broker.ts';
import { createEventBroker } from '../../../adapters/amqp/event-broker.ts';
import { createScraperBroker } from '../../../adapters/amqp/scraper-broker.ts';
import { createTopology } from '../../../adapters/amqp/topology.ts';
import { startTestServices } from '../../../cli/stack/test-services.ts';
import type { TestServices } from '../../../cli/stack/test-services.ts';
import type { Delivery } from '../../../domain/dispatch/broker.ts';
import type {
  EventMessage,
  GateMessage,
  ScrapeAnswer,
  ScrapeMessage,
} from '../../../domain/dispatch/message.ts';
import { eventually } from '../../support/eventually.ts';
import { scrapeAnswer, scrapeMessage } from '../../support/scrape-message.ts';
import { createSilentLog } from '../../support/silent-log.ts';
import { createTcpProxy } from '../../support/tcp-proxy.ts';
import type { TcpProxy } from '../../support/tcp-proxy.ts';

let services: TestServices;
let proxy: TcpProxy;
let url: string;
let admin: ChannelModel;
let channel: Channel;
let tests = 0;
let namespace: string;
let opened: Closeable[] = [];

beforeAll(async () => {
  services = await startTestServices({ env: process.env, only: ['rabbitmq'] });
  const direct = new URL(services.amqpUrl);
  proxy = await createTcpProxy({ host: direct.hostname, port: Number(direct.port) });
  direct.port = String(proxy.port);
  url = direct.href;
  admin = await connect(services.amqpUrl);
});

beforeEach(async () => {
  tests += 1;
  namespace = `t${process.pid}-${tests}-`;
  channel = await admin.createChannel();
  channel.on('error', () => undefined);
});

afterEach(async () => {
  proxy.restore();
  for (const broker of opened) await broker.close();
  opened = [];
  const { workQueue, deadQueue, deadExchange, eventExchange, controlExchange } = createTopology(namespace);
  for (const queue of [workQueue, deadQueue]) await channel.deleteQueue(queue);
  for (const exchange of [deadExchange, eventExchange, controlExchange])
    await channel.deleteExchange(exchange);
});

afterAll(async () => {
  await admin?.close();
  await proxy?.close();
  await services?.stop();
});

const options = (): { log: ReturnType<typeof createSilentLog>; namespace: string } => ({
  log: createSilentLog(),
  namespace,
});

function keep<Broker extends Closeable>(broker: Broker): Broker {
  opened.push(broker);
  return broker;
}

const openDispatcher = async () => keep(await createDispatcherBroker(url, options()));
const openScraper = async () => keep(await createScraperBroker(url, options()));

function messagesFor(replyTo: string, count: number): ScrapeMessage[] {
  return Array.from({ length: count }, (_, index) => scrapeMessage({ urlKey: `k${index}`, replyTo }));
}

describe('work and answers', () => {
  test('every message published is delivered once and its answer comes back', async () => {
    const dispatcher = await openDispatcher();
    const scraper = await openScraper();
    const answers: ScrapeAnswer[] = [];
    dispatcher.onAnswers((batch) => answers.push(...batch));
    await dispatcher.publish(messagesFor(dispatcher.replyTo, 1_200));
    expect(await dispatcher.depth()).toBe(1_200);
    await scraper.consume(64, (message, delivery) => {
      void scraper
        .answer(message.replyTo, [scrapeAnswer({ urlKey: message.urlKey })])
        .then(() => delivery.settle('ack'));
    });
    await eventually(() => answers.length >= 1_200);
    expect(new Set(answers.map((answer) => answer.urlKey)).size).toBe(1_200);
    await eventually(async () => (await dispatcher.depth()) === 0);
  });

  test('what is not a message goes to the dead letters and disturbs nobody', async () => {
    const dispatcher = await openDispatcher();
    const scraper = await openScraper();
    const seen: string[] = [];
    await scraper.consume(8, (message, delivery) => {
      seen.push(message.urlKey);
      delivery.settle('ack');
    });
    const { workQueue, deadQueue } = createTopology(namespace);
    for (const body of ['{', '[]', JSON.stringify({ ...scrapeMessage(), v: 2 })]) {
      channel.sendToQueue(workQueue, Buffer.from(body));
    }
    await dispatcher.publish(messagesFor(dispatcher.replyTo, 1));
    await eventually(async () => (await channel.checkQueue(deadQueue)).messageCount === 3);
    await eventually(() => seen.length > 0);
    expect(seen).toEqual(['k0']);
  });

  test('a message handed back is delivered again, marked as such', async () => {
    const dispatcher = await openDispatcher();
    const scraper = await openScraper();
    const deliveries: boolean[] = [];
    await scraper.consume(8, (_message, delivery) => {
      deliveries.push(delivery.redelivered);
      delivery.settle(deliveries.length === 1 ? 'requeue' : 'ack');
      delivery.settle('requeue');
    });
    await dispatcher.publish(messagesFor(dispatcher.replyTo, 1));
    await eventually(() => deliveries.length === 2);
    expect(deliveries).toEqual([false, true]);
  });

  test('answers to a dispatcher that is gone are dropped and counted', async () => {
    const dispatcher = await openDispatcher();
    const scraper = await openScraper();
    const { replyTo } = dispatcher;
    await dispatcher.close();
    await eventually(async () => {
      await scraper.answer(replyTo, [scrapeAnswer()]);
      return scraper.droppedAnswers() > 0;
    });
    expect(scraper.reachable()).toBe(true);
  });

  test('after cancel nothing more is taken, and what was taken can be settled', async () => {
    const dispatcher = await openDispatcher();
    const scraper = await openScraper();
    const held: Delivery[] = [];
    await scraper.consume(3, (_message, delivery) => held.push(delivery));
    await dispatcher.publish(messagesFor(dispatcher.replyTo, 10));
    await eventually(() => held.length === 3);
    await scraper.cancel();
    for (const delivery of held) delivery.settle('ack');
    await dispatcher.publish(messagesFor(dispatcher.replyTo, 1));
    expect(held).toHaveLength(3);
    expect(await dispatcher.depth()).toBe(8);
  });
});

describe('losing the broker', () => {
  test('a dispatcher whose connection broke has a new reply queue, is told, and goes on', async () => {
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
    proxy.cut();
    await eventually(() => reconnects === 1 && dispatcher.reachable() && scraper.reachable());
    expect(dispatcher.replyTo).not.toBe(before);
    await dispatcher.publish(messagesFor(dispatcher.replyTo, 20));
    await eventually(() => new Set(answers.map((answer) => answer.urlKey)).size === 20);
  });

  test('publishing rejects at once while the broker is away, and works when it is back', async () => {
    const dispatcher = await openDispatcher();
    proxy.sever();
    await eventually(() => !dispatcher.reachable());
    const unavailable = { code: 'dependency-unavailable' };
    await expect(dispatcher.publish(messagesFor('x', 1))).rejects.toMatchObject(unavailable);
    await expect(dispatcher.depth()).rejects.toMatchObject(unavailable);
    proxy.restore();
    await eventually(() => dispatcher.reachable());
    await dispatcher.publish(messagesFor('x', 1));
    expect(await dispatcher.depth()).toBe(1);
  });

  test('messages under way when the connection breaks are reported as failed, not as sent', async () => {
    const dispatcher = await openDispatcher();
    const publishing = dispatcher.publish(messagesFor('x', 20_000));
    setImmediate(() => proxy.cut());
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
    await channel.deleteQueue(createTopology(namespace).workQueue);
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
    const events = keep(createEventBroker(url, options()));
    const seen: EventMessage[] = [];
    await events.onEvent('#', (event) => seen.push(event));
    await events.publishEvent({ id: 'first', type: 'run.state', at: 'now', data: null });
    // Publishing to an exchange that is gone closes the channel (404).
    await channel.deleteExchange(createTopology(namespace).eventExchange);
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
    proxy.sever();
    await expect(createDispatcherBroker(url, { ...options(), firstWaitMs: 300 })).rejects.toMatchObject({
      code: 'dependency-unavailable',
    });
    const control = keep(createControlBroker(url, { ...options(), firstWaitMs: 200 }));
    await expect(control.publishGate({ runId: 'r', gateSeq: 1, open: true })).rejects.toMatchObject({
      code: 'dependency-unavailable',
    });
    proxy.restore();
    await eventually(() =>
      control.publishGate({ runId: 'r', gateSeq: 1, open: true }).then(
        () => true,
        () => false,
      ),
    );
  });
});

describe('gates and events', () => {
  test('a gate reaches every listener, again after a reconnect', async () => {
    const [one, two] = [createControlBroker(url, options()), createControlBroker(url, options())].map(keep);
    const seen: GateMessage[][] = [[], []];
    await one?.onGate((gate) => seen[0]?.push(gate));
    await two?.onGate((gate) => seen[1]?.push(gate));
    await one?.publishGate({ runId: 'r', gateSeq: 1, open: false });
    await eventually(() => seen.every((gates) => gates.length === 1));
    let back = 0;
    two?.onReconnect(() => {
      back += 1;
    });
    proxy.cut();
    await eventually(() => back === 1);
    await eventually(async () => {
      await one?.publishGate({ runId: 'r', gateSeq: 2, open: true }).catch(() => undefined);
      return seen[1]?.some((gate) => gate.gateSeq === 2);
    });
    expect(seen[0]?.[0]).toEqual({ runId: 'r', gateSeq: 1, open: false });
  });

  test('events are delivered by pattern', async () => {
    const events = keep(createEventBroker(url, options()));
    const seen: string[] = [];
    await events.onEvent('run.*.j1', (event) => seen.push(event.id));
    const at = '2026-01-01T00:00:00Z';
    await events.publishEvent({ id: 'other', type: 'run.state', at, jobId: 'j2', data: {} });
    await events.publishEvent({ id: 'mine', type: 'run.state', at, jobId: 'j1', data: { n: 1 } });
    await eventually(() => seen.length > 0);
    expect(seen).toEqual(['mine']);
  });
});
