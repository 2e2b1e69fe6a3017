import { expect, test } from 'vitest';
import { reconnectDelayMs } from '../../../adapters/amqp/reconnect-delay.ts';
import { createTopology, deadQueueOptions, workQueueOptions } from '../../../adapters/amqp/topology.ts';

test('names carry the namespace and the version of the topology', () => {
  expect(createTopology().workQueue).toBe('webloom1.url.to_scrape');
  expect(createTopology('t7').deadQueue).toBe('t71.dead');
});

test('the arguments are spelt as the broker knows them: it accepts a misspelt one in silence', () => {
  expect(workQueueOptions(createTopology()).arguments).toEqual({
    'x-queue-type': 'quorum',
    'x-delivery-limit': 20,
    'x-dead-letter-exchange': 'webloom1.dlx',
    'x-dead-letter-strategy': 'at-least-once',
    'x-overflow': 'reject-publish',
  });
  expect(deadQueueOptions().arguments).not.toHaveProperty('x-overflow');
});

test('attempts to connect grow apart up to five seconds, and never come all at once', () => {
  expect([1, 2, 3, 4, 10, 1_000].map((attempt) => reconnectDelayMs(attempt, 0.999_99))).toEqual([
    100, 200, 400, 800, 5_000, 5_000,
  ]);
  expect(reconnectDelayMs(1, 0)).toBe(50);
});
