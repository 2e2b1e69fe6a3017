// Starts clean-ups: one that somebody asked for has a fixed workflow id, so that there is one at a time; every day the schedule
// starts one.
import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleOverlapPolicy,
  WorkflowExecutionAlreadyStartedError,
} from '@temporalio/client';
import type { CleanUpStart } from '../../domain/upkeep/clean-up/clean-up-engine.ts';
import type { MaintenanceInput } from '../../workflows/messages.ts';
import { taskQueueName } from './run-start.ts';

const WORKFLOW_TYPE = 'maintenance';
/** At night in Europe, and not on the hour, when many jobs run. */
const DAILY = { hour: 3, minute: 10 } as const;
/** Installations that share a server do not begin at the same time. */
const SPREAD = '30m';
/** A time that was missed while Temporal was away is made up for within this. */
const CATCH_UP = '12h';

function cleanUpName(prefix: string): string {
  return `${prefix}-clean-up`;
}

export async function startCleanUp(client: Client, prefix: string, start: CleanUpStart): Promise<boolean> {
  const input: MaintenanceInput = { ...start };
  try {
    await client.workflow.start(WORKFLOW_TYPE, {
      workflowId: cleanUpName(prefix),
      taskQueue: taskQueueName(prefix, 'orchestrator'),
      args: [input],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'FAIL',
      staticSummary: start.dryRun ? 'what a clean-up would free' : 'clean-up',
    });
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}

export async function keepCleanUpSchedule(client: Client, prefix: string): Promise<void> {
  const input: MaintenanceInput = { dryRun: false, by: 'schedule' };
  try {
    await client.schedule.create({
      scheduleId: cleanUpName(prefix),
      spec: { calendars: [DAILY], jitter: SPREAD },
      action: {
        type: 'startWorkflow',
        workflowType: WORKFLOW_TYPE,
        workflowId: cleanUpName(prefix),
        taskQueue: taskQueueName(prefix, 'orchestrator'),
        args: [input],
        staticSummary: 'daily clean-up',
      },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: CATCH_UP },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
}
