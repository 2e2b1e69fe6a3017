// What the broker keeps under the present version of the topology. Arguments of a queue that is there can not be changed, so
// a change here needs a higher version: then raise TOPOLOGY_VERSION and write the new forms down here.
import { expect, test } from 'vitest';
import { createTopology, deadQueueOptions, workQueueOptions } from '../../../adapters/amqp/topology.ts';

test('names and arguments belong to version 1', () => {
  const topology = createTopology('wl');
  expect(topology).toEqual({
    workQueue: 'wl1.url.to_scrape',
    renderQueue: 'wl1.url.to_render',
    deadExchange: 'wl1.dlx',
    deadQueue: 'wl1.dead',
    eventExchange: 'wl1.events',
    controlExchange: 'wl1.control',
  });
  expect(workQueueOptions(topology)).toEqual({
    durable: true,
    arguments: {
      'x-queue-type': 'quorum',
      'x-delivery-limit': 20,
      'x-dead-letter-exchange': 'wl1.dlx',
      'x-dead-letter-strategy': 'at-least-once',
      'x-overflow': 'reject-publish',
    },
  });
  expect(deadQueueOptions()).toEqual({
    durable: true,
    arguments: { 'x-queue-type': 'quorum', 'x-message-ttl': 1_209_600_000, 'x-max-length': 100_000 },
  });
});
