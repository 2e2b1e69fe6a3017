import { describe, expect, test } from 'vitest';
import { createControlBroker } from '../../../adapters/amqp/control-broker.ts';
import { createDispatcherBroker } from '../../../adapters/amqp/dispatcher-broker.ts';
import { createEventBroker } from '../../../adapters/amqp/event-broker.ts';
import { createScraperBroker } from '../../../adapters/amqp/scraper-broker.ts';
import type { Delivery } from '../../../domain/run/dispatch/broker.ts';
import type { PermitMessage, ScrapeAnswer, ScrapeMessage } from '../../../domain/run/dispatch/message.ts';
import { useBroker } from '../../support/broker-fixture.ts';
import { eventually } from '../../support/eventually.ts';
import { scrapeAnswer, scrapeMessage } from '../../support/scrape-message.ts';

const broker = useBroker();
const openDispatcher = async () => broker.keep(await createDispatcherBroker(broker.url, broker.options()));
const openScraper = async () => broker.keep(await createScraperBroker(broker.url, broker.options()));

function messagesFor(replyTo: string, count: number): ScrapeMessage[] {
  return Array.from({ length: count }, (_, index) => scrapeMessage({ urlKey: `k${index}`, replyTo }));
}

const SERVED = { key: 'pack', offset: 4, length: 9, crc32: 1, url: 'https://shop.example/', hash: 's' };
const CALLS = [{ host: 'api.test', sent: 2, refused: 1, why: 'robots.txt does not allow it' }];

/** What a renderer tells of a page that is to keep to robots.txt. */
function called({ fetch }: ScrapeMessage): Pick<ScrapeAnswer, 'calls' | 'served'> {
  return fetch.obeyRobots === true && fetch.served === true ? { calls: CALLS, served: SERVED } : {};
}

