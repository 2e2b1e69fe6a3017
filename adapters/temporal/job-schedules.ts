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
import type { HandledSchedule, KeptSchedule, ScheduleState } from '../../domain/run/run-engine.ts';
import { ENGINE_MS } from '../../domain/config/schedule/missed.ts';
import { scheduleText } from '../../domain/config/schedule/schedule.ts';
import type { JobRunInput } from '../../workflows/messages.ts';
import { JOB_ATTRIBUTE, NAME_ATTRIBUTE } from '../../workflows/search-attributes.ts';
import { toSpec } from './schedule-spec.ts';
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

function toOptions(prefix: string, wanted: KeptSchedule): ScheduleOptions {
  const { jobId, spec, paused } = wanted;
  const input: JobRunInput = { jobId, trigger: 'schedule', localActivities: true };
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
      // The schedule as Webloom writes it, for comparison: Temporal returns a cron text in another form.
      memo: { ...memo, schedule: scheduleText(spec) },
      ...metadata,
    },
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

/** Schedules paused or resumed by hand, of all installations in this namespace. */
export async function handledSchedules(client: Client): Promise<HandledSchedule[]> {
  const handled: HandledSchedule[] = [];
  for await (const { scheduleId: id, state } of client.schedule.list({ pageSize: 500 })) {
    const jobId = jobOfSchedule(id);
    if (jobId === null || !isByHand(state)) continue;
    handled.push({ jobId, paused: state.paused, note: state.note ?? '' });
  }
  return handled;
}
