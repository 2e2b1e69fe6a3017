// Times of a schedule that got no run of their own, and why, so that each time of a schedule is a run or is told here. Times
// that follow one another for the same reason are one span; of the oldest spans only the sums are kept.
import type { JobSchedule } from '../schema.ts';
import { type FoundTimes, isNextTo } from './missed.ts';
import { DAY_MS } from '../../system/duration.ts';

/**
 * `missed`: nobody began them in time; `schedule.missed` says what becomes of them. `held`: a run was going on. `waited`: a run
 * was going on, and one run after it was for all of them. `limit`: a limit of the plan was met. `off`: they were late when the
 * job was paused or stopped. `changed`: they were late when the schedule was changed.
 */
export const SKIP_REASONS = ['missed', 'held', 'waited', 'limit', 'off', 'changed'] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

export interface SkippedTimes {
  /** The first and the last of them. */
  readonly from: Date;
  readonly until: Date;
  readonly count: number;
  readonly why: SkipReason;
}

export const TOLD_DAYS = 7;
const MAX_SPANS = 40;

interface Skip extends Pick<FoundTimes, 'from' | 'until' | 'count'> {
  readonly why: SkipReason;
}

/** Oldest first, as before. */
export function addSkipped(
  before: readonly SkippedTimes[],
  { from, until, count, why }: Skip,
  { schedule, jobId, now }: { readonly schedule: JobSchedule; readonly jobId: string; readonly now: Date },
): readonly SkippedTimes[] {
  const since = now.getTime() - TOLD_DAYS * DAY_MS;
  const told = before.filter((span) => span.until.getTime() >= since);
  const last = told.at(-1);
  const goesOn = last?.why === why && isNextTo(last.until, from, { schedule, jobId });
  if (last !== undefined && goesOn) return [...told.slice(0, -1), joined(last, { from, until, count, why })];
  return withinLimit([...told, { from, until, count, why }]);
}

function joined(one: SkippedTimes, later: SkippedTimes): SkippedTimes {
  return { ...one, until: later.until, count: one.count + later.count };
}

/** The oldest span that has one of its reason before it joins that one, which then says how many of the times within it there were. */
function withinLimit(spans: readonly SkippedTimes[]): readonly SkippedTimes[] {
  if (spans.length <= MAX_SPANS) return spans;
  const indexBefore = (later: number): number =>
    spans.findIndex(({ why }, at) => at < later && why === spans[later]?.why);
  const later = spans.findIndex((_, at) => indexBefore(at) !== -1);
  const [one, other] = [spans[indexBefore(later)], spans[later]];
  if (one === undefined || other === undefined) return spans;
  return spans.filter((span) => span !== other).map((span) => (span === one ? joined(one, other) : span));
}

export const SKIP_WORDS: Readonly<Record<SkipReason, string>> = {
  missed: 'missed while Webloom was away or late',
  held: 'left out because a run was going on (overlap)',
  waited: 'for the run that followed the one that was going on',
  limit: 'held back by a limit of the plan',
  off: 'late when the job was paused or stopped',
  changed: 'late when the schedule was changed',
};

/** Without times: whoever reads it has a zone of their own. */
export function skippedWords(spans: readonly SkippedTimes[]): string {
  const sums = new Map<SkipReason, number>();
  for (const { why, count } of spans) sums.set(why, (sums.get(why) ?? 0) + count);
  const all = spans.reduce((sum, { count }) => sum + count, 0);
  const many = all === 1 ? '1 time of the schedule' : `${all} times of the schedule`;
  const reasons = SKIP_REASONS.flatMap((why) => {
    const count = sums.get(why);
    return count === undefined ? [] : [count === all ? SKIP_WORDS[why] : `${count} ${SKIP_WORDS[why]}`];
  });
  return `${many} in the last ${TOLD_DAYS} days got no run of ${all === 1 ? 'its' : 'their'} own: ${reasons.join(', ')}.`;
}

interface Span {
  /** ISO 8601 in UTC. */
  readonly from: string;
  readonly until: string;
}

/** Those to be shown, the newest first: not again what is told as missed beside them. */
export function besidesMissed<S extends Span & { readonly why: SkipReason }>(
  spans: readonly S[],
  missed: Span | null,
): S[] {
  const isTold = ({ why, from, until }: S): boolean =>
    why === 'missed' && missed !== null && from >= missed.from && until <= missed.until;
  return spans.filter((span) => !isTold(span)).toReversed();
}
