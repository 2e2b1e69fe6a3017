// One schedule per job, as Temporal keeps it. Its note says who set its state last: Webloom signs its own, any other note was
// written by somebody who paused or resumed the schedule in Temporal's own screens, and is not overwritten before it was obeyed.
import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
  type ScheduleSpec,
} from '@temporalio/client';
import type { JobSchedule } from '../../domain/job/schema.ts';
import { jobOfSchedule, scheduleId, scheduleWorkflowId } from '../../domain/run/ids.ts';
import type { HandledSchedule, KeptSchedule, ScheduleState } from '../../domain/run/run-engine.ts';
import { intervalOffsetMs, scheduleText } from '../../domain/schedule/schedule.ts';
import type { JobRunInput } from '../../workflows/messages.ts';
import { JOB_ATTRIBUTE, NAME_ATTRIBUTE } from '../../workflows/search-attributes.ts';
import { WORKFLOW_TYPE, taskQueueName, userMetadata } from './run-start.ts';

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

function toSpec(jobId: string, schedule: JobSchedule): ScheduleSpec {
  if (schedule.kind === 'interval') {
    return { intervals: [{ every: schedule.everyMs, offset: intervalOffsetMs(jobId, schedule.everyMs) }] };
  }
  return { cronExpressions: [schedule.cron], timezone: schedule.timezone };
}

function toOptions(prefix: string, wanted: KeptSchedule): ScheduleOptions {
  const { jobId, spec, paused } = wanted;
  const input: JobRunInput = { jobId, trigger: 'schedule' };
  const { memo, ...metadata } = userMetadata({ ...wanted, trigger: 'schedule' });
  return {
    scheduleId: scheduleId(jobId),
    spec: toSpec(jobId, spec),
    action: {
      type: 'startWorkflow',
      workflowType: WORKFLOW_TYPE,
      workflowId: scheduleWorkflowId(wanted),
      taskQueue: taskQueueName(prefix, 'orchestrator'),
      args: [input],
      // Told apart by this: the engine hands a cron text back in another form.
      memo: { ...memo, schedule: scheduleText(spec) },
      ...metadata,
    },
    // createRun decides about overlap, with the database's lease; the engine lets every firing through.
    policies: { overlap: ScheduleOverlapPolicy.ALLOW_ALL, catchupWindow: '10m' },
    state: { paused, note: paused ? NOTES.paused : NOTES.active },
    // For the list of schedules, whose ids say nothing.
    typedSearchAttributes: metadata.typedSearchAttributes.filter(({ key }) => LISTED.has(key.name)),
  };
}

/** Creates or replaces it; a state set by hand stays. */
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

/** False where there is no such schedule. */
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
  wanted: Omit<KeptSchedule, 'paused'> | undefined,
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

/** Schedules of jobs, of all installations on this namespace, that somebody has paused or resumed by hand. */
export async function handledSchedules(client: Client): Promise<HandledSchedule[]> {
  const handled: HandledSchedule[] = [];
  for await (const { scheduleId: id, state } of client.schedule.list({ pageSize: 500 })) {
    const jobId = jobOfSchedule(id);
    if (jobId === null || !isByHand(state)) continue;
    handled.push({ jobId, paused: state.paused, note: state.note ?? '' });
  }
  return handled;
}
