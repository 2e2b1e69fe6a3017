// The queues between the processes: depth, age, speed, and whether anybody takes from them.
import { isWebloomError } from '../../domain/system/errors.ts';
import { withinDeadline } from '../http/deadline.ts';
import type { ApiServer } from '../http/server-type.ts';
import type { ApiPorts } from '../ports.ts';
import type { QueueSampler } from '../query/queue/queue-sampler.ts';
import { queueList } from '../schemas/queue.ts';
import { noQuery } from '../schemas/paging.ts';
import { toQueuesView } from '../views/queue-view.ts';

const CHECK_MS = 1_000;

export function registerQueues(app: ApiServer, ports: ApiPorts, queues: QueueSampler): void {
  app.get(
    '/v1/queues',
    { schema: { tags: ['queues'], querystring: noQuery, response: { 200: queueList } } },
    async () => {
      const [report, alarm] = await Promise.all([queues.report(), brokerAlarm(ports)]);
      return toQueuesView(report, alarm);
    },
  );
}

/** RabbitMQ tells its alarm only to connections that publish, which the check does. */
async function brokerAlarm({ checks }: Pick<ApiPorts, 'checks'>): Promise<string | null> {
  const check = checks.find(({ name }) => name === 'broker');
  if (check === undefined) return null;
  return withinDeadline('RabbitMQ', check.check(), CHECK_MS).then(
    () => null,
    (error: unknown) =>
      isWebloomError(error) && typeof error.facts['alarm'] === 'string' ? error.message : null,
  );
}
