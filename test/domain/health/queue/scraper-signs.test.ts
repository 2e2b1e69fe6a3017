import { expect, test } from 'vitest';
import { ScraperSignReader } from '../../../../domain/health/queue/scraper-signs.ts';

const T0 = Date.UTC(2026, 0, 15, 12);

function beat(pid: number, seconds: number, load: Record<string, number>) {
  return { _id: `scraper:box:${pid}`, role: 'scraper', at: new Date(T0 + seconds * 1_000), load } as const;
}

test('speed is what two signs of life differ by, over all living scrapers', () => {
  const watch = new ScraperSignReader('scraper');
  const first = watch.note([beat(1, 0, { fetched: 10 }), beat(2, 0, { fetched: 5 })], T0);
  expect(first).toEqual({ held: 0, perSecond: null, waitedMs: null });
  const later = [
    beat(1, 5, { fetched: 15, failed: 5, inFlight: 2, waiting: 1, waitedMs: 40 }),
    beat(2, 5, { fetched: 10, unfetched: 5, inFlight: 1, waitedMs: 700 }),
  ];
  expect(watch.note(later, T0 + 5_000)).toEqual({ held: 4, perSecond: 4, waitedMs: 700 });
  expect(watch.note(later, T0 + 6_000).perSecond).toBe(4);
});

test('a scraper that fell silent counts for nothing, and without any nothing is known', () => {
  const watch = new ScraperSignReader('scraper');
  const beats = [beat(1, 0, { fetched: 10, inFlight: 3 })];
  expect(watch.note(beats, T0 + 60_000)).toEqual({ held: null, perSecond: null, waitedMs: null });
});

test('a restarted scraper has no speed until it has given two signs of life', () => {
  const watch = new ScraperSignReader('scraper');
  watch.note([beat(1, 0, { fetched: 10 })], T0);
  expect(watch.note([beat(1, 5, { fetched: 1 })], T0 + 5_000).perSecond).toBeNull();
  expect(watch.note([beat(1, 10, { fetched: 6 })], T0 + 10_000).perSecond).toBe(1);
});
