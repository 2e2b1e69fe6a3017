// What all schedules ask a minute, over the coming hour.
import { expect, it } from 'vitest';
import { askedPerMinute, readAsked, startsPerMinute } from '../../../../domain/health/starts/asked-starts.ts';
import type { JobSchedule } from '../../../../domain/config/schema.ts';

const NOW = Date.UTC(2026, 0, 15, 12, 0, 0);
const cron = (text: string): JobSchedule => ({ kind: 'cron', cron: text, timezone: 'UTC' });
const every = (everyMs: number): JobSchedule => ({ kind: 'interval', everyMs });
const within = { from: '12:00', to: '12:30' } as const;

it.each([
  { name: 'each minute', schedule: cron('* * * * *'), asked: 1 },
  { name: 'each quarter of an hour', schedule: cron('*/15 * * * *'), asked: 4 / 60 },
  { name: 'at another hour', schedule: cron('0 20 * * *'), asked: 0 },
  { name: 'every 10 s', schedule: every(10_000), asked: 6 },
  { name: 'every 6 hours', schedule: every(21_600_000), asked: 1 / 360 },
  { name: 'each minute of half an hour', schedule: { ...cron('* * * * *'), window: within }, asked: 29 / 60 },
])('a schedule $name asks $asked starts a minute', ({ schedule, asked }) => {
  expect(startsPerMinute(schedule, 'job_1', NOW)).toBeCloseTo(asked, 6);
});

it('all schedules together ask the sum, and each that is due in the hour at least one start', () => {
  const schedules = [
    ...Array.from({ length: 300 }, () => cron('* * * * *')),
    every(30_000),
    ...Array.from({ length: 60 }, () => every(21_600_000)),
  ];
  const jobs = schedules.map((schedule, n) => ({ jobId: `job_${n}`, schedule }));
  expect(askedPerMinute(jobs, NOW)).toBeCloseTo(300 + 2 + 1, 6);
});

it('only jobs that are due in the hour are read', async () => {
  const asked: Date[] = [];
  const dueBefore = async (until: Date) => (asked.push(until), []);
  expect(await readAsked({ dueBefore }, NOW)).toBe(0);
  expect(asked).toEqual([new Date(NOW + 3_600_000)]);
});
