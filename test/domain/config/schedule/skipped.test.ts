import { describe, expect, it } from 'vitest';
import { addSkipped } from '../../../../domain/config/schedule/skipped.ts';
import {
  type SkipReason,
  type SkippedTimes,
  besidesMissed,
} from '../../../../domain/config/schedule/skipped-words.ts';

const EACH_MINUTE = { kind: 'cron', cron: '* * * * *', timezone: 'UTC' } as const;
const at = (minute: number): Date => new Date(Date.UTC(2026, 2, 1, 12, minute));

function skip(
  before: readonly SkippedTimes[],
  minute: number,
  why: SkipReason,
  now = at(minute),
): readonly SkippedTimes[] {
  const found = { from: at(minute), until: at(minute), count: 1, why };
  return addSkipped(before, found, { schedule: EACH_MINUTE, jobId: 'job', now });
}

describe('times without a run of their own', () => {
  it('are one span where they follow one another for the same reason', () => {
    expect(skip(skip(skip([], 0, 'held'), 1, 'held'), 2, 'missed')).toEqual([
      { from: at(0), until: at(1), count: 2, why: 'held' },
      { from: at(2), until: at(2), count: 1, why: 'missed' },
    ]);
  });

  it('are two spans where a run was in between', () => {
    expect(skip(skip([], 0, 'held'), 2, 'held')).toHaveLength(2);
  });

  it('are forgotten after a week', () => {
    const week = 7 * 24 * 60;
    expect(skip(skip([], 0, 'held'), week, 'held')).toHaveLength(2);
    expect(skip(skip([], 0, 'held'), week + 1, 'held')).toEqual([
      { from: at(week + 1), until: at(week + 1), count: 1, why: 'held' },
    ]);
  });

  it('are summed up by reason, the oldest first, where they are many; none is lost from the sums', () => {
    let spans: readonly SkippedTimes[] = [];
    for (let n = 0; n < 400; n++) spans = skip(spans, n * 2, n % 3 === 0 ? 'missed' : 'held', at(800));
    expect(spans.length).toBeLessThanOrEqual(40);
    const sum = (why: SkipReason): number =>
      spans.filter((span) => span.why === why).reduce((total, { count }) => total + count, 0);
    expect([sum('missed'), sum('held')]).toEqual([134, 266]);
    expect(spans.at(-1)).toMatchObject({ from: at(798), count: 1 });
  });

  it('are shown without what is told as missed beside them, the newest first', () => {
    const span = (from: string, why: SkipReason) => ({ from, until: from, why });
    const spans = [span('2026-03-01', 'missed'), span('2026-03-02', 'held'), span('2026-03-03', 'missed')];
    const missed = { from: '2026-03-03', until: '2026-03-04' };
    expect(besidesMissed(spans, missed)).toEqual([spans[1], spans[0]]);
    expect(besidesMissed(spans, null)).toHaveLength(3);
  });
});
