import { describe, expect, test } from 'vitest';
import {
  livingFleets,
  nextScaling,
  rangeInForce,
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
    expect(rangeInForce('scraper', { fleets, ranges })).toEqual(range);
  });

  test('a fleet that is silent for twenty seconds is not counted any more', () => {
    const fleets = [fleet('a', ONE, T0 - 20_000), fleet('b', ONE, T0 - 19_000)];
    expect(livingFleets(fleets, T0).map(({ _id }) => _id)).toEqual(['b']);
  });
});

test('a fleet runs its share, and nothing that was decided for another range', () => {
  const fleets = [fleet('a', { floor: 1, ceiling: 2 }), fleet('b', { floor: 1, ceiling: 4 })];
  expect(shareOfFleet('scraper', 'b', { fleets, ranges: [], wanted: 5 })).toBe(3);
  expect(shareOfFleet('scraper', 'a', { fleets: [fleet('a', ONE)], ranges: [], wanted: 4 })).toBe(1);
  expect(shareOfFleet('scraper', 'a', { fleets: [fleet('a', ONE)], ranges: [set(1, 4)], wanted: 4 })).toBe(4);
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
