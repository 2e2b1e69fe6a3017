import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PagesPerMinute } from '../../../domain/overview/pages-per-minute.ts';

const T0 = Date.UTC(2026, 0, 15, 12);
const MINUTE = 60_000;

test('an hour has sixty minutes, each with the pages whose chunks ended in it', () => {
  const pages = new PagesPerMinute();
  const now = T0 + 30_000;
  expect(pages.readFrom(now)).toBe(T0 - 59 * MINUTE);
  pages.note(
    [
      { at: new Date(T0 - 59 * MINUTE), visits: 4 },
      { at: new Date(T0 + 1_000), visits: 2 },
      { at: new Date(T0 + 29_000), visits: 3 },
    ],
    now,
  );
  const hour = pages.lastHour(now);
  expect(hour).toHaveLength(60);
  expect(hour[0]).toEqual({ minute: T0 - 59 * MINUTE, pages: 4 });
  expect(hour.at(-1)).toEqual({ minute: T0, pages: 5 });
});

test('whenever it is looked at, it tells what a fresh look would tell', () => {
  const times = fc.array(fc.integer({ min: 0, max: 90 * MINUTE }), { minLength: 1, maxLength: 40 });
  const looks = fc.array(fc.integer({ min: 0, max: 90 * MINUTE }), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(times, looks, (ends, moments) => {
      const commits = ends.map((at) => ({ at: new Date(T0 + at), visits: 1 }));
      const known = (from: number, now: number) =>
        commits.filter(({ at }) => at.getTime() >= from && at.getTime() <= now);
      const pages = new PagesPerMinute();
      for (const look of moments.toSorted((a, b) => a - b)) {
        const now = T0 + look;
        pages.note(known(pages.readFrom(now), now), now);
        const fresh = new PagesPerMinute();
        fresh.note(known(fresh.readFrom(now), now), now);
        expect(pages.lastHour(now)).toEqual(fresh.lastHour(now));
      }
    }),
  );
});
