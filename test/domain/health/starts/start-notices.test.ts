// A job whose starts can not be done: told when starts are late and it would ask for more than is done.
import { expect, it } from 'vitest';
import type { JobSchedule } from '../../../../domain/config/schema.ts';
import { describeMore, startNotices } from '../../../../domain/health/starts/start-notices.ts';

const NOW = Date.UTC(2026, 0, 15, 12, 0, 0);
const LATE = { lateMs: 40_000, comePerMinute: 320, donePerMinute: 210, waiting: 213 };
const MINUTELY: JobSchedule = { kind: 'cron', cron: '* * * * *', timezone: 'UTC' };

const codes = (figures: typeof LATE | null, schedule: JobSchedule | undefined = MINUTELY) =>
  startNotices(figures, { jobId: 'job_1', config: { schedule } }, NOW).map(({ code }) => code);

it('says how late starts are, and what to do', () => {
  expect(startNotices(LATE, { jobId: 'job_1', config: { schedule: MINUTELY } }, NOW)).toEqual([
    {
      code: 'starts-late',
      pointer: '/config/schedule',
      detail:
        'Starts are 40 s late: 320 starts a minute come, 210 are done. This job starts as late, and makes the others later.',
      remedy: expect.stringMatching(/^Slow down: .* Or add an orchestrator/),
    },
  ]);
});

it('says nothing where starts are in time, not known, or catching up with this job too', () => {
  expect(codes(null)).toEqual([]);
  expect(codes({ ...LATE, lateMs: 29_000 })).toEqual([]);
  expect(codes({ ...LATE, comePerMinute: 209 })).toEqual([]);
  expect(codes({ ...LATE, comePerMinute: 210 })).toEqual(['starts-late']);
});

it('says nothing of a job that is started by hand, or once in a while', () => {
  expect(startNotices(LATE, { jobId: 'job_1', config: {} }, NOW)).toEqual([]);
  expect(codes(LATE, { kind: 'interval', everyMs: 21_600_000 })).toEqual([]);
  expect(codes(LATE, { kind: 'interval', everyMs: 3_600_000 })).toEqual(['starts-late']);
});

it('says of many jobs at once that more of them make all later', () => {
  expect(describeMore(LATE)).toMatch(
    /^Starts are 40 s late: .* 210 are done\. More of them make all later\. Slow/,
  );
  expect(describeMore({ ...LATE, lateMs: 100 })).toBeNull();
  expect(describeMore(null)).toBeNull();
});
