// The run engine on Temporal: workflows by id, one schedule per job. Every call has a deadline, so that a verb answers
// within 2 s when the server is away.
import {
  Client,
  Connection,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type ScheduleOptions,
  type ScheduleSpec,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { WebloomError } from '../../domain/errors.ts';
import type { JobSchedule } from '../../domain/job/schema.ts';
import { scheduleId, scheduleWorkflowId } from '../../domain/run/ids.ts';
import type { RunEngine, RunStart, WorkflowStatus } from '../../domain/run/run-engine.ts';
import { intervalOffsetMs, scheduleText } from '../../domain/schedule/schedule.ts';
import type { JobRunInput } from '../../workflows/messages.ts';
import { JOB_ATTRIBUTE, STATE_ATTRIBUTE, TRIGGER_ATTRIBUTE } from '../../workflows/search-attributes.ts';

const CALL_DEADLINE_MS = 2_000;
const WORKFLOW_TYPE = 'jobRun';

export interface TemporalOptions {
  readonly address: string;
  readonly namespace?: string;
  /** Prefix of task queues, so that several systems share a server: `webloom` → `webloom-orchestrator`. */
  readonly prefix: string;
}

export interface TemporalEngine extends RunEngine {
  ping(): Promise<void>;
  close(): Promise<void>;
}

export function taskQueueName(prefix: string, queue: string): string {
  return `${prefix}-${queue}`;
}

export function createTemporalEngine(options: TemporalOptions): TemporalEngine {
  const connection = Connection.lazy({ address: options.address });
  const client = new Client({ connection, namespace: options.namespace ?? 'default' });
  const call = async <T>(what: string, act: () => Promise<T>): Promise<T> => {
    try {
      return await connection.withDeadline(Date.now() + CALL_DEADLINE_MS, act);
    } catch (cause) {
      if (isKnown(cause)) throw cause;
      throw new WebloomError(
        'dependency-unavailable',
        `Temporal at ${options.address} did not ${what} within ${CALL_DEADLINE_MS} ms. Is it running?`,
        {
          facts: { dependency: 'temporal' },
          cause,
        },
      );
    }
  };
  return {
    start: (start) => call('start the run', () => startWorkflow(client, options.prefix, start)),
    signal: (workflowId, { name, gateSeq }) =>
      call('take the signal', () =>
        found(() => client.workflow.getHandle(workflowId).signal(name, { gateSeq })),
      ),
    terminate: (workflowId, reason) =>
      call('end the workflow', () => found(() => client.workflow.getHandle(workflowId).terminate(reason))),
    status: (workflowId) => call('describe the workflow', () => statusOf(client, workflowId)),
    putSchedule: (schedule) => call('keep the schedule', () => putSchedule(client, options.prefix, schedule)),
    pauseSchedule: (jobId, paused) =>
      call('pause the schedule', async () => {
        const handle = client.schedule.getHandle(scheduleId(jobId));
        await found(() =>
          paused ? handle.pause('paused by Webloom') : handle.unpause('resumed by Webloom'),
        );
      }),
    deleteSchedule: (jobId) =>
      call(
        'delete the schedule',
        async () => void (await found(() => client.schedule.getHandle(scheduleId(jobId)).delete())),
      ),
    scheduleState: (jobId, spec) => call('describe the schedule', () => scheduleState(client, jobId, spec)),
    ping: () => call('answer', async () => void (await client.workflowService.getSystemInfo({}))),
    close: () => connection.close(),
  };
}

function isKnown(error: unknown): boolean {
  return error instanceof WebloomError;
}

/** False instead of "not found": what is not there needs no signal, pause or end. */
async function found(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError || error instanceof ScheduleNotFoundError) return false;
    throw error;
  }
}

async function startWorkflow(client: Client, prefix: string, start: RunStart): Promise<boolean> {
  const input: JobRunInput = {
    jobId: start.jobId,
    trigger: start.trigger,
    ...(start.onlyUrls === undefined ? {} : { onlyUrls: start.onlyUrls }),
    ...(start.retryEpoch === undefined ? {} : { retryEpoch: start.retryEpoch }),
  };
  try {
    await client.workflow.start(WORKFLOW_TYPE, {
      workflowId: start.workflowId,
      taskQueue: taskQueueName(prefix, 'orchestrator'),
      args: [input],
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      workflowIdConflictPolicy: 'FAIL',
      staticSummary: summaryOf(start.jobName, start.trigger),
      typedSearchAttributes: [
        { key: JOB_ATTRIBUTE, value: start.jobId },
        { key: STATE_ATTRIBUTE, value: 'starting' },
        { key: TRIGGER_ATTRIBUTE, value: start.trigger },
      ],
      ...(start.delayMs === undefined ? {} : { startDelay: start.delayMs }),
    });
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}

/** At most 400 bytes are allowed; names are cut. */
function summaryOf(jobName: string, trigger: string): string {
  return `${jobName.slice(0, 80)} (${trigger})`;
}

async function statusOf(client: Client, workflowId: string): Promise<WorkflowStatus> {
  try {
    const { status } = await client.workflow.getHandle(workflowId).describe();
    return status.name === 'RUNNING' || status.name === 'PAUSED' ? 'running' : 'closed';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'unknown';
    throw error;
  }
}

function toSpec(jobId: string, schedule: JobSchedule): ScheduleSpec {
  if (schedule.kind === 'interval') {
    return { intervals: [{ every: schedule.everyMs, offset: intervalOffsetMs(jobId, schedule.everyMs) }] };
  }
  return { cronExpressions: [schedule.cron], timezone: schedule.timezone };
}

async function putSchedule(
  client: Client,
  prefix: string,
  wanted: Parameters<RunEngine['putSchedule']>[0],
): Promise<void> {
  const { jobId, jobName, spec, paused } = wanted;
  const input: JobRunInput = { jobId, trigger: 'schedule' };
  const options: ScheduleOptions = {
    scheduleId: scheduleId(jobId),
    spec: toSpec(jobId, spec),
    action: {
      type: 'startWorkflow',
      workflowType: WORKFLOW_TYPE,
      workflowId: scheduleWorkflowId(jobId),
      taskQueue: taskQueueName(prefix, 'orchestrator'),
      args: [input],
      // Told apart by this: the engine hands a cron text back in another form.
      memo: { schedule: scheduleText(spec) },
      staticSummary: summaryOf(jobName, 'schedule'),
      typedSearchAttributes: [
        { key: JOB_ATTRIBUTE, value: jobId },
        { key: STATE_ATTRIBUTE, value: 'starting' },
        { key: TRIGGER_ATTRIBUTE, value: 'schedule' },
      ],
    },
    // createRun decides about overlap, with the database's lease; the engine lets every firing through.
    policies: { overlap: ScheduleOverlapPolicy.ALLOW_ALL, catchupWindow: '10m' },
    state: { paused },
  };
  try {
    await client.schedule.create(options);
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const { spec: nextSpec, action, policies, state } = options;
    await client.schedule.getHandle(options.scheduleId).update(() => ({
      spec: nextSpec,
      action,
      ...(policies === undefined ? {} : { policies }),
      state: { paused: state?.paused ?? false },
    }));
  }
}

async function scheduleState(
  client: Client,
  jobId: string,
  spec: JobSchedule | undefined,
): Promise<'active' | 'paused' | 'missing' | 'outdated'> {
  try {
    const { state, action } = await client.schedule.getHandle(scheduleId(jobId)).describe();
    if (spec !== undefined && action.memo?.['schedule'] !== scheduleText(spec)) return 'outdated';
    return state.paused ? 'paused' : 'active';
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return 'missing';
    throw error;
  }
}
