import { expect, it } from 'vitest';
import { overfull, tooOften } from '../../../../domain/job/plan/host-capacity.ts';
import { shortestGapMs } from '../../../../domain/config/schedule/shortest-gap.ts';

const HOUR = 3_600_000;
const shop = { host: 'shop.example', pages: 7_200, delayMs: 1_000 };

it.each([
  [
    [shop],
    HOUR,
    'shop.example needs 2 h for 7,200 pages at one request every 1 s, and the job is due again after 1 h.',
  ],
  [[shop], 2 * HOUR, null],
  [[{ ...shop, delayMs: 0 }], 10_000, null],
  [[], HOUR, null],
  [
    [shop, { host: 'slow.example', pages: 60, delayMs: 300_000 }],
    HOUR,
    'slow.example needs 5 h for 60 pages at one request every 5 min, and the job is due again after 1 h.',
  ],
  [
    [{ host: 'slow.example', pages: 1, delayMs: 90_000 }],
    60_000,
    'slow.example needs 1.5 min for 1 page at one request every 1.5 min, and the job is due again after 1 min.',
  ],
])('of %j every %i ms', (needs, everyMs, words) => {
  expect(tooOften(needs, everyMs)?.detail ?? null).toBe(words);
});

it('a host is overfull when its jobs plan more than its pause allows', () => {
  const load = { delayMs: 1_000, setBy: 'default', plannedADay: 90_000, possibleADay: 86_400 } as const;
  expect(overfull('shop.example', load)).toContain('plan 90,000 requests a day, and its pause allows 86,400');
  expect(overfull('shop.example', { ...load, plannedADay: 86_400 })).toBeNull();
  expect(overfull('shop.example', { ...load, possibleADay: null })).toBeNull();
});

it('the shortest time between two starts is that of the closest times', () => {
  const now = new Date('2026-11-27T12:00:00Z');
  const gap = (cron: string) => shortestGapMs({ kind: 'cron', cron, timezone: 'UTC' }, 'job', now);
  expect(shortestGapMs({ kind: 'interval', everyMs: 90_000 }, 'job', now)).toBe(90_000);
  expect(gap('0 9,12 * * *')).toBe(3 * HOUR);
  expect(gap('*/5 9 * * 1')).toBe(300_000);
});
