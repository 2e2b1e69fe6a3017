// What is said of a job whose pages do not fit into the embedded store, by its kind of source.
import { expect, it, test } from 'vitest';
import { jobConfigSchema } from '../../../domain/config/schema.ts';
import { roomNotices } from '../../../domain/health/job-room.ts';

const MB = 1_048_576;
/** A store that takes 4 KB for a page: room for 100 or so, or for many. */
const short = { dataBytes: 960 * 4_096 * 100, boundBytes: 960 * 4_096 * 100 + 4_096 * 100, pages: 96_000 };
const ample = { dataBytes: 4 * MB, boundBytes: 4_000 * MB, pages: 1_024 };
const half = { dataBytes: 500 * MB, boundBytes: 1_000 * MB, pages: 128_000 };

const urls = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `https://shop.example/${n}`);
const jobOf = (source: object, limits: object = {}, pages = 0) => ({
  config: jobConfigSchema.parse({ source, limits }),
  pages,
});
const list = (count: number, pages = 0) => jobOf({ kind: 'pages', urls: urls(count) }, {}, pages);
const site = (maxPages?: number) =>
  jobOf({ kind: 'site', start: ['https://shop.example/'] }, maxPages === undefined ? {} : { maxPages });

it('says nothing of another database, nor where all fits into a store that is not half full', () => {
  expect(roomNotices(null, list(100_000))).toEqual([]);
  expect(roomNotices(ample, list(5_000))).toEqual([]);
  expect(roomNotices(ample, site())).toEqual([]);
});

it('names the pages of a list and those that still fit, and what to do', () => {
  expect(roomNotices(short, list(101))).toEqual([
    {
      code: 'store-short',
      pointer: '/config/source',
      detail:
        'The job has 101 pages, and the embedded store has room for about 100 more pages. Beyond that nothing is stored.',
      remedy: expect.stringMatching(
        /^Give it fewer pages, or move first\. Make room on its disk or move to MongoDB now: .*--to mongodb/,
      ),
    },
  ]);
});

it('names the bound of a crawl', () => {
  const notices = roomNotices({ ...ample, boundBytes: 404 * MB }, site(200_000));
  expect(notices).toMatchObject([
    {
      code: 'store-short',
      pointer: '/config/limits/maxPages',
      detail: expect.stringContaining('may take up to 200,000 pages'),
      remedy: expect.stringMatching(/^Lower limits\.maxPages .* Plan a larger disk or the move/),
    },
  ]);
});

test.each([
  ['a list that fits', list(10), half],
  ['pages that are stored already', list(101, 50), short],
  ['a site whose pages nobody bounded', site(), short],
  ['a feed, which names a few', jobOf({ kind: 'feed', feeds: ['https://shop.example/feed'] }), short],
])('%s is told only that the store fills up', (_what, job, room) => {
  expect(roomNotices(room, job).map(({ code }) => code)).toEqual(['store-filling']);
});
