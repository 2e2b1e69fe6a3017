import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PagesPerMinute } from '../../../../domain/health/overview/pages-per-minute.ts';

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
    { from: pages.readFrom(now), now },
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
        const from = pages.readFrom(now);
        pages.note(known(from, now), { from, now });
        const fresh = new PagesPerMinute();
        const all = fresh.readFrom(now);
        fresh.note(known(all, now), { from: all, now });
        expect(pages.lastHour(now)).toEqual(fresh.lastHour(now));
      }
    }),
  );
});

test.each([
  ['in their order', [0, 1]],
  ['the later one first', [1, 0]],
])('of two looks at once no page is counted twice or forgotten: %s', (_order, answers) => {
  const pages = new PagesPerMinute();
  const ends = [-10, -5, 0, 2].map((minutes) => ({ at: new Date(T0 + minutes * MINUTE), visits: 1 }));
  const looks = [T0 + 1_000, T0 + 4 * MINUTE].map((now) => ({ from: pages.readFrom(now), now }));
  for (const answer of answers) {
    const look = looks[answer] ?? expect.fail('there is no such look');
    pages.note(
      ends.filter(({ at }) => at.getTime() >= look.from && at.getTime() <= look.now),
      look,
    );
  }
  const hour = pages.lastHour(T0 + 4 * MINUTE);
  expect(hour.reduce((sum, minute) => sum + minute.pages, 0)).toBe(4);
});
