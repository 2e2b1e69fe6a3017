import { describe, expect, test } from 'vitest';
import { type HostShare, describeTime, timeShares } from '../../../../domain/job/plan/asked-for.ts';

const share = (host: string, pages: number, delayMs: number): HostShare => ({ host, pages, delayMs });

describe('how long pages take', () => {
  test.each<[string, HostShare[], string]>([
    ['no page', [], 'No page is fetched.'],
    ['one page', [share('a.test', 1, 1_000)], 'a.test is asked once every 1 s: about 1 s for 1 page.'],
    [
      'ten thousand pages of one host',
      [share('a.test', 10_000, 1_000)],
      'a.test is asked once every 1 s: about 2.8 h for 10,000 pages.',
    ],
    [
      'pages of one host by two jobs',
      [share('a.test', 30, 1_000), share('a.test', 30, 2_000)],
      'a.test is asked once every 2 s: about 2 min for 60 pages.',
    ],
    [
      'pages of a slow and a quick host',
      [share('quick.test', 50, 1_000), share('slow.test', 10, 60_000)],
      'slow.test is asked once every 1 min: about 10 min for 10 pages. The other hosts, 1, are done sooner.',
    ],
    [
      'pages of an own host',
      [share('a.test', 12, 0)],
      'a.test needs no pause: 12 pages as fast as it answers.',
    ],
  ])('is put in words for %s', (_, shares, words) => {
    expect(describeTime(timeShares(shares))).toBe(words);
  });
});
