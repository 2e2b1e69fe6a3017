// Compares all schedules of the engine with the database by one list, and asks by itself only for those that do not seem as they
// should be: so a list that lags behind costs a question, and mends nothing wrongly.
import { isOpen } from '../../config/schedule/opening.ts';
import { nextTimes, scheduleText } from '../../config/schedule/schedule.ts';
import type { JobSchedule } from '../../config/schema.ts';
import type { ListedSchedule } from '../../run/run-engine.ts';
import type { VerbPorts } from '../control-ports.ts';
import type { ScheduleOutline } from '../job-store.ts';
import { reconcileJob, wantedSchedule } from './reconcile-schedules.ts';

const BATCH = 500;
/** So many are compared in a look each minute; more jobs are compared more rarely. */
const A_MINUTE = 2_000;
const COMPARED_TIMES = 6;

/** Each call is a minute. */
export function createScheduleScan(ports: VerbPorts): () => Promise<void> {
  let rest = 0;
  return async () => {
    if (rest > 0) {
      rest -= 1;
      return;
    }
    rest = Math.floor(Math.max(0, (await scanSchedules(ports)) - 1) / A_MINUTE);
  };
}

/** Handles all jobs at once; returns how many there are. */
export async function scanSchedules(ports: VerbPorts): Promise<number> {
  const listed = new Map((await ports.engine.listSchedules()).map((one) => [one.jobId, one]));
  const seemsRight = createComparison(ports.clock.now());
  let count = 0;
  for (let after: string | null = null; ; ) {
    const some: ScheduleOutline[] = await ports.jobs.scheduleOutlines(after, BATCH);
    for (const outline of some) {
      if (seemsRight(outline, listed.get(outline._id))) continue;
      const job = await ports.jobs.get(outline._id);
      if (job !== null) await reconcileJob(ports, job);
    }
    count += some.length;
    after = some.at(-1)?._id ?? null;
    if (some.length < BATCH) return count;
  }
}

type Comparison = (job: ScheduleOutline, listed: ListedSchedule | undefined) => boolean;

/** Jobs with the same calendar text have the same times, so these are made once for all of them. */
function createComparison(now: Date): Comparison {
  const calendars = new Map<string, readonly Date[]>();
  const timesOf = (schedule: JobSchedule, jobId: string): readonly Date[] => {
    if (schedule.kind === 'interval') return nextTimes(schedule, jobId, now, COMPARED_TIMES);
    const text = scheduleText(schedule);
    const times = calendars.get(text) ?? nextTimes(schedule, jobId, now, COMPARED_TIMES);
    calendars.set(text, times);
    return times;
  };
  return (job, listed) => {
    if (job.retryAt !== null && job.retryAt < now) return false;
    const wanted = wantedSchedule(job, heldOf(job));
    const { schedule } = job.config;
    if (wanted === 'missing' || schedule === undefined) return listed === undefined;
    if (listed === undefined || listed.isByHand || listed.paused !== (wanted === 'paused')) return false;
    if (listed.jobName !== null && !job.name.startsWith(listed.jobName)) return false;
    // Times of a paused schedule are not kept up to date, and start nothing.
    return (
      listed.paused ||
      haveSameTimes({ schedule, now, ours: timesOf(schedule, job._id), theirs: listed.nextTimes })
    );
  };
}

/** A stop that goes on is no fault of the schedule: the next look comes after it. */
function heldOf({ activeRun, shownState }: ScheduleOutline): Parameters<typeof wantedSchedule>[1] {
  if (activeRun === null) return null;
  return { state: shownState === 'paused' ? 'paused' : 'running' };
}

interface Compared {
  readonly schedule: JobSchedule;
  readonly now: Date;
  readonly ours: readonly Date[];
  readonly theirs: readonly Date[];
}

/** As far as both reach. The engine may have times that a window leaves out; they are refused when they fire. */
function haveSameTimes({ schedule, now, ours, theirs }: Compared): boolean {
  const open = theirs.filter((at) => at > now && isOpen(schedule, at.getTime()));
  const [lastOurs, lastTheirs] = [ours.at(-1), theirs.at(-1)];
  if (lastOurs === undefined || lastTheirs === undefined || lastTheirs <= now) return false;
  const until = Math.min(lastOurs.getTime(), lastTheirs.getTime());
  const within = (times: readonly Date[]): string =>
    times
      .map((at) => at.getTime())
      .filter((at) => at <= until)
      .join();
  return within(ours) === within(open);
}
