// Where activities run, how long they may take, and how they are tried again. Infrastructure faults are retried until
// the service is back; the activities themselves mark what trying again can't mend.
import {
  type ActivityInterfaceFor,
  type ActivityOptions,
  proxyActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type {
  DispatcherActivities,
  OrchestratorActivities,
  PipelineActivities,
} from '../activities/contract.ts';

const RETRY = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '20s' } as const;

/** Short steps on documents: createRun, transitions, finalizeRun. Heartbeats tell a killed process from a slow step. */
const CONTROL: ActivityOptions = {
  startToCloseTimeout: '60s',
  scheduleToCloseTimeout: '24h',
  heartbeatTimeout: '10s',
  retry: RETRY,
};

/**
 * discover and scrape hold a slot while the hosts' pace goes on; heartbeats carry their checkpoint. scrape ends by itself
 * after ten minutes; discover may have hundreds of sitemaps to read, one after another.
 */
const DISPATCH: ActivityOptions = {
  startToCloseTimeout: '12h',
  scheduleToCloseTimeout: '24h',
  heartbeatTimeout: '10s',
  retry: RETRY,
  cancellationType: 'TRY_CANCEL',
};

/** CPU stages. */
const PIPELINE: ActivityOptions = {
  startToCloseTimeout: '15m',
  scheduleToCloseTimeout: '24h',
  heartbeatTimeout: '10s',
  retry: RETRY,
  cancellationType: 'TRY_CANCEL',
};

/** Queues share the prefix of the workflow's own, so that several installations can use one server. */
function queueBeside(name: string): string {
  return workflowInfo().taskQueue.replace(/[^-]+$/, name);
}

export function orchestrator(): ActivityInterfaceFor<OrchestratorActivities> {
  return proxyActivities<OrchestratorActivities>({ ...CONTROL, taskQueue: queueBeside('orchestrator') });
}

/** `summary`: what the timeline of the Temporal UI says of the activity. */
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
