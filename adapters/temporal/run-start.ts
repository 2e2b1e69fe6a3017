// Starts the workflow of a run, and sets what Temporal's lists show of it: name, trigger, first URL, state.
import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { startPriority } from '../../domain/run/flow/task-priority.ts';
import type { RunStart } from '../../domain/run/run-engine.ts';
import type { JobRunInput } from '../../workflows/messages.ts';
import {
  CHAIN_ATTRIBUTE,
  JOB_ATTRIBUTE,
  NAME_ATTRIBUTE,
  STATE_ATTRIBUTE,
  TRIGGER_ATTRIBUTE,
} from '../../workflows/search-attributes.ts';
import { given } from '../../domain/system/given.ts';

export const WORKFLOW_TYPE = 'jobRun';
/**
 * Characters. A summary may have 400 bytes and a keyword 255 characters; a character has up to four bytes.
 */
const SHOWN_NAME = 80;

export function taskQueueName(prefix: string, queue: string): string {
  return `${prefix}-${queue}`;
}

export function userMetadata({
  jobId,
  jobName,
  trigger,
  origin,
}: Pick<RunStart, 'jobId' | 'jobName' | 'trigger' | 'origin'>) {
  const name = jobName.slice(0, SHOWN_NAME);
  return {
    staticSummary: `${name} (${trigger})`,
    memo: { job: name, trigger, ...(origin === undefined ? {} : { startedByRun: origin.parentRunId }) },
    typedSearchAttributes: [
      { key: JOB_ATTRIBUTE, value: jobId },
      { key: NAME_ATTRIBUTE, value: name },
      { key: STATE_ATTRIBUTE, value: 'starting' },
      { key: TRIGGER_ATTRIBUTE, value: trigger },
      ...(origin === undefined ? [] : [{ key: CHAIN_ATTRIBUTE, value: origin.rootRunId }]),
    ],
  };
}

/** False when a workflow with this id exists or existed. */
export async function startWorkflow(client: Client, prefix: string, start: RunStart): Promise<boolean> {
  const { workspaceId, jobId, trigger, onlyUrls, retryEpoch, origin, delayMs } = start;
  const input: JobRunInput = {
    jobId,
    trigger,
    ...given({ onlyUrls, retryEpoch, origin }),
    localActivities: true,
  };
  try {
    await client.workflow.start(WORKFLOW_TYPE, {
      workflowId: start.workflowId,
      taskQueue: taskQueueName(prefix, 'orchestrator'),
      args: [input],
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      workflowIdConflictPolicy: 'FAIL',
      // The job's policy decides about retries of a failed run; Temporal must not retry it in addition.
      retry: { maximumAttempts: 1 },
      ...userMetadata(start),
      priority: startPriority(trigger, workspaceId),
      ...given({ startDelay: delayMs }),
    });
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}
