import { expect, test } from 'vitest';
import { type PageSight, compareRuns } from '../../../../domain/run/report/compare-runs.ts';

function sights(...all: [string, PageSight['outcome'], number][]): Map<string, PageSight> {
  return new Map(
    all.map(([urlKey, outcome, elapsedMs]) => [
      urlKey,
      { urlKey, url: `https://shop.example/${urlKey}`, outcome, reason: outcome, elapsedMs },
    ]),
  );
}

const keys = (pages: readonly { before: PageSight | null; after: PageSight | null }[]): unknown[] =>
  pages.map(({ before, after }) => (after ?? before)?.urlKey);

test('pages that came, went, broke, mended and slowed down are told apart', () => {
  const before = sights(
    ['same', 'unchanged', 100],
    ['gone', 'unchanged', 100],
    ['broken', 'stored', 100],
    ['mended', 'failed', 100],
    ['slow', 'unchanged', 400],
    ['slower', 'unchanged', 400],
  );
  const after = sights(
    ['same', 'unchanged', 190],
    ['new', 'stored', 100],
    ['broken', 'failed', 9_000],
    ['mended', 'stored', 9_000],
    ['slow', 'unchanged', 1_000],
    ['slower', 'unchanged', 3_000],
  );
  const compared = compareRuns(before, after);
  expect(keys(compared.added)).toEqual(['new']);
  expect(keys(compared.removed)).toEqual(['gone']);
  expect(keys(compared.nowFailing)).toEqual(['broken']);
  expect(keys(compared.nowWell)).toEqual(['mended']);
  expect(keys(compared.slower)).toEqual(['slower', 'slow']);
});

test('a page is not slower by a blink, nor when nothing was fetched before', () => {
  const before = sights(
    ['blink', 'unchanged', 10],
    ['unfetched', 'skipped', 0],
    ['half', 'unchanged', 1_000],
  );
  const after = sights(
    ['blink', 'unchanged', 400],
    ['unfetched', 'stored', 5_000],
    ['half', 'unchanged', 1_900],
  );
  expect(compareRuns(before, after).slower).toEqual([]);
});
