// What becomes of times that passed while Webloom was away. A job says how many of them it wants made up
// (`schedule.missed`): none, one run for all of them, or the newest so many, one run after the other.
import type { JobSchedule } from '../schema.ts';
import { isRestricted } from './opening.ts';
import { judgeFiring, nextOfInterval, nextTimes } from './schedule.ts';
import { DAY_MS, HOUR_MS } from '../../system/duration.ts';

/** A time that nobody has started for so long was missed; until then it is late, and runs as soon as it can. */
export const MISSED_AFTER_MS = 5 * 60_000;
/** Times younger than this are left to the engine. */
export const ENGINE_MS = 60_000;
/** Times of the calendar are counted up to here. */
const MAX_COUNTED = 2_000;
const AT_ONCE = 64;

/** Times of a job that passed while Webloom was away, and what has become of them. */
export interface MissedTimes {
  /** The first and the last of them. */
  readonly from: Date;
  readonly until: Date;
  readonly count: number;
  /** Runs that made up for them. */
  readonly madeUp: number;
  /** Times still to be made up, oldest first, and how many they are. */
  readonly waiting: readonly Date[];
  readonly left: number;
  /** When it was found that they were missed. */
  readonly foundAt: Date;
  /** The workflow of the run that made up for one of them last; null: none has. */
  readonly workflowId: string | null;
}

export interface FoundTimes {
  readonly from: Date;
  readonly until: Date;
  readonly count: number;
  /** The newest of them, oldest first. */
  readonly newest: readonly Date[];
}

function wantedRuns({ missed = 'one' }: JobSchedule): number {
  if (missed === 'skip') return 0;
  return missed === 'one' ? 1 : missed.all;
}

interface Gap {
  readonly schedule: JobSchedule;
  readonly jobId: string;
  /** The first time that was not dealt with. */
  readonly from: Date;
  readonly now: Date;
}

/** Null: nothing was missed. */
export function findMissed({ schedule, jobId, from, now }: Gap): FoundTimes | null {
  if (now.getTime() - from.getTime() <= MISSED_AFTER_MS) return null;
  return findPassed({ schedule, jobId, from, until: new Date(now.getTime() - ENGINE_MS) });
}

/** All times from `from` on and before `until`. Null: there are none. */
export function findPassed({
  schedule,
  jobId,
  ...span
}: Omit<Gap, 'now'> & { readonly until: Date }): FoundTimes | null {
  const wanted = wantedRuns(schedule);
  if (schedule.kind === 'interval' && !isRestricted(schedule))
    return ofInterval({ everyMs: schedule.everyMs, jobId, ...span }, wanted);
  const times = timesWithin(schedule, jobId, span);
  const [first, last] = [times.at(0), times.at(-1)];
  if (first === undefined || last === undefined) return null;
  if (times.length < MAX_COUNTED)
    return { from: first, until: last, count: times.length, newest: newestOf(times, wanted) };
  const late = latestTimes(schedule, jobId, { ...span, wanted: Math.max(1, wanted) });
  return { from: first, until: late.at(-1) ?? last, count: times.length, newest: newestOf(late, wanted) };
}

interface Span {
  readonly from: Date;
  readonly until: Date;
}

function ofInterval(
  { everyMs, jobId, from, until }: Span & { readonly everyMs: number; readonly jobId: string },
  wanted: number,
): FoundTimes | null {
  const first = nextOfInterval(everyMs, jobId, from.getTime() - 1);
  const last = nextOfInterval(everyMs, jobId, until.getTime() - 1) - everyMs;
  if (last < first) return null;
  const count = (last - first) / everyMs + 1;
  const told = Math.min(count, wanted);
  const newest = Array.from({ length: told }, (_, n) => new Date(last - (told - 1 - n) * everyMs));
  return { from: new Date(first), until: new Date(last), count, newest };
}

/** From `from` on and before `until`, the first `MAX_COUNTED`. */
function timesWithin(schedule: JobSchedule, jobId: string, { from, until }: Span): Date[] {
  const times: Date[] = [];
  for (let after = new Date(from.getTime() - 1); times.length < MAX_COUNTED; ) {
    const some = nextTimes(schedule, jobId, after, AT_ONCE);
    const within = some.filter((at) => at < until);
    times.push(...within);
    const last = within.at(-1);
    if (last === undefined || within.length < some.length) break;
    after = last;
  }
  return times;
}

