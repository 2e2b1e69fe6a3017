import { expect, test } from 'vitest';
import { createDeadLetterBroker } from '../../../adapters/amqp/dead-letter-broker.ts';
import { createDispatcherBroker } from '../../../adapters/amqp/dispatcher-broker.ts';
import { createScraperBroker } from '../../../adapters/amqp/scraper-broker.ts';
import { type DeadMessage, readDeadMessage } from '../../../domain/upkeep/dead-letter/broken-message.ts';
import { useBroker } from '../../support/broker-fixture.ts';
import { eventually } from '../../support/eventually.ts';
import { scrapeMessage } from '../../support/scrape-message.ts';

const broker = useBroker();

async function countDead(): Promise<number> {
  return (await broker.channel.checkQueue(broker.topology.deadQueue)).messageCount;
}

test('what no scraper can read is kept with what was wrong, and acknowledged after that', async () => {
  const scraper = broker.keep(await createScraperBroker(broker.url, broker.options()));
  await scraper.consume(8, (_message, delivery) => delivery.settle('ack'));
  const bodies = ['{', JSON.stringify({ ...scrapeMessage(), v: 2 }), Buffer.from([0xff, 0x00])];
  for (const body of bodies)
    broker.channel.sendToQueue(broker.topology.workQueue, Buffer.from(body), { messageId: 'm' });
  await eventually(async () => (await countDead()) === 3);
  const kept: DeadMessage[] = [];
  let refusals = 0;
  broker.keep(
    createDeadLetterBroker(broker.url, {
      ...broker.options(),
      againMs: 20,
      // The store is away at first.
      keep: async (message) => {
        if ((refusals += 1) <= 3) throw new Error('the store is away');
        kept.push(message);
      },
    }),
  );
  await eventually(() => kept.length === 3);
  await eventually(async () => (await countDead()) === 0);
  expect(kept.map((message) => readDeadMessage(message).reason).toSorted()).toEqual([
    'undecodable',
    'undecodable',
    'unknown-version',
  ]);
  expect(kept.every(({ cause, at }) => cause === 'rejected' && Date.now() - at.getTime() < 60_000)).toBe(
    true,
  );
  expect(new Set(kept.map(({ messageId }) => messageId)).size).toBe(3);
});

test('a message that was not kept when its reader ended is given to the next', async () => {
  const dispatcher = broker.keep(await createDispatcherBroker(broker.url, broker.options()));
  expect(await dispatcher.depth()).toBe(0);
  broker.channel.publish(broker.topology.deadExchange, '', Buffer.from('x'), { messageId: 'left' });
  const first = createDeadLetterBroker(broker.url, {
    ...broker.options(),
    keep: () => Promise.reject(new Error('the store is away')),
  });
  await eventually(
    async () => (await broker.channel.checkQueue(broker.topology.deadQueue)).consumerCount === 1,
  );
  await first.close();
  const kept: string[] = [];
  const keep = async ({ messageId }: DeadMessage): Promise<void> => void kept.push(messageId);
  broker.keep(createDeadLetterBroker(broker.url, { ...broker.options(), keep }));
  await eventually(() => kept.length === 1);
  expect(kept[0]).toMatch(/^left /);
});
