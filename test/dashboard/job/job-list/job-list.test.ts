import { describe, expect, test } from 'vitest';
import type { JobRow } from '../../../../api/schemas/job/job-list.ts';
import { type JobPage, withFresh, withPage } from '../../../../dashboard/job/job-list/job-page.ts';
import {
  JOB_TABS,
  listQuery,
  nextSort,
  searchOf,
  sortOf,
} from '../../../../dashboard/job/job-list/job-query.ts';
import { rowsOutOfOrder } from '../../../../dashboard/job/job-list/row-order.ts';
import { rangeOf } from '../../../../dashboard/job/job-list/selection.ts';
import { searchOfView, viewQuery } from '../../../../dashboard/job/job-list/view-query.ts';
import { JOB_SEARCH_KEYS } from '../../../../domain/job/list/search-keys.ts';
import { parseSearch } from '../../../../domain/job/search/parse-search.ts';

describe('the address of the list', () => {
  test('adds the search of its tab to the one that was written', () => {
    expect(searchOf({ tab: 'paused', q: 'tag:shop' })).toBe('state:paused tag:shop');
    expect(listQuery({ sort: '-price' })).toEqual({ q: '-state:archived', sort: '-price' });
  });

  test('has tabs whose searches can be read', () => {
    for (const { q } of JOB_TABS) expect(parseSearch(q, JOB_SEARCH_KEYS), q).toMatchObject({ ok: true });
  });

  test.each([
    ['name', {}, 'name'],
    ['name', { sort: 'name' }, '-name'],
    ['name', { sort: '-name' }, ''],
    ['price', {}, '-price'],
    ['price', { sort: '-price' }, 'price'],
    ['price', { sort: 'name' }, '-price'],
  ])('a click on %s in %j sorts by "%s"', (by, search, sort) => {
    expect(nextSort(search, by)).toBe(sort);
  });

  test('without an order the newest stand first', () => {
    expect(sortOf({})).toEqual({ by: 'created', descending: true });
  });
});

describe('rows that were renewed in their place', () => {
  const row = (at: string | null): JobRow =>
    ({ lastChange: at === null ? null : { at } }) as unknown as JobRow;

  test.each([
    [['3', '2', '1', null], 0],
    [['1', '3', '2', null], 1],
    [[null, '3'], 1],
    [[], 0],
  ])('of changes at %j so many stand behind one they belong before: %i', (times, moved) => {
    expect(rowsOutOfOrder(times.map(row), { by: 'lastChange', descending: true })).toBe(moved);
  });

  test('never move where the order is that of creation', () => {
    expect(rowsOutOfOrder(['1', '3'].map(row), { by: 'created', descending: true })).toBe(0);
  });
});

test.each([
  ['b', 'd', ['b', 'c', 'd']],
  ['d', 'b', ['b', 'c', 'd']],
  ['c', 'c', ['c']],
  [null, 'c', ['c']],
  ['gone', 'c', ['c']],
])('a range from %s to %s chooses %j', (from, to, chosen) => {
  expect(rangeOf(['a', 'b', 'c', 'd'], from, to)).toEqual(chosen);
});

describe('rows that are read later', () => {
  const row = (jobId: string, name = jobId): JobRow => ({ jobId, name }) as unknown as JobRow;
  const known: JobPage = { items: ['a', 'b', 'c'].map((id) => row(id)), nextCursor: 'more', total: 9 };

  test('take their place; those that are gone are not counted any more', () => {
    const fresh = new Map([['a', row('a', 'renamed')]]);
    const { items, total } = withFresh(known, ['a', 'b'], fresh);
    expect(items).toEqual([row('a', 'renamed'), row('c')]);
    expect(total).toBe(8);
  });

  test('stand behind those that are there, once', () => {
    const page: JobPage = { items: [row('c'), row('d')], nextCursor: null, total: null };
    expect(withPage(known, 'more', page)).toEqual({
      items: ['a', 'b', 'c', 'd'].map((id) => row(id)),
      nextCursor: null,
      total: 9,
    });
    expect(withPage(known, 'older', page)).toBe(known);
  });
});

test('a view is the same whatever the order of its members', () => {
  const query = viewQuery({ tab: 'paused', q: 'tag:a b', sort: '-price' });
  expect(query).toBe('q=tag%3Aa+b&sort=-price&tab=paused');
  expect(viewQuery(searchOfView({ query: 'tab=paused&sort=-price&q=tag%3Aa+b' }))).toBe(query);
});
