// Looks at all queues every few seconds while somebody is interested, and keeps five minutes of depths in memory, for
// sparklines and trends. A server that does not answer leaves the last known values, with their age.
import { isWebloomError } from '../../../domain/system/errors.ts';
import { QueueBook, type ServiceState } from '../../../domain/health/queue/queue-book.ts';
import { SAMPLE_MS } from '../../../domain/health/queue/queue-history.ts';
import type { BrokerLook, QueueLook } from '../../../domain/health/queue/queue.ts';
import { type QueueTrend, trendOf } from '../../../domain/health/queue/queue-trend.ts';
import { withinDeadline } from '../../http/deadline.ts';
import type { ApiPorts } from '../../ports.ts';

const ANSWER_MS = 1_500;
/** When nobody has asked for this long, nothing is looked at any more. */
const INTEREST_MS = 600_000;

type SamplerPorts = Pick<ApiPorts, 'agents' | 'brokerGauge' | 'clock' | 'engineGauge'>;

export interface SampledQueue extends QueueLook {
  /** When these values were read; epoch ms. */
  readonly at: number;
  readonly trend: QueueTrend;
  readonly history: readonly { readonly at: number; readonly ready: number | null }[];
}

export interface QueueReport {
  readonly broker: ServiceState<BrokerLook>;
  readonly engine: ServiceState<readonly QueueLook[]>;
  readonly queues: readonly SampledQueue[];
  /** Since when the depths are kept. */
  readonly since: number;
}

export interface QueueSampler {
  report(): Promise<QueueReport>;
  stop(): void;
}

const NOTHING = { fault: 'It was not asked yet.', last: null } as const;

export function sampleQueues(ports: SamplerPorts): QueueSampler {
  const book = new QueueBook();
  let broker: ServiceState<BrokerLook> = NOTHING;
  let engine: ServiceState<readonly QueueLook[]> = NOTHING;
  let queues: readonly QueueLook[] = [];
  let lookedAt = 0;
  let since = 0;
  let askedAt = 0;
  let looking: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;

  const look = async (): Promise<void> => {
    const now = ports.clock.now().getTime();
    const [nextBroker, nextEngine, beats] = await Promise.all([
      ask('RabbitMQ', broker, () => ports.brokerGauge.look(), now),
      ask('Temporal', engine, () => ports.engineGauge.taskQueues(), now),
      withinDeadline('The store', ports.agents.list(), ANSWER_MS).catch(() => []),
    ]);
    [broker, engine, lookedAt] = [nextBroker, nextEngine, now];
    if (since === 0) since = now;
    queues = book.note({ broker, engine, beats, now });
  };
  const lookOnce = (): Promise<void> => {
    looking ??= look().finally(() => {
      looking = null;
    });
    return looking;
  };
  const tick = (): void => {
    if (ports.clock.now().getTime() - askedAt > INTEREST_MS) {
      clearInterval(timer);
      timer = undefined;
    } else void lookOnce().catch(() => undefined);
  };
  return {
    async report() {
      askedAt = ports.clock.now().getTime();
      timer ??= setInterval(tick, SAMPLE_MS).unref();
      if (askedAt - lookedAt >= SAMPLE_MS) await lookOnce();
      return { broker, engine, since, queues: queues.map((queue) => withHistory(queue)) };
    },
    stop: () => clearInterval(timer),
  };

  function withHistory(queue: QueueLook): SampledQueue {
    const depths = book.history.depths(queue.name);
    const last = queue.service === 'rabbitmq' ? broker.last : engine.last;
    return { ...queue, at: last?.at ?? 0, trend: trendOf(depths), history: depths };
  }
}

async function ask<Look>(
  what: string,
  before: ServiceState<Look>,
  act: () => Promise<Look>,
  now: number,
): Promise<ServiceState<Look>> {
  try {
    return { fault: null, last: { look: await withinDeadline(what, act(), ANSWER_MS), at: now } };
  } catch (error) {
    if (!isWebloomError(error)) throw error;
    return { fault: error.message, last: before.last };
  }
}
