// The state of all queues in one sentence.
import type { QueuesView } from '../../../api/schemas/queue.ts';
import { formatCount } from '../../ui/appearance/format.ts';

export function queueHeadline({ broker, engine, items }: QueuesView): string {
  if (broker.fault !== null && engine.fault !== null) return 'RabbitMQ and Temporal are away';
  if (broker.fault !== null) return 'RabbitMQ is away: nothing is fetched';
  if (engine.fault !== null) return 'Temporal is away: no run goes on';
  const waiting = items.reduce((sum, { ready }) => sum + (ready ?? 0), 0);
  if (waiting === 0) return 'All queues are empty';
  const growing = items.filter(({ trend }) => trend.kind === 'growing').length;
  const words = waiting === 1 ? 'One message waits' : `${formatCount(waiting)} messages wait`;
  if (growing === 0) return `${words}, and no queue grows`;
  return `${words}, and ${growing === 1 ? 'one queue grows' : `${growing} queues grow`}`;
}
