// When a job runs: by a cron text with a zone, or by an interval whose offset is spread so that jobs don't
// start together. Temporal fires the schedules; these functions compute the same times for `nextRunAt`,
// previews and the monitor.
import { Cron } from 'croner';
import type { JobSchedule } from '../schema.ts';
import { WebloomError } from '../../system/errors.ts';
import { closedUntil, isOpen, isRestricted, unrestricted, zoneOf } from './opening.ts';
import { isNearClockChange, isSecondPass } from './zone-clock.ts';
import { DAY_MS } from '../../system/duration.ts';

/** Offset of an interval schedule in ms: below `everyMs`, and dependent on the job's id alone. */
export function intervalOffsetMs(jobId: string, everyMs: number): number {
  // FNV-1a, 32 bits: spreads ids evenly and needs no library.
  let hash = 0x811c9dc5;
  for (let i = 0; i < jobId.length; i++) hash = Math.imul(hash ^ jobId.charCodeAt(i), 0x01000193) >>> 0;
  // Whole seconds: Temporal keeps schedule offsets with that precision.
  return Math.floor((hash / 2 ** 32) * (everyMs / 1_000)) * 1_000;
}

/** The first time of an interval schedule behind a moment; both in epoch ms. */
export function nextOfInterval(everyMs: number, jobId: string, after: number): number {
  const offset = intervalOffsetMs(jobId, everyMs);
  return Math.floor((after - offset) / everyMs) * everyMs + offset + everyMs;
}

const NICKNAMES = /^@(hourly|daily|midnight|weekly|monthly|yearly|annually)$/;
const FIELD_ITEM = /^(\*|\d+|[a-z]{3})(-(\d+|[a-z]{3}))?(\/\d+)?$/i;

/** Cron texts that Temporal reads alike: it takes `#` for a comment and does not know `L`, `W`, `?`. */
function isPortableCron(cron: string): boolean {
  const fields = cron.trim().split(/\s+/);
  if (fields.length === 1) return NICKNAMES.test(cron.trim());
  return fields.every((field) => field.split(',').every((item) => FIELD_ITEM.test(item)));
}

type CronSchedule = Extract<JobSchedule, { kind: 'cron' }>;

function openCron(schedule: CronSchedule): Cron {
  try {
    if (!isPortableCron(schedule.cron))
      throw new Error('only numbers, names, "*", ",", "-" and "/" are known');
    // Day of month and day of week must both match, as in Temporal.
    return new Cron(schedule.cron, {
      timezone: schedule.timezone,
      paused: true,
      domAndDow: true,
      mode: '5-part',
    });
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    const why = detail.replace(/^CronPattern: /, '').replace(/\.+$/, '');
    throw new WebloomError(
      'validation',
      `The cron text "${schedule.cron}" is not valid: ${why}. Write five fields: minute hour day month weekday, as in "*/15 * * * *".`,
      { facts: { cron: schedule.cron, timezone: schedule.timezone }, cause },
    );
  }
}

/** An hour that comes twice counts once where the text names hours; `0 * * * *` runs in both. */
function cronTimes(cron: Cron, schedule: CronSchedule, after: Date, count: number): Date[] {
  const times: Date[] = [];
  for (let from = after; times.length < count; ) {
    const some = cron.nextRuns(count, from);
    times.push(
      ...some.filter((at) => !namesHours(schedule.cron) || !isSecondPass(schedule.timezone, at.getTime())),
    );
    const last = some.at(-1);
    if (last === undefined || some.length < count) break;
    from = last;
  }
  return times.slice(0, count);
}

function namesHours(cron: string): boolean {
  const [, hour] = cron.trim().split(/\s+/);
  return hour !== undefined && !hour.startsWith('*');
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false; // a RangeError: the zone is unknown
  }
}

