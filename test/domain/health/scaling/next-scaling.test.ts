import { describe, expect, test } from 'vitest';
import {
  livingFleets,
  nextScaling,
  rangeInForce,
  reasonInForce,
  shareOfFleet,
} from '../../../../domain/health/scaling/next-scaling.ts';
import type { ProcessRange } from '../../../../domain/health/scaling/process-range.ts';
import type { Fleet, RoleScaling, SetRange } from '../../../../domain/health/scaling/role-scaling.ts';
import { DEFAULT_RANGES, SCALING } from '../../../../domain/health/scaling/scaling-numbers.ts';

const T0 = Date.UTC(2026, 0, 15, 12);
const ONE = { floor: 1, ceiling: 1 };

function fleet(_id: string, scraper: ProcessRange, at = T0): Fleet {
  const roles = { scraper: { range: scraper, running: 1 }, pipeline: { range: ONE, running: 1 } };
  return { _id, at: new Date(at), roles, room: null };
}

function renderFleet(_id: string, floor: number, ceiling: number): Fleet {
  const one = fleet(_id, ONE);
  return { ...one, roles: { ...one.roles, renderer: { range: { floor, ceiling }, running: 0 } } };
}

function set(floor: number, ceiling: number): SetRange {
  return { _id: 'scraper', floor, ceiling, by: 'ann', at: new Date(T0) };
}

describe('the range in force', () => {
  test.each([
    ['that of Kubernetes, where nobody starts processes here', [], [], DEFAULT_RANGES.scraper],
    ['what "up" was started for', [fleet('a', { floor: 1, ceiling: 4 })], [], { floor: 1, ceiling: 4 }],
    [
      'that of all together',
      [fleet('a', { floor: 1, ceiling: 4 }), fleet('b', ONE)],
      [],
      { floor: 2, ceiling: 5 },
    ],
    ['what somebody has set', [fleet('a', ONE)], [set(2, 6)], { floor: 2, ceiling: 6 }],
  ] as const)('is %s', (_case, fleets, ranges, range) => {
    expect(rangeInForce('scraper', { fleets, ranges, isDemanded: false })).toEqual(range);
  });

  test('a fleet that is silent for twenty seconds is not counted any more', () => {
    const fleets = [fleet('a', ONE, T0 - 20_000), fleet('b', ONE, T0 - 19_000)];
    expect(livingFleets(fleets, T0).map(({ _id }) => _id)).toEqual(['b']);
  });
});

describe('the range of renderers in force', () => {
  const setTo = (floor: number, ceiling: number): SetRange => ({ ...set(floor, ceiling), _id: 'renderer' });
  test.each([
    ['of an older version that knows none', [fleet('a', ONE)], [], [0, 0, 0, 0]],
    ['on demand', [renderFleet('a', 0, 1)], [], [0, 0, 1, 1]],
    ['on demand, of two machines', [renderFleet('a', 0, 1), renderFleet('b', 0, 2)], [], [0, 0, 1, 3]],
    ['never', [renderFleet('a', 0, 0)], [], [0, 0, 0, 0]],
    ['always', [renderFleet('a', 2, 2)], [], [2, 2, 2, 2]],
    ['of Kubernetes', [], [], [0, 0, 1, 8]],
    ['as somebody has set it', [renderFleet('a', 2, 2)], [setTo(0, 4)], [0, 0, 1, 4]],
  ] as const)('%s', (_case, fleets, ranges, bounds) => {
    const inForce = (isDemanded: boolean) => {
      const { floor, ceiling } = rangeInForce('renderer', { fleets, ranges, isDemanded });
      return [floor, ceiling];
    };
    expect([...inForce(false), ...inForce(true)]).toEqual(bounds);
  });

  test('is told with why, unless somebody gave it', () => {
    const fleets = [renderFleet('a', 0, 1)];
    const asked = (isDemanded: boolean, ranges: readonly SetRange[] = []) =>
      reasonInForce('renderer', { fleets, ranges, isDemanded });
    expect(asked(true)).toBe('pages are to be opened in a browser');
    expect(asked(false)).toBe('no page is to be opened in a browser');
    expect(asked(true, [setTo(0, 0)])).toBeNull();
    expect(asked(false, [setTo(1, 2)])).toBeNull();
    expect(reasonInForce('scraper', { fleets, ranges: [], isDemanded: true })).toBeNull();
  });

  test('lets the first machine start one', () => {
    const fleets = [renderFleet('a', 0, 1), renderFleet('b', 0, 1)];
    const share = (id: string, wanted: number) =>
      shareOfFleet('renderer', id, { fleets, ranges: [], isDemanded: true, wanted });
    expect([share('a', 0), share('b', 0)]).toEqual([1, 0]);
    expect([share('a', 2), share('b', 2)]).toEqual([1, 1]);
  });
});

test('a fleet runs its share, and nothing that was decided for another range', () => {
  const fleets = [fleet('a', { floor: 1, ceiling: 2 }), fleet('b', { floor: 1, ceiling: 4 })];
  expect(shareOfFleet('scraper', 'b', { fleets, ranges: [], isDemanded: false, wanted: 5 })).toBe(3);
  expect(
    shareOfFleet('scraper', 'a', { fleets: [fleet('a', ONE)], ranges: [], isDemanded: false, wanted: 4 }),
  ).toBe(1);
  expect(
    shareOfFleet('scraper', 'a', {
      fleets: [fleet('a', ONE)],
      ranges: [set(1, 4)],
      isDemanded: false,
      wanted: 4,
    }),
  ).toBe(4);
});

describe('the next state of a role', () => {
  const range = { floor: 1, ceiling: 4 };
  const first = nextScaling({ role: 'scraper', before: null, range, looks: [], now: T0 });

  test('begins at the least', () => {
    expect(first).toMatchObject({ revision: 1, state: { wanted: 1 }, decisions: [], look: null });
  });

  test('tells each change with its reason, the newest first', () => {
    const wider = nextScaling({
      role: 'scraper',
      before: first,
      range: { floor: 3, ceiling: 4 },
      looks: [],
      now: T0 + SCALING.lookEveryMs,
    });
    expect(wider).toMatchObject({
      revision: 2,
      state: { wanted: 3, direction: 'up' },
      decisions: [{ from: 1, to: 3, reason: 'there may be 3..4' }],
    });
  });

  test('keeps the last fifty decisions', () => {
    let state: RoleScaling = first;
    for (let n = 1; n <= 60; n += 1) {
      const count = n % 2 === 0 ? 1 : 2;
      const fixed = { floor: count, ceiling: count };
      state = nextScaling({ role: 'scraper', before: state, range: fixed, looks: [], now: T0 + n });
    }
    expect(state.decisions).toHaveLength(50);
    expect(state.decisions[0]).toMatchObject({ from: 2, to: 1 });
  });
});
