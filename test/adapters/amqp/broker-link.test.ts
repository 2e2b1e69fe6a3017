// A link that has several addresses: two ways to one broker, each of which can be cut.
import { EventEmitter, once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { shuffled } from '../../../adapters/amqp/address-order.ts';
import { BrokerLink } from '../../../adapters/amqp/broker-link.ts';
import { createDispatcherBroker } from '../../../adapters/amqp/dispatcher-broker.ts';
import { useBroker } from '../../support/broker-fixture.ts';
import { eventually } from '../../support/eventually.ts';
import { scrapeMessage } from '../../support/scrape-message.ts';
import { createSilentLog } from '../../support/silent-log.ts';
import { type TcpProxy, createTcpProxy } from '../../support/tcp-proxy.ts';

const broker = useBroker();
let other: TcpProxy;
let list: string;

beforeEach(async () => {
  const { hostname, port } = new URL(broker.directUrl);
  other = await createTcpProxy({ host: hostname, port: Number(port) });
  const second = new URL(broker.directUrl);
  second.port = String(other.port);
  list = `${broker.url},${second.href}`;
});

afterEach(() => other.close());

function open(options: { setup?: () => Promise<void>; setupMs?: number } = {}): BrokerLink {
  const { setup = async () => undefined, ...rest } = options;
  return broker.keep(new BrokerLink({ url: list, name: 'test', log: createSilentLog(), setup, ...rest }));
}

test.each([0, 1])('a link finds the address that is left when number %i is away', async (away) => {
  const [gone, left] = away === 0 ? [broker.proxy, other] : [other, broker.proxy];
  gone.sever();
  await open().whenReady(5_000);
  expect(left.cut()).toBe(1);
});

test('a link goes to the other address each time that one is lost', async () => {
  const dispatcher = broker.keep(await createDispatcherBroker(list, broker.options()));
  for (const [gone, back] of [
    [broker.proxy, other],
    [other, broker.proxy],
    [broker.proxy, other],
  ] as const) {
    back.restore();
    gone.sever();
    // What was under way is refused, and sent again.
    await eventually(() =>
      dispatcher.publish([scrapeMessage({ urlKey: 'k' })]).then(
        () => true,
        () => false,
      ),
    );
  }
  expect(await dispatcher.depth()).toBeGreaterThanOrEqual(3);
});

describe('a link that somebody waits for', () => {
  const PATIENCE_MS = 120_000;

  test('is given up as soon as each address was tried in vain', async () => {
    broker.proxy.sever();
    other.sever();
    const link = open();
    const untilTried = link.whenReady(PATIENCE_MS, true);
    await expect(untilTried).rejects.toThrow(/RabbitMQ is not reachable for test \(2 addresses, /);
    // Both were tried by then.
    await expect(link.whenReady(PATIENCE_MS, true)).rejects.toThrow('not reachable');
  });

  test('is waited for while the broker is busy, or another address is left', async () => {
    const steps = new EventEmitter();
    const declared = once(steps, 'declared');
    broker.proxy.sever();
    const begun = once(steps, 'begun');
    const setup = async (): Promise<void> => {
      steps.emit('begun');
      await declared;
    };
    const ready = open({ setup }).whenReady(PATIENCE_MS, true);
    await begun;
    steps.emit('declared');
    await expect(ready).resolves.toBeDefined();
  });
});

test('all links of a process begin at one address', async () => {
  await Promise.all(Array.from({ length: 6 }, () => open().whenReady(5_000)));
  const counts = [broker.proxy.cut(), other.cut()];
  expect([Math.min(...counts), Math.max(...counts)]).toEqual([0, 6]);
});

test('an address that takes the connection and never finishes the set-up is left for the next', async () => {
  let calls = 0;
  const setup = (): Promise<void> => {
    calls += 1;
    return calls === 1 ? new Promise(() => undefined) : Promise.resolve();
  };
  await open({ setup, setupMs: 300 }).whenReady(5_000);
  expect(calls).toBe(2);
  // The first connection was given back.
  await eventually(async () => broker.proxy.cut() + other.cut() <= 1);
});

test('when no address answers, the reason names how many there are and no password', async () => {
  broker.proxy.sever();
  other.sever();
  const link = open();
  const failing = link.whenReady(1_000);
  await expect(failing).rejects.toMatchObject({
    code: 'dependency-unavailable',
    message: expect.stringMatching(/for test \(2 addresses, the last one 127\.0\.0\.1:\d+\): /),
  });
  await expect(failing).rejects.not.toThrow('guest');
  other.restore();
  await link.whenReady(10_000);
});

test('a text that is no list of addresses is refused at once', () => {
  const make = (): unknown =>
    new BrokerLink({
      url: 'amqp://u:hunter2@a,b',
      name: 'x',
      log: createSilentLog(),
      setup: async () => undefined,
    });
  expect(make).toThrow('The address of RabbitMQ must have the whole address again');
  expect(make).not.toThrow('hunter2');
});

test('processes take the addresses in every order, and each takes all of them', () => {
  const orders = new Set<string>();
  for (const first of [0, 0.4, 0.9]) {
    for (const second of [0, 0.9]) {
      const draws = [first, second, 0];
      orders.add(shuffled(['a', 'b', 'c'], () => draws.shift() ?? 0).join(''));
    }
  }
  expect([...orders].toSorted()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
});