/** The next `count` times after `after`. Throws `validation` if the schedule is invalid or never fires. */
export function nextTimes(schedule: JobSchedule, jobId: string, after: Date, count: number): Date[] {
  if (isRestricted(schedule)) return openTimes(schedule, jobId, after, count);
  if (schedule.kind === 'interval') {
    const { everyMs } = schedule;
    const first = nextOfInterval(everyMs, jobId, after.getTime());
    return Array.from({ length: count }, (_, i) => new Date(first + i * everyMs));
  }
  let times: Date[];
  const cron = openCron(schedule);
  try {
    times = cronTimes(cron, schedule, after, count);
  } catch (cause) {
    throw new WebloomError(
      'validation',
      `The time zone "${schedule.timezone}" is not known. Use an IANA name such as Europe/Berlin.`,
      {
        facts: { timezone: schedule.timezone },
        cause,
      },
    );
  }
  if (times.length === 0) {
    throw new WebloomError(
      'validation',
      `The cron text "${schedule.cron}" never fires. Check day and month.`,
      {
        facts: { cron: schedule.cron },
      },
    );
  }
  return times;
}

/** A window and exceptions that leave no time for so long leave none. */
const MAX_CLOSED_MS = 5 * 366 * DAY_MS;
const AT_ONCE = 64;

function openTimes(schedule: JobSchedule, jobId: string, after: Date, count: number): Date[] {
  const all = unrestricted(schedule);
  const times: Date[] = [];
  let from = after;
  while (times.length < count) {
    const some = nextTimes(all, jobId, from, Math.min(count, AT_ONCE));
    const closed = some.findIndex((at) => !isOpen(schedule, at.getTime()));
    times.push(...(closed === -1 ? some : some.slice(0, closed)));
    const last = some.at(closed);
    if (last === undefined) break;
    from = closed === -1 ? last : new Date(closedUntil(schedule, last.getTime()) - 1);
    if (from.getTime() > (times.at(-1) ?? after).getTime() + MAX_CLOSED_MS) break;
  }
  if (times.length > 0) return times.slice(0, count);
  throw new WebloomError(
    'validation',
    'The window and the exceptions of the schedule leave no time at which it could run. Widen the window, or choose times within it.',
    { facts: { window: schedule.window, except: schedule.except } },
  );
}

export function nextRunAt(schedule: JobSchedule | undefined, jobId: string, after: Date): Date | null {
  return schedule === undefined ? null : (nextTimes(schedule, jobId, after, 1)[0] ?? null);
}

/**
 * What the engine's firing at this time is. `slot`: a time of the schedule. `echo`: near a change of clocks the engine
 * fires at times that are none, for instance a second time in the hour that a zone has twice; nothing runs then.
 * `closed`: a time that the window or an exception leaves out. `off-slot`: not a time of the schedule, so somebody
 * triggered it by hand.
 */
export function judgeFiring(
  schedule: JobSchedule | undefined,
  jobId: string,
  at: Date,
): 'slot' | 'echo' | 'closed' | 'off-slot' {
  if (schedule === undefined) return 'off-slot';
  if (isRestricted(schedule)) {
    const verdict = judgeFiring(unrestricted(schedule), jobId, at);
    return verdict === 'slot' && !isOpen(schedule, at.getTime()) ? 'closed' : verdict;
  }
  if (nextRunAt(schedule, jobId, new Date(at.getTime() - 1))?.getTime() === at.getTime()) return 'slot';
  const isEcho =
    schedule.kind === 'cron' &&
    at.getTime() % 60_000 === 0 &&
    isNearClockChange(schedule.timezone, at.getTime());
  return isEcho ? 'echo' : 'off-slot';
}

/** Equal texts mean equal times. */
export function scheduleText(schedule: JobSchedule): string {
  const times =
    schedule.kind === 'cron'
      ? `${schedule.cron} (${schedule.timezone})`
      : `every ${schedule.everyMs / 1_000} s`;
  if (!isRestricted(schedule)) return times;
  return [times, zoneOf(schedule), JSON.stringify([schedule.window, schedule.except])].join(' ');
}

/** The slot of a scheduled run, `<jobId>@<UTC time>`; sorts by time within a job. */
export function slotOf(jobId: string, at: Date): string {
  return `${jobId}@${at.toISOString().slice(0, 19)}Z`;
}

export function slotTime(slot: string): Date {
  return new Date(slot.slice(slot.lastIndexOf('@') + 1));
}
