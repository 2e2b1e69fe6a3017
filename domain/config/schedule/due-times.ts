// The times of a schedule within a day, bounded: a schedule that fires every few minutes is told by its rate.
import type { JobSchedule } from '../schema.ts';
import { isRestricted } from './opening.ts';
import { nextOfInterval, nextTimes, scheduleText } from './schedule.ts';
import { DAY_MS } from '../../system/duration.ts';

export interface Span {
  readonly from: Date;
  readonly until: Date;
}

/** `steady`: too often for single times; it is due at `first` (epoch ms) and then every `everyMs`. */
export type DueTimes =
  | { readonly kind: 'times'; readonly times: readonly Date[] }
  | { readonly kind: 'steady'; readonly first: number; readonly everyMs: number };

/** An interval below this is steady. */
const STEADY_MS = 300_000;
const AT_ONCE = 48;
/** Single times of all intervals in a day at most; where there are more, longer intervals are steady too. */
const MAX_TIMES = 20_000;

/** The shortest interval whose single times are told. */
export function steadyBelow(schedules: readonly (JobSchedule | null)[]): number {
  const intervals = schedules.flatMap((schedule) => (schedule?.kind === 'interval' ? schedule.everyMs : []));
  let times = 0;
  for (const everyMs of intervals.toSorted((a, b) => b - a)) {
    times += DAY_MS / everyMs;
    if (times > MAX_TIMES) return Math.max(STEADY_MS, everyMs + 1);
  }
  return STEADY_MS;
}

/** Remembers the times of cron texts: many jobs have the same one. */
export class DueTimesReader {
  readonly #span: Span;
  readonly #crons = new Map<string, readonly Date[]>();

  readonly #steadyBelowMs: number;

  constructor(span: Span, steadyBelowMs: number = STEADY_MS) {
    this.#span = span;
    this.#steadyBelowMs = steadyBelowMs;
  }

  read(schedule: JobSchedule, jobId: string): DueTimes {
    if (schedule.kind === 'cron') return { kind: 'times', times: this.#cronTimes(schedule, jobId) };
    if (isRestricted(schedule)) return { kind: 'times', times: timesWithin(schedule, jobId, this.#span) };
    const { everyMs } = schedule;
    const first = nextOfInterval(everyMs, jobId, this.#span.from.getTime() - 1);
    if (everyMs < this.#steadyBelowMs) return { kind: 'steady', first, everyMs };
    const count = timesBefore(this.#span.until.getTime(), { first, everyMs });
    return { kind: 'times', times: Array.from({ length: count }, (_, n) => new Date(first + n * everyMs)) };
  }

  #cronTimes(schedule: JobSchedule, jobId: string): readonly Date[] {
    const key = scheduleText(schedule);
    const known = this.#crons.get(key);
    if (known !== undefined) return known;
    const times = timesWithin(schedule, jobId, this.#span);
    this.#crons.set(key, times);
    return times;
  }
}

/** How many times of a steady schedule are before a moment (epoch ms). */
export function timesBefore(
  moment: number,
  { first, everyMs }: { readonly first: number; readonly everyMs: number },
): number {
  return Math.max(0, Math.ceil((moment - first) / everyMs));
}

/** A schedule that never fires in the span has no times. */
function timesWithin(schedule: JobSchedule, jobId: string, { from, until }: Span): Date[] {
  const times: Date[] = [];
  let after = new Date(from.getTime() - 1);
  for (;;) {
    const some = nextTimes(schedule, jobId, after, AT_ONCE);
    const within = some.filter((at) => at < until);
    times.push(...within);
    const last = within.at(-1);
    if (last === undefined || within.length < AT_ONCE) return times;
    after = last;
  }
}
