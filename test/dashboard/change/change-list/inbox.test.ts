// The inbox of the dashboard: its filters in the address, and its rows by day.
import { expect, test } from 'vitest';
import type { ChangeView } from '../../../../api/schemas/change/change.ts';
import { groupByDay } from '../../../../dashboard/change/change-list/day-group.ts';
import {
  filterQuery,
  hasValue,
  isFiltered,
  listQuery,
  presentSearch,
  tabOf,
  toggled,
} from '../../../../dashboard/change/change-list/inbox-filter.ts';

const row = (changeId: string, at: string, siteWide: string | null = null): ChangeView =>
  ({ changeId, at, siteWide, runId: 'run' }) as ChangeView;

test('rows stand by day, and a change of the template is one row with its other pages', () => {
  const rows = [
    row('a', '2026-03-02T10:00:00Z'),
    row('b', '2026-03-02T09:00:00Z', 'footer'),
    row('c', '2026-03-02T08:00:00Z', 'footer'),
    row('d', '2026-03-01T10:00:00Z'),
  ];
  const groups = groupByDay(rows, (at) => new Date(at).toISOString().slice(0, 10));
  expect(
    groups.map(({ day, rows: own }) => [
      day,
      own.map(({ change, same }) => [change.changeId, ...same.map(({ changeId }) => changeId)]),
    ]),
  ).toEqual([
    ['2026-03-02', [['a'], ['b', 'c']]],
    ['2026-03-01', [['d']]],
  ]);
});

test.each([
  [{}, 'severity', 'major', { severity: 'major' }],
  [{ severity: 'major' }, 'severity', 'minor', { severity: 'major,minor' }],
  [{ severity: 'major,minor', q: 'x' }, 'severity', 'major', { severity: 'minor', q: 'x' }],
  [{ severity: 'major' }, 'severity', 'major', {}],
])('%j with %s=%s turned is %j', (...given) => {
  const [search, name, value, next] = given;
  expect(toggled(presentSearch(search), name, value)).toEqual(next);
});

test('the tab is asked for beside the filters, and pending changes are not', () => {
  const search = { inbox: 'all', kind: 'price,text' };
  expect(listQuery(search)).toEqual({ state: 'confirmed,withdrawn', kind: 'price,text', inbox: undefined });
  expect(listQuery({})).toMatchObject({ inbox: 'unread' });
  expect(filterQuery({ inbox: 'seen', q: 'x' })).toEqual({ state: 'confirmed,withdrawn', q: 'x' });
  expect([tabOf({ inbox: 'nonsense' }), isFiltered({ inbox: 'seen' }), isFiltered({ q: 'x' })]).toEqual([
    'unread',
    false,
    true,
  ]);
  expect([hasValue(search, 'kind', 'text'), hasValue(search, 'kind', 'field')]).toEqual([true, false]);
});
