// A Temporal worker of this process: one task queue with its activities or workflows; drains on stop.
import { ApplicationFailure, TemporalFailure } from '@temporalio/common';
import {
  type ActivityExecuteInput,
  type ActivityInboundCallsInterceptor,
  type ActivityInterceptorsFactory,
  DefaultLogger,
  NativeConnection,
  type Next,
  Runtime,
  Worker,
  type WorkerOptions,
} from '@temporalio/worker';
import { isWebloomError } from '../../domain/errors.ts';
import { taskQueueName } from '../../adapters/temporal/run-start.ts';
import type { Foundation, RunningProcess } from './foundation.ts';

/** Shorter than the supervisor's patience: a killed activity waits for its heartbeat timeout. */
const GRACE = '8s';
const FORCE = '12s';

export interface WorkerParts {
  readonly queue: 'orchestrator' | 'dispatcher' | 'pipeline';
  readonly options: Partial<WorkerOptions>;
  readonly load: () => Readonly<Record<string, number>>;
  /** Called when an activity has ended, once nothing holds its rows any more. */
  readonly afterActivity?: () => void;
  /** Called after the worker has drained. */
  readonly stop?: () => Promise<void>;
}

/**
 * Ends activities by errors for which a retry can't help; all others are retried by the activity's policy.
 */
class ActivityErrors implements ActivityInboundCallsInterceptor {
  async execute(
    input: ActivityExecuteInput,
    next: Next<ActivityInboundCallsInterceptor, 'execute'>,
  ): Promise<unknown> {
    try {
      return await next(input);
    } catch (error) {
      // A cancellation, or a failure that is worded already.
      if (error instanceof TemporalFailure) throw error;
      if (isWebloomError(error)) {
        throw ApplicationFailure.create({
          message: error.message,
          type: error.code,
          nonRetryable: !error.retryable,
          cause: error,
        });
      }
      // A programming error does not go away, so it is retried a few times only, not for hours.
      const programming =
        error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
      if (!programming) throw error;
      throw ApplicationFailure.create({
        message: String(error),
        type: 'internal',
        nonRetryable: true,
        cause: error,
      });
    }
  }
}

class ActivityEnds implements ActivityInboundCallsInterceptor {
  readonly #tell: () => void;

  constructor(tell: () => void) {
    this.#tell = tell;
  }

  execute(
    input: ActivityExecuteInput,
    next: Next<ActivityInboundCallsInterceptor, 'execute'>,
  ): Promise<unknown> {
    return next(input).finally(() => setImmediate(this.#tell));
  }
}

function interceptors({ afterActivity }: WorkerParts): ActivityInterceptorsFactory[] {
  const errors = { inbound: new ActivityErrors() };
  if (afterActivity === undefined) return [() => errors];
  const ends = { inbound: new ActivityEnds(afterActivity) };
  return [() => ends, () => errors];
}

export async function openWorker(foundation: Foundation, parts: WorkerParts): Promise<RunningProcess> {
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ message, meta }) => {
      const { error, ...temporal } = meta ?? {};
      foundation.log.warn({ temporal, ...(error === undefined ? {} : { err: error }) }, message);
    }),
    shutdownSignals: [],
  });
  const { config } = foundation;
  const connection = await NativeConnection.connect({ address: config.temporalAddress });
  foundation.onClose(() => connection.close());
  const worker = await Worker.create({
    connection,
    namespace: config.temporalNamespace,
    taskQueue: taskQueueName(config.namespace, parts.queue),
    identity: foundation.agentId,
    shutdownGraceTime: GRACE,
    shutdownForceTime: FORCE,
    interceptors: { activity: interceptors(parts) },
    ...parts.options,
  });
  const running = worker.run();
  // Without its worker the process is useless; the supervisor starts a fresh one.
  running.catch((error: unknown) => {
    foundation.log.error({ err: error }, 'the worker failed');
    process.exit(1);
  });
  return {
    load: parts.load,
    async stop() {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await running;
      await parts.stop?.();
    },
  };
}
