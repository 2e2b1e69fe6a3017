// Where activities run, how long they may take, and how they are tried again. Infrastructure faults are retried until
// the service is back; the activities themselves mark what trying again can't mend.
import type { ActivityOptions } from '@temporalio/workflow';

const RETRY = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '20s' } as const;

/** Short steps on documents: createRun, transitions, finalizeRun. */
export const CONTROL: ActivityOptions = {
  taskQueue: 'orchestrator',
  startToCloseTimeout: '60s',
  scheduleToCloseTimeout: '24h',
  retry: RETRY,
};

/** discover and scrape hold a slot while the hosts' pace goes on; heartbeats carry their checkpoint. */
export const DISPATCH: ActivityOptions = {
  taskQueue: 'dispatcher',
  startToCloseTimeout: '30m',
  scheduleToCloseTimeout: '24h',
  heartbeatTimeout: '10s',
  retry: RETRY,
  cancellationType: 'TRY_CANCEL',
};

/** CPU stages. */
export const PIPELINE: ActivityOptions = {
  taskQueue: 'pipeline',
  startToCloseTimeout: '15m',
  scheduleToCloseTimeout: '24h',
  heartbeatTimeout: '10s',
  retry: RETRY,
  cancellationType: 'TRY_CANCEL',
};
