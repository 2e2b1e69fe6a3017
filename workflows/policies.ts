// On which queue activities run, how long they may take, and how they are retried. A fault of the
// infrastructure is retried until the service is back; activities themselves mark the errors that a retry
// can't repair.
import {
  ActivityFailure,
  type ActivityInterfaceFor,
  type ActivityOptions,
  type LocalActivityOptions,
  TemporalFailure,
  isCancellation,
  patched,
  proxyActivities,
  proxyLocalActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type {
  CleanUpActivities,
  DeliveryActivities,
  DispatcherActivities,
  OrchestratorActivities,
  PipelineActivities,
  SmallPipelineActivities,
} from '../activities/contract.ts';
import { type TaskPriority, taskPriority } from '../domain/run/flow/task-priority.ts';
import type { RunSettings } from '../domain/run/run-settings.ts';

const RETRY = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '20s' } as const;

/** Short steps on documents: createRun, transitions, finalizeRun. Heartbeats tell slow from killed. */
const CONTROL: ActivityOptions = {
  startToCloseTimeout: '60s',
  scheduleToCloseTimeout: '24h',
  heartbeatTimeout: '10s',
  retry: RETRY,
};

/**
 * discover and scrape occupy a slot while they wait for the hosts' pace; heartbeats carry their checkpoint.
 * scrape ends by itself after ten minutes; discover may have hundreds of sitemaps to read, one after another.
 */
const DISPATCH: ActivityOptions = {
  startToCloseTimeout: '12h',
  scheduleToCloseTimeout: '24h',
  heartbeatTimeout: '10s',
  retry: RETRY,
  cancellationType: 'TRY_CANCEL',
};

/**
 * A short step, tried once in the orchestrator's own process within the workflow task that asks for it: one event and no turn of
 * a queue, where an activity takes six events. What fails or takes longer is done again as an activity, which waits and is
 * retried for as long as the policies above say, and shows in Temporal why.
 */
const LOCAL: LocalActivityOptions = { scheduleToCloseTimeout: '5s', retry: { maximumAttempts: 1 } };

/** Stages that use CPU. */
const PIPELINE: ActivityOptions = {
  startToCloseTimeout: '15m',
  scheduleToCloseTimeout: '24h',
  heartbeatTimeout: '10s',
  retry: RETRY,
  cancellationType: 'TRY_CANCEL',
};

/** A step of a clean-up takes seconds; one that fails for two hours is left to the next clean-up. */
const CLEAN_UP: ActivityOptions = {
  startToCloseTimeout: '15m',
  scheduleToCloseTimeout: '2h',
  heartbeatTimeout: '10s',
  retry: RETRY,
};

/** One attempt of a delivery, whose time limit is the activity's own; a fault of Webloom itself is retried without end. */
const DELIVERY: ActivityOptions = {
  startToCloseTimeout: '60s',
  heartbeatTimeout: '10s',
  retry: RETRY,
};

/**
 * Queue names share the prefix of the workflow's own queue, so that several installations can use one server.
 */
function queueBeside(name: string): string {
  return workflowInfo().taskQueue.replace(/[^-]+$/, name);
}

/** Older runs, whose histories have activities here, do not have `localActivities`. */
export function orchestrator({
  localActivities,
  workspaceId,
}: Pick<RunSettings, 'localActivities' | 'workspaceId'>): OrchestratorActivities {
  const queued = proxyActivities<OrchestratorActivities>({
    ...CONTROL,
    taskQueue: queueBeside('orchestrator'),
    priority: taskPriority('control', { workspaceId, isSmall: false }),
  });
  if (localActivities !== true) return queued;
  const local = proxyLocalActivities<OrchestratorActivities>(LOCAL);
  return {
    createRun: localFirst(local.createRun, queued.createRun),
    transition: localFirst(local.transition, queued.transition),
    acknowledge: localFirst(local.acknowledge, queued.acknowledge),
    finalizeRun: localFirst(local.finalizeRun, queued.finalizeRun),
  };
}

/** In older histories a step that failed at once ended its run. */
const QUEUES_WHAT_FAILED = 'queues-what-failed-locally';

/** A local step that times out is an `ActivityFailure`, as on a queue; one that fails throws the failure itself, which is not. */
function localFirst<Input, Result>(
  local: (input: Input) => Promise<Result>,
  queued: (input: Input) => Promise<Result>,
): (input: Input) => Promise<Result> {
  return async (input) => {
    try {
      return await local(input);
    } catch (error) {
      if (!(error instanceof TemporalFailure) || isCancellation(error)) throw error;
      if (!(error instanceof ActivityFailure) && !patched(QUEUES_WHAT_FAILED)) throw error;
      return queued(input);
    }
  };
}

/** `summary`: shown for the activity in the timeline of the Temporal UI. */
export function dispatcher(
  summary: string,
  priority: TaskPriority,
): ActivityInterfaceFor<DispatcherActivities> {
  return proxyActivities<DispatcherActivities>({
    ...DISPATCH,
    taskQueue: queueBeside('dispatcher'),
    summary,
    priority,
  });
}

/** `small`: for the steps of runs of a few pages, which have slots of their own in every pipeline. */
export type PipelineQueue = 'pipeline' | 'small';

export function pipeline(
  summary: string,
  priority: TaskPriority,
  queue: PipelineQueue = 'pipeline',
): ActivityInterfaceFor<PipelineActivities> {
  return proxyActivities<PipelineActivities>({
    ...PIPELINE,
    taskQueue: queueBeside(queue),
    summary,
    priority,
  });
}

/** The steps of the pipeline that the orchestrator takes itself where they are small; see `LOCAL`. */
export function smallPipeline(
  summary: string,
  priority: TaskPriority,
  queue: PipelineQueue = 'pipeline',
): SmallPipelineActivities {
  const local = proxyLocalActivities<SmallPipelineActivities>({ ...LOCAL, summary });
  const queued = pipeline(summary, priority, queue);
  return {
    planChunks: localFirst(local.planChunks, queued.planChunks),
    classify: localFirst(local.classify, queued.classify),
    detectChange: localFirst(local.detectChange, queued.detectChange),
    trackPrice: localFirst(local.trackPrice, queued.trackPrice),
  };
}

export function delivery(): ActivityInterfaceFor<DeliveryActivities> {
  return proxyActivities<DeliveryActivities>({ ...DELIVERY, taskQueue: queueBeside('delivery') });
}

export function cleaner(summary: string): ActivityInterfaceFor<CleanUpActivities> {
  const priority = taskPriority('aside', { isSmall: false });
  return proxyActivities<CleanUpActivities>({
    ...CLEAN_UP,
    taskQueue: queueBeside('pipeline'),
    summary,
    priority,
  });
}
