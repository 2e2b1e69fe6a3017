// Queues as the API shows them.
import { HISTORY_MS } from '../../domain/health/queue/queue-history.ts';
import type { QueueReport, SampledQueue } from '../query/queue/queue-sampler.ts';
import type { QueueView, QueuesView } from '../schemas/queue.ts';

const UNKNOWN = [
  'RabbitMQ tells depth and consumers of a queue without its management plugin; what scrapers hold, their speed and the oldest wait are by their heartbeats, every 5 s.',
  'Temporal counts what it has handed out by workflow, not by queue.',
] as const;

/** `alarm`: what the broker says when it takes no messages. */
export function toQueuesView(
  { broker, engine, queues, since }: QueueReport,
  alarm: string | null,
): QueuesView {
  return {
    broker: {
      reachable: broker.fault === null,
      fault: broker.fault,
      version: broker.last?.look.version ?? null,
      alarm,
    },
    engine: { reachable: engine.fault === null, fault: engine.fault },
    items: queues.map((queue) =>
      toQueueView(queue, queue.service === 'rabbitmq' ? broker.fault === null : engine.fault === null),
    ),
    historySince: since === 0 ? null : new Date(since).toISOString(),
    unknown: [...UNKNOWN],
  };
}

function toQueueView({ at, history, trend, ...queue }: SampledQueue, isCurrent: boolean): QueueView {
  const { kind, words } = trend;
  return {
    ...queue,
    inPerSecond: rounded(queue.inPerSecond),
    outPerSecond: rounded(queue.outPerSecond),
    trend: isCurrent ? { kind, words } : { kind: 'unknown', words: 'not known while the server is away' },
    history: history
      .filter((depth) => depth.at >= at - HISTORY_MS)
      .map((depth) => ({ at: new Date(depth.at).toISOString(), ready: depth.ready })),
    asOf: new Date(at).toISOString(),
    isCurrent,
  };
}

function rounded(perSecond: number | null): number | null {
  return perSecond === null ? null : Math.round(perSecond * 100) / 100;
}
