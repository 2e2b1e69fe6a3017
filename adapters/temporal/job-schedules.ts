// One schedule per job in Temporal. A schedule's note says who set its state last: Webloom writes notes of
// its own; any other note is by a person who paused or resumed it in Temporal's screens, and is kept until
// the monitor has obeyed it.
import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import { jobOfSchedule, scheduleId, scheduleWorkflowId } from '../../domain/run/ids.ts';
import type {
  KeptSchedule,
  ListedSchedule,
  ScheduleState,
  WantedSchedule,
} from '../../domain/run/run-engine.ts';
import { ENGINE_MS } from '../../domain/config/schedule/missed.ts';
import { startPriority } from '../../domain/run/flow/task-priority.ts';
import { scheduleText } from '../../domain/config/schedule/schedule.ts';
import type { JobRunInput } from '../../workflows/messages.ts';
import { JOB_ATTRIBUTE, NAME_ATTRIBUTE } from '../../workflows/search-attributes.ts';
import { toSpec } from './schedule-spec.ts';
import { WORKFLOW_TYPE, taskQueueName, userMetadata } from './run-start.ts';
import type { TemporalCall } from './temporal-call.ts';

const NOTES = { active: 'kept by Webloom', paused: 'paused by Webloom', resumed: 'resumed by Webloom' };
const LISTED = new Set([JOB_ATTRIBUTE.name, NAME_ATTRIBUTE.name]);
const OWN_NOTES = new Set(['', ...Object.values(NOTES)]);

interface NotedState {
  readonly paused: boolean;
  readonly note?: string | undefined;
}

function isByHand({ note = '' }: NotedState): boolean {
  return !OWN_NOTES.has(note);
}

function toOptions(prefix: string, wanted: KeptSchedule): ScheduleOptions {
  const { jobId, spec, paused } = wanted;
  const input: JobRunInput = { jobId, trigger: 'schedule', localActivities: true };
  const { memo, ...metadata } = userMetadata({ ...wanted, trigger: 'schedule' });
  const action = {
    type: 'startWorkflow' as const,
    workflowType: WORKFLOW_TYPE,
    workflowId: scheduleWorkflowId(wanted),
    taskQueue: taskQueueName(prefix, 'orchestrator'),
    args: [input],
    // The schedule as Webloom writes it, for comparison: Temporal returns a cron text in another form.
    memo: { ...memo, schedule: scheduleText(spec) },
    ...metadata,
    // The client sends it, though its type does not name it.
    priority: startPriority('schedule', wanted.workspaceId),
  };
  return {
    scheduleId: scheduleId(jobId),
    spec: toSpec(jobId, spec),
    action,
    // createRun decides on overlap, by the lease in the database; Temporal has to let every firing through. Times that
    // are older are not caught up here: the monitor starts them late, or makes up for them as the job says.
    policies: { overlap: ScheduleOverlapPolicy.ALLOW_ALL, catchupWindow: ENGINE_MS },
    state: { paused, note: paused ? NOTES.paused : NOTES.active },
    // Shown in the list of schedules, because ids tell people nothing.
    typedSearchAttributes: metadata.typedSearchAttributes.filter(({ key }) => LISTED.has(key.name)),
  };
}

/** Creates or replaces the schedule; a state set by hand is kept. */
export async function putSchedule(client: Client, prefix: string, wanted: KeptSchedule): Promise<void> {
  const options = toOptions(prefix, wanted);
  try {
    await client.schedule.create(options);
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const { spec, action, policies = {}, state, typedSearchAttributes = [] } = options;
    await client.schedule.getHandle(options.scheduleId).update((present) => ({
      spec,
      action,
      policies,
      state: isByHand(present.state) ? present.state : { paused: state?.paused ?? false, ...state },
      typedSearchAttributes,
    }));
  }
}

/** False when the schedule does not exist. */
export async function pauseSchedule(client: Client, jobId: string, paused: boolean): Promise<boolean> {
  const handle = client.schedule.getHandle(scheduleId(jobId));
  return isThere(() => (paused ? handle.pause(NOTES.paused) : handle.unpause(NOTES.resumed)));
}

export async function deleteSchedule(client: Client, jobId: string): Promise<boolean> {
  return isThere(() => client.schedule.getHandle(scheduleId(jobId)).delete());
}

async function isThere(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return false;
    throw error;
  }
}

export async function scheduleState(
  client: Client,
  jobId: string,
  wanted: WantedSchedule | undefined,
): Promise<ScheduleState> {
  try {
    const { state, action } = await client.schedule.getHandle(scheduleId(jobId)).describe();
    if (isByHand(state)) return state.paused ? 'paused-by-hand' : 'resumed-by-hand';
    const isCurrent =
      wanted === undefined ||
      (action.memo?.['schedule'] === scheduleText(wanted.spec) &&
        action.workflowId === scheduleWorkflowId(wanted));
    if (!isCurrent) return 'outdated';
    return state.paused ? 'paused' : 'active';
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return 'missing';
    throw error;
  }
}

const PAGE_SIZE = 250;

/** Of all installations in this namespace. Page by page, each with its own deadline: ten thousand take some seconds. */
export async function listSchedules(
  client: Client,
  namespace: string,
  call: TemporalCall,
): Promise<ListedSchedule[]> {
  const listed: ListedSchedule[] = [];
  let nextPageToken = new Uint8Array();
  do {
    const page = await call('list the schedules', () =>
      client.workflowService.listSchedules({ namespace, maximumPageSize: PAGE_SIZE, nextPageToken }),
    );
    for (const { scheduleId: id, info, searchAttributes } of page.schedules) {
      const jobId = jobOfSchedule(id ?? '');
      if (jobId === null) continue;
      const state = { paused: info?.paused === true, note: info?.notes ?? '' };
      listed.push({
        jobId,
        jobName: nameIn(searchAttributes?.indexedFields?.[NAME_ATTRIBUTE.name]?.data),
        ...state,
        isByHand: isByHand(state),
        nextTimes: (info?.futureActionTimes ?? []).map(({ seconds }) => new Date(Number(seconds) * 1_000)),
      });
    }
    nextPageToken = Uint8Array.from(page.nextPageToken);
  } while (nextPageToken.length > 0);
  return listed;
}

/** Values of search attributes are JSON, of some servers within a list. */
function nameIn(data: Uint8Array | null | undefined): string | null {
  if (data === undefined || data === null) return null;
  const value: unknown = [JSON.parse(Buffer.from(data).toString('utf8'))].flat()[0];
  return typeof value === 'string' ? value : null;
}

/** Schedules are workflows of a division of their own; one that was deleted is listed as ended for a while. */
const PAUSED =
  "TemporalNamespaceDivision = 'TemporalScheduler' AND TemporalSchedulePaused = true AND ExecutionStatus = 'Running'";
const INVALID_ARGUMENT = 3;

export async function countPausedSchedules(client: Client, namespace: string): Promise<number | null> {
  try {
    const { count } = await client.workflowService.countWorkflowExecutions({ namespace, query: PAUSED });
    return Number(count);
  } catch (error) {
    // An older server does not know the attribute.
    if (error instanceof Error && 'code' in error && error.code === INVALID_ARGUMENT) return null;
    throw error;
  }
}
