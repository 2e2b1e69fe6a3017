// Publishing to a queue that refuses: here because it is full, in a cluster because the channel asks a node that has died.
import { expect, test } from 'vitest';
import { BrokerLink } from '../../../adapters/amqp/broker-link.ts';
import { type Outgoing, Publisher } from '../../../adapters/amqp/publisher.ts';
import { useBroker } from '../../support/broker-fixture.ts';
import { eventually } from '../../support/eventually.ts';
import { createSilentLog } from '../../support/silent-log.ts';

const broker = useBroker();
const REFUSED_MS = 300;

interface Scene {
  readonly publish: () => Promise<number>;
  /** How often the connection was made again. */
  readonly again: () => number;
  readonly empty: () => Promise<unknown>;
}

/** A queue that takes one message. */
async function open(): Promise<Scene> {
  const queue = `${broker.topology.workQueue}.small`;
  let again = 0;
  const link = broker.keep(
    new BrokerLink({
      url: broker.url,
      name: 'test',
      log: createSilentLog(),
      setup: async (channel) => {
        const options = { arguments: { 'x-max-length': 1, 'x-overflow': 'reject-publish' } };
        await channel.assertQueue(queue, { ...options, durable: false, autoDelete: true });
      },
    }),
  );
  link.on('ready', (isAgain) => {
    if (isAgain) again += 1;
  });
  await link.whenReady(5_000);
  const publisher = new Publisher(link, { whenBlocked: 'reject', refusedMs: REFUSED_MS });
  const message: Outgoing = {
    exchange: '',
    routingKey: queue,
    body: Buffer.from('1'),
    messageId: 'm',
    persistent: false,
    mandatory: true,
  };
  return {
    publish: () => publisher.publish([message]),
    again: () => again,
    empty: () => broker.channel.purgeQueue(queue),
  };
}

test('a connection over which everything is refused for a while is made again, until something is taken', async () => {
  const { publish, again, empty } = await open();
  await publish();
  await eventually(async () => {
    await expect(publish()).rejects.toMatchObject({ code: 'dependency-unavailable' });
    return again() === 1;
  });
  await empty();
  await eventually(() =>
    publish().then(
      () => true,
      () => false,
    ),
  );
  expect(again()).toBe(1);
});

test('a connection over which something is taken in between stays', async () => {
  const { publish, again, empty } = await open();
  const until = performance.now() + 4 * REFUSED_MS;
  await publish();
  await eventually(async () => {
    await expect(publish()).rejects.toMatchObject({ code: 'dependency-unavailable' });
    await empty();
    await publish();
    return performance.now() > until;
  });
  expect(again()).toBe(0);
});
