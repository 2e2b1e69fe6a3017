// What can be seen of a queue from outside, and the ports that look. What a server does not tell is null, never zero.

/** One of RabbitMQ's queues or one of Temporal's task queues, at one moment. */
export interface QueueLook {
  readonly name: string;
  readonly service: 'rabbitmq' | 'temporal';
  /** What waits in it, in words. */
  readonly purpose: string;
  /** Messages or tasks that wait. */
  readonly ready: number | null;
  /** Handed to a process and not settled yet. */
  readonly unacked: number | null;
  /** Processes (RabbitMQ: consumers, Temporal: pollers) that take from it. */
  readonly consumers: number | null;
  /** Age of what has waited longest. */
  readonly oldestMs: number | null;
  readonly inPerSecond: number | null;
  readonly outPerSecond: number | null;
}

/** What RabbitMQ tells without its management plugin. */
export interface BrokerLook {
  readonly version: string | null;
  readonly work: DeclaredQueue;
  /** What renderers take from. */
  readonly render: DeclaredQueue;
  readonly dead: DeclaredQueue;
}

export interface DeclaredQueue {
  readonly name: string;
  readonly ready: number;
  readonly consumers: number;
}

export interface BrokerGauge {
  /** Rejects (dependency-unavailable) when the broker can not be asked now. */
  look(): Promise<BrokerLook>;
}

export interface EngineGauge {
  /** Rejects (dependency-unavailable) when the engine can not be asked now. */
  taskQueues(): Promise<QueueLook[]>;
}
