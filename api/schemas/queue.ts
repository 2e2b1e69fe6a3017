// Queues of RabbitMQ and task queues of Temporal.
import { z } from 'zod';
import { time, timeOrNull } from './paging.ts';

const perSecond = z.number().nullable();

const queue = z.object({
  name: z
    .string()
    .describe('Name of the queue at its server; a task queue of Temporal has its type behind it.'),
  service: z.enum(['rabbitmq', 'temporal']).describe('The server that keeps it.'),
  purpose: z.string().describe('What waits in it, in words.'),
  ready: z.number().nullable().describe('Messages or tasks that wait; null: the server does not say.'),
  unacked: z
    .number()
    .nullable()
    .describe('Taken and not settled, by the heartbeats of the scrapers; null: not known.'),
  consumers: z
    .number()
    .nullable()
    .describe('Processes that take from it; 0 while messages wait: it stands still.'),
  oldestMs: z
    .number()
    .nullable()
    .describe('How long the oldest has waited, ms; of a queue nobody takes from, at least; null: not known.'),
  inPerSecond: perSecond.describe('Coming in each second, over the last minute; null: not known.'),
  outPerSecond: perSecond.describe('Taken each second; null: not known.'),
  trend: z
    .object({
      kind: z
        .enum(['empty', 'steady', 'draining', 'growing', 'unknown'])
        .describe('Where it is going, by the last minute.'),
      words: z.string().describe('The same in words, with the time or the speed.'),
    })
    .describe('Where it is going.'),
  history: z
    .array(
      z.object({
        at: time.describe('When, ISO 8601 in UTC.'),
        ready: z.number().nullable().describe('Messages that waited; null: the server could not be asked.'),
      }),
    )
    .describe('Depths of the last five minutes, oldest first, one every five seconds.'),
  asOf: time.describe('When the numbers were read, ISO 8601 in UTC; old while the server is away.'),
  isCurrent: z.boolean().describe('False: the server is away and these are the last known numbers.'),
});

export const queueList = z
  .object({
    broker: z
      .object({
        reachable: z.boolean().describe('RabbitMQ answers.'),
        fault: z.string().nullable().describe('Why it does not, and what to do; null while it answers.'),
        version: z.string().nullable().describe('Version of RabbitMQ; null: never reached.'),
        alarm: z.string().nullable().describe('Its alarm (disk, memory): it takes no messages; null: none.'),
      })
      .describe('RabbitMQ, which carries the URLs to the scrapers.'),
    engine: z
      .object({
        reachable: z.boolean().describe('Temporal answers.'),
        fault: z.string().nullable().describe('Why it does not, and what to do; null while it answers.'),
      })
      .describe('Temporal, which keeps the runs.'),
    items: z.array(queue).describe('The queues, in the order in which a page passes them.'),
    historySince: timeOrNull.describe(
      'Since when depths are kept: this process begins when somebody looks, and forgets after ten minutes.',
    ),
    unknown: z.array(z.string()).describe('What can not be known here and why, in words.'),
  })
  .meta({ id: 'Queues' });

export type QueuesView = z.infer<typeof queueList>;
export type QueueView = QueuesView['items'][number];
