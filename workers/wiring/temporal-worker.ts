// A Temporal worker of this process: one task queue with its activities or workflows; drains on stop.
import { ApplicationFailure, CancelledFailure, TemporalFailure } from '@temporalio/common';
import {
  type ActivityExecuteInput,
  type ActivityInboundCallsInterceptor,
  type ActivityInterceptorsFactory,
  DefaultLogger,
  type NativeConnection,
  type Next,
  Runtime,
  Worker,
  type WorkerOptions,
} from '@temporalio/worker';
import type { AgentWork } from '../../domain/system/agent/agent.ts';
import { isWebloomError } from '../../domain/system/errors.ts';
import { taskQueueName } from '../../adapters/temporal/run-start.ts';
import type { Tracer } from '../../domain/system/trace/tracer.ts';
import { WorkLog } from '../work-log.ts';
import type { Foundation, RunningProcess } from './foundation.ts';
import { ActivitySpan, traceSinks } from './trace-activities.ts';
import { openWorkerConnection } from '../../adapters/temporal/open-worker-connection.ts';
import { given } from '../../domain/system/given.ts';

/** Shorter than the supervisor's patience: a killed activity waits for its heartbeat timeout. */
const GRACE = '8s';
const FORCE = '12s';
/** Activities at a time where a worker names no number of its own. */
const SLOTS = 100;

export interface WorkerInput {
  readonly queue: 'orchestrator' | 'delivery' | 'dispatcher' | 'pipeline' | 'small';
  readonly options: Partial<WorkerOptions>;
  /** Its slots are no room for more work of the process: they are kept free for what must not wait. */
  readonly isSpare?: true;
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

/** Notes what the worker works on; a cancellation counts as done. */
class ActivityWork implements ActivityInboundCallsInterceptor {
  readonly #log: WorkLog;
  readonly #what: string;

  constructor(log: WorkLog, what: string) {
    this.#log = log;
    this.#what = what;
  }

  async execute(
    input: ActivityExecuteInput,
    next: Next<ActivityInboundCallsInterceptor, 'execute'>,
  ): Promise<unknown> {
    const end = this.#log.begin({ what: this.#what, ...subjectOf(input.args[0]) });
    try {
      const result = await next(input);
      end();
      return result;
    } catch (error) {
      end(error instanceof CancelledFailure ? undefined : error);
      throw error;
    }
  }
}

/** The run and chunk an activity is about, as its input names them. */
function subjectOf(input: unknown): Pick<AgentWork, 'runId' | 'chunkNo'> {
  if (typeof input !== 'object' || input === null) return {};
  const runId: unknown = Reflect.get(input, 'runId');
  const chunkNo: unknown = Reflect.get(input, 'chunkNo');
  return {
    ...(typeof runId === 'string' ? { runId } : {}),
    ...(typeof chunkNo === 'number' ? { chunkNo } : {}),
  };
}

function interceptors(
  { queue, afterActivity }: WorkerInput,
  work: WorkLog,
  tracer: Tracer | null,
): ActivityInterceptorsFactory[] {
  const errors = { inbound: new ActivityErrors() };
  const own: ActivityInterceptorsFactory[] = [
    ({ info }) => ({ inbound: new ActivityWork(work, info.activityType) }),
    () => errors,
    ...(tracer === null ? [] : [spans(tracer, queue)]),
  ];
  if (afterActivity === undefined) return own;
  const ends = { inbound: new ActivityEnds(afterActivity) };
  return [() => ends, ...own];
}

function spans(tracer: Tracer, queue: WorkerInput['queue']): ActivityInterceptorsFactory {
  return ({ info: { activityType: name, attempt, workflowExecution } }) => ({
    inbound: new ActivitySpan(tracer, {
      name,
      attempt,
      executionId: workflowExecution?.runId ?? '',
      isLeaf: queue === 'pipeline',
      subject: subjectOf,
    }),
  });
}

export function openWorker(foundation: Foundation, parts: WorkerInput): Promise<RunningProcess> {
  return openWorkers(foundation, [parts]);
}

/** Several task queues in one process. Each has its own slots, so that none waits for the work of another. */
export async function openWorkers(
  foundation: Foundation,
  all: readonly WorkerInput[],
): Promise<RunningProcess> {
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ message, meta }) => {
      const { error, ...temporal } = meta ?? {};
      foundation.log.warn({ temporal, ...given({ err: error }) }, message);
    }),
    shutdownSignals: [],
  });
  const connection = await openWorkerConnection(foundation.config.temporal);
  foundation.onClose(() => connection.close());
  const slots = all.reduce((sum, parts) => sum + (parts.isSpare === true ? 0 : slotsOf(parts)), 0);
  const work = new WorkLog(slots, () => foundation.clock.now().getTime());
  const workers = await Promise.all(
    all.map((parts) => createWorker(foundation, parts, { connection, work })),
  );
  const running = workers.map((worker) => worker.run());
  // Without its worker the process is useless; the supervisor starts a fresh one.
  for (const one of running)
    one.catch((error: unknown) => {
      foundation.log.error({ err: error }, 'the worker failed');
      process.exit(1);
    });
  return {
    load: () => Object.assign({}, ...all.map((parts) => parts.load())),
    work,
    async stop() {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await Promise.all(running);
      for (const parts of all) await parts.stop?.();
    },
  };
}

function slotsOf({ options }: WorkerInput): number {
  return options.maxConcurrentActivityTaskExecutions ?? SLOTS;
}

function createWorker(
  { config, agentId, tracer }: Foundation,
  parts: WorkerInput,
  { connection, work }: { readonly connection: NativeConnection; readonly work: WorkLog },
): Promise<Worker> {
  return Worker.create({
    connection,
    namespace: config.temporal.namespace,
    taskQueue: taskQueueName(config.namespace, parts.queue),
    identity: agentId,
    shutdownGraceTime: GRACE,
    shutdownForceTime: FORCE,
    ...(tracer === null ? {} : { sinks: traceSinks(tracer) }),
    ...parts.options,
    interceptors: { ...parts.options.interceptors, activity: interceptors(parts, work, tracer) },
    maxConcurrentActivityTaskExecutions: slotsOf(parts),
  });
}