describe('work and answers', () => {
  test('every message published is delivered once and its answer comes back', async () => {
    const dispatcher = await openDispatcher();
    const scraper = await openScraper();
    const answers: ScrapeAnswer[] = [];
    dispatcher.onAnswers((batch) => answers.push(...batch));
    await dispatcher.publish(messagesFor(dispatcher.replyTo, 1_200));
    expect(await dispatcher.depth()).toBe(1_200);
    const confirmed: Promise<void>[] = [];
    await scraper.consume(64, (message, delivery) => {
      const sent = scraper.answer(message.replyTo, [scrapeAnswer({ urlKey: message.urlKey })]);
      confirmed.push(sent.then(() => delivery.settle('ack')));
    });
    await eventually(() => answers.length >= 1_200);
    // An answer arrives before the broker confirms it to its sender: the last ones are still on their way.
    await Promise.all(confirmed);
    expect(new Set(answers.map((answer) => answer.urlKey)).size).toBe(1_200);
    await eventually(async () => (await dispatcher.depth()) === 0);
  });

  test('pages for a browser go to those that render, and no scraper gets them', async () => {
    const dispatcher = await openDispatcher();
    const scraper = await openScraper();
    const renderer = broker.keep(
      await createScraperBroker(broker.url, { ...broker.options(), work: 'render' }),
    );
    const answers: ScrapeAnswer[] = [];
    dispatcher.onAnswers((batch) => answers.push(...batch));
    const taken: string[] = [];
    const take =
      (by: string, of: typeof scraper) =>
      (message: ScrapeMessage, delivery: Delivery): void => {
        taken.push(`${by} ${message.urlKey}`);
        void of
          .answer(message.replyTo, [
            scrapeAnswer({ urlKey: message.urlKey, rendered: true, ...called(message) }),
          ])
          .then(() => delivery.settle('ack'));
      };
    await scraper.consume(8, take('scraper', scraper));
    await renderer.consume(8, take('renderer', renderer));
    const [plain, other] = messagesFor(dispatcher.replyTo, 2);
    if (plain === undefined || other === undefined) throw new Error('two messages are made');
    const fetch = { ...other.fetch, render: true, obeyRobots: true, served: true } as const;
    await dispatcher.publish([plain, { ...other, fetch }]);
    await eventually(() => answers.length === 2);
    const answerTo = (urlKey: string): ScrapeAnswer['calls'] =>
      answers.find((answer) => answer.urlKey === urlKey)?.calls;
    expect([answerTo('k0'), answerTo('k1')]).toEqual([undefined, CALLS]);
    expect(answers.map(({ served }) => served)).toEqual(expect.arrayContaining([SERVED]));
    expect(taken.toSorted()).toEqual(['renderer k1', 'scraper k0']);
    expect(answers.map(({ rendered }) => rendered)).toEqual([true, true]);
  });

  test('a look tells what waits in each queue, and who takes from it', async () => {
    const dispatcher = await openDispatcher();
    const events = broker.keep(createEventBroker(broker.url, { ...broker.options(), name: 'test' }));
    broker.keep(await createScraperBroker(broker.url, { ...broker.options(), work: 'render' }));
    const scraper = await openScraper();
    await scraper.consume(1, () => undefined);
    const messages = messagesFor(dispatcher.replyTo, 3);
    await dispatcher.publish(messages.map((one) => ({ ...one, fetch: { ...one.fetch, render: true } })));
    const { workQueue, renderQueue, deadQueue } = broker.topology;
    expect(await events.look()).toMatchObject({
      work: { name: workQueue, ready: 0, consumers: 1 },
      render: { name: renderQueue, ready: 3, consumers: 0 },
      dead: { name: deadQueue, ready: 0, consumers: 0 },
    });
  });

  test('what is not a message goes to the dead letters and disturbs nobody', async () => {
    const dispatcher = await openDispatcher();
    const scraper = await openScraper();
    const seen: string[] = [];
    await scraper.consume(8, (message, delivery) => {
      seen.push(message.urlKey);
      delivery.settle('ack');
    });
    const { workQueue, deadQueue } = broker.topology;
    for (const body of ['{', '[]', JSON.stringify({ ...scrapeMessage(), v: 2 })]) {
      broker.channel.sendToQueue(workQueue, Buffer.from(body));
    }
    await dispatcher.publish(messagesFor(dispatcher.replyTo, 1));
    await eventually(async () => (await broker.channel.checkQueue(deadQueue)).messageCount === 3);
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

describe('gates and events', () => {
  test('a gate reaches every listener, again after a reconnect', async () => {
    const [one, two] = [
      createControlBroker(broker.url, broker.options()),
      createControlBroker(broker.url, broker.options()),
    ].map((control) => broker.keep(control));
    const seen: PermitMessage[][] = [[], []];
    await one?.onPermit((gate) => seen[0]?.push(gate));
    await two?.onPermit((gate) => seen[1]?.push(gate));
    await one?.publishPermit({ runId: 'r', gateSeq: 1, open: false });
    await eventually(() => seen.every((gates) => gates.length === 1));
    let back = 0;
    two?.onReconnect(() => {
      back += 1;
    });
    broker.proxy.cut();
    await eventually(() => back === 1);
    await eventually(async () => {
      await one?.publishPermit({ runId: 'r', gateSeq: 2, open: true }).catch(() => undefined);
      return seen[1]?.some((gate) => gate.gateSeq === 2);
    });
    expect(seen[0]?.[0]).toEqual({ runId: 'r', gateSeq: 1, open: false });
  });

  test('events are delivered by pattern', async () => {
    const events = broker.keep(createEventBroker(broker.url, broker.options()));
    const seen: string[] = [];
    await events.onEvent('run.*.j1', (event) => seen.push(event.id));
    const at = '2026-01-01T00:00:00Z';
    await events.publishEvent({ id: 'other', type: 'run.state', at, jobId: 'j2', data: {} });
    await events.publishEvent({ id: 'mine', type: 'run.state', at, jobId: 'j1', data: { n: 1 } });
    await eventually(() => seen.length > 0);
    expect(seen).toEqual(['mine']);
  });
});