/** Looks back further and further, so that a year of minutes is not walked through. */
function latestTimes(
  schedule: JobSchedule,
  jobId: string,
  { from, until, wanted }: Span & { readonly wanted: number },
): Date[] {
  for (let backMs = HOUR_MS; ; backMs *= 2) {
    const begin = Math.max(from.getTime(), until.getTime() - backMs);
    const times = timesWithin(schedule, jobId, { from: new Date(begin), until });
    if (times.length >= wanted || begin === from.getTime()) return times;
  }
}

function newestOf(times: readonly Date[], wanted: number): readonly Date[] {
  return wanted === 0 ? [] : times.slice(-wanted);
}

/** Times missed while earlier ones still wait, or right behind earlier ones without a run, are told together with them. */
export function addMissed(
  before: MissedTimes | null,
  found: FoundTimes,
  { schedule, jobId, now }: Omit<Gap, 'from'>,
): MissedTimes {
  const isSame =
    before !== null &&
    (before.left > 0 || (before.madeUp === 0 && isNextTo(before.until, found.from, { schedule, jobId })));
  const kept = isSame ? before : null;
  const waiting = newestOf([...(kept?.waiting ?? []), ...found.newest], wantedRuns(schedule));
  return {
    from: kept?.from ?? found.from,
    until: found.until,
    count: (kept?.count ?? 0) + found.count,
    madeUp: kept?.madeUp ?? 0,
    waiting,
    left: waiting.length,
    foundAt: now,
    workflowId: kept?.workflowId ?? null,
  };
}

export function isNextTo(
  one: Date,
  other: Date,
  { schedule, jobId }: Pick<Gap, 'schedule' | 'jobId'>,
): boolean {
  return nextTimes(schedule, jobId, one, 1)[0]?.getTime() === other.getTime();
}

/** The time has been missed and waits for its run: it is its turn now, or that of an earlier one. */
export function turnOf(missed: MissedTimes | null | undefined, time: Date): 'none' | 'now' | 'later' {
  const place = (missed?.waiting ?? []).findIndex((one) => one.getTime() === time.getTime());
  if (place === -1) return 'none';
  return place === 0 ? 'now' : 'later';
}

/** Missed times are forgotten by the first run so long after they were found. */
const TOLD_MS = 7 * DAY_MS;

interface Start {
  readonly schedule: JobSchedule | undefined;
  readonly workflowId: string;
  /** The time the run is for; null: none. */
  readonly time: Date | null;
  readonly now: Date;
}

/** After the start of a run. Where one run is wanted for all missed times, any run is that one. */
export function afterStart(
  missed: MissedTimes,
  { schedule, workflowId, time, now }: Start,
): MissedTimes | null {
  if (missed.left === 0) return now.getTime() - missed.foundAt.getTime() > TOLD_MS ? null : missed;
  const isTurn = time !== null && turnOf(missed, time) === 'now';
  if (!isTurn && schedule !== undefined && wantedRuns(schedule) > 1) return missed;
  const waiting = missed.waiting.slice(1);
  return {
    ...missed,
    waiting,
    left: waiting.length,
    madeUp: missed.madeUp + 1,
    ...(isTurn ? { workflowId } : {}),
  };
}

/** Without the times that the job does not want any more; the same object where it wants all of them. */
export function stillWanted(
  missed: MissedTimes,
  { schedule, jobId }: { readonly schedule: JobSchedule | undefined; readonly jobId: string },
): MissedTimes {
  const wanted = schedule === undefined ? 0 : wantedRuns(schedule);
  const known = missed.waiting.filter((at) => judgeFiring(schedule, jobId, at) === 'slot');
  const waiting = newestOf(known, wanted);
  return waiting.length === missed.left ? missed : { ...missed, waiting, left: waiting.length };
}

/** Without times: whoever reads it has a zone of their own. */
export function missedWords({ count, madeUp, left }: MissedTimes): string {
  const many = count === 1 ? '1 time of the schedule was' : `${count} times of the schedule were`;
  return `${many} missed while Webloom was away or late: ${becameOf(madeUp, left)}.`;
}

function becameOf(madeUp: number, left: number): string {
  const done = madeUp === 1 ? 'one was made up' : `${madeUp} were made up`;
  const open = left === 1 ? 'one is still to be made up' : `${left} are still to be made up`;
  if (left > 0) return madeUp > 0 ? `${done}, ${open}` : open;
  return madeUp > 0 ? done : 'none is made up';
}
