// Why times of a schedule got no run of their own, in words. The command line reads it, so it loads nothing else.

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
