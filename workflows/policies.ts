// On which queue activities run, how long they may take, and how they are retried. A fault of the
// infrastructure is retried until the service is back; activities themselves mark the errors that a retry
// can't repair.
import {
  type ActivityInterfaceFor,
  type ActivityOptions,
  proxyActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type {
  CleanUpActivities,
  DeliveryActivities,
  DispatcherActivities,
  OrchestratorActivities,
  PipelineActivities,
} from '../activities/contract.ts';

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

export function orchestrator(): ActivityInterfaceFor<OrchestratorActivities> {
  return proxyActivities<OrchestratorActivities>({ ...CONTROL, taskQueue: queueBeside('orchestrator') });
}

/** `summary`: shown for the activity in the timeline of the Temporal UI. */
export function dispatcher(summary: string): ActivityInterfaceFor<DispatcherActivities> {
  return proxyActivities<DispatcherActivities>({
    ...DISPATCH,
    taskQueue: queueBeside('dispatcher'),
    summary,
  });
}

export function pipeline(summary: string): ActivityInterfaceFor<PipelineActivities> {
  return proxyActivities<PipelineActivities>({ ...PIPELINE, taskQueue: queueBeside('pipeline'), summary });
}

export function delivery(): ActivityInterfaceFor<DeliveryActivities> {
  return proxyActivities<DeliveryActivities>({ ...DELIVERY, taskQueue: queueBeside('delivery') });
}

export function cleaner(summary: string): ActivityInterfaceFor<CleanUpActivities> {
  return proxyActivities<CleanUpActivities>({ ...CLEAN_UP, taskQueue: queueBeside('pipeline'), summary });
}
