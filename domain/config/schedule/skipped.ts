// Times of a schedule that got no run of their own, and why, so that each time of a schedule is a run or is told here. Times
// that follow one another for the same reason are one span; of the oldest spans only the sums are kept.
import type { JobSchedule } from '../schema.ts';
import { type FoundTimes, isNextTo } from './missed.ts';
import { type SkipReason, type SkippedTimes, TOLD_DAYS } from './skipped-words.ts';
import { DAY_MS } from '../../system/duration.ts';

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
