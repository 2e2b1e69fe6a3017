import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScalingLook } from '../../../../domain/health/scaling/scaling-look.ts';
import { SCALING } from '../../../../domain/health/scaling/scaling-numbers.ts';
import {
  type ScalingState,
  decideScaling,
  firstState,
} from '../../../../domain/health/scaling/scaling-policy.ts';

const T0 = 1_000_000_000;
const RANGE = { floor: 1, ceiling: 4 };
const STEADY: ScalingState = { wanted: 2, changedAt: 0, direction: 'up', quietMs: SCALING.quietMs };
/** Two scrapers with all slots in use and a queue behind them. */
const FULL: Omit<ScalingLook, 'at'> = {
  alive: 2,
  waiting: 200,
  oldestMs: 14_000,
  perSecond: 20,
  used: 96,
  slots: 96,
  slow: 0,
  cpuPercent: 90,
  room: null,
};
const QUIET = { ...FULL, waiting: 0, oldestMs: 0, used: 3, cpuPercent: 4, perSecond: 1 };

function looks(count: number, look: Partial<ScalingLook>): ScalingLook[] {
  return Array.from({ length: count }, (_, n) => ({
    ...FULL,
    ...look,
    at: T0 - (count - 1 - n) * SCALING.lookEveryMs,
  }));
}

function decide(seen: readonly ScalingLook[], state: Partial<ScalingState> = {}, range = RANGE) {
  return decideScaling({ role: 'scraper', state: { ...STEADY, ...state }, range, looks: seen, now: T0 });
}

describe('more processes are wanted', () => {
  test('where all slots are used and pages wait, as many as do what waits in ten seconds', () => {
    const { state, reason } = decide(looks(3, {}));
    expect(state).toMatchObject({ wanted: 4, direction: 'up', changedAt: T0 });
    expect(reason).toBe('200 pages that their hosts allow wait, the oldest for 14 s');
  });

  test.each([
    ['a little more than they do waits', { waiting: 30 }, 3],
    ['their speed is not known', { perSecond: null }, 3],
    ['they are slow by their CPU, not their slots', { used: 20, cpuPercent: 170, waiting: 30 }, 3],
    ['much waits, though not for long', { oldestMs: 1_000 }, 4],
    ['the machine has room', { room: { idleShare: 0.4, freeMemoryMb: 900 } }, 4],
  ] as const)('when %s', (_case, look, wanted) => {
    expect(decide(looks(3, look)).state.wanted).toBe(wanted);
  });

  test('twice as many at a time at most', () => {
    const seen = looks(3, { alive: 1, slots: 48, used: 48, waiting: 5_000 });
    expect(decide(seen, { wanted: 1 }, { floor: 1, ceiling: 8 }).state.wanted).toBe(2);
  });
});

describe('no more processes are wanted', () => {
  test.each([
    ['it was only a moment', looks(2, {}), {}, 'slots are used'],
    ['nothing waits', looks(3, { waiting: 0 }), {}, '96 of 96 slots are used, 0 wait'],
    [
      'the requests hang at slow hosts',
      looks(3, { slow: 60 }),
      {},
      '60 of 96 requests wait for slow hosts: more processes would wait for the same hosts',
    ],
    ['they have room themselves', looks(3, { used: 20 }), {}, 'not held up by the scrapers'],
    ['the queue is not known', looks(3, { waiting: null }), {}, 'what waits is not known now'],
    ['one was just started', looks(3, {}), { changedAt: T0 - 10_000 }, 'has to show first'],
    ['the most run', looks(3, { alive: 4 }), { wanted: 4 }, 'and 4 is the most'],
    [
      'no CPU is left',
      looks(3, { room: { idleShare: 0.03, freeMemoryMb: 900 } }),
      {},
      'no CPU is left on this machine (3 % idle)',
    ],
    [
      'no memory is left',
      looks(3, { room: { idleShare: 0.5, freeMemoryMb: 120 } }),
      {},
      'too little memory is left on this machine (120 MB)',
    ],
    [
      'one died and is replaced',
      [...looks(6, {}).slice(0, 2), ...looks(4, { alive: 1, slots: 48, used: 48 })],
      {},
      '1 of 2 take work; the others start or are replaced',
    ],
  ] as const)('when %s', (_case, seen, state, words) => {
    const verdict = decide(seen, state);
    expect(verdict.state.wanted).toBe('wanted' in state ? state.wanted : 2);
    expect(verdict.reason).toContain(words);
  });

  test('when the number is fixed', () => {
    const { state, reason } = decide(looks(3, {}), {}, { floor: 2, ceiling: 2 });
    expect(state.wanted).toBe(2);
    expect(reason).toBe('the number is fixed');
  });

  test('until one that died has been away for a minute; then the others are judged without it', () => {
    expect(decide(looks(14, { alive: 1, slots: 48, used: 48 })).state.wanted).toBe(3);
  });
});

describe('fewer processes are wanted', () => {
  const MINUTE = SCALING.quietMs / SCALING.lookEveryMs + 1;

  test('after a minute in which one fewer had done, one at a time', () => {
    const { state, reason } = decide(looks(MINUTE, QUIET));
    expect(state).toMatchObject({ wanted: 1, direction: 'down' });
    expect(reason).toContain('one fewer does the same since 60 s: 3 of 96 slots are used');
  });

  test.each([
    ['the minute is not over', looks(MINUTE - 1, QUIET), {}],
    ['the others would be busy', looks(MINUTE, { ...QUIET, used: 40 }), {}],
    ['their CPU would be', looks(MINUTE, { ...QUIET, cpuPercent: 90 }), {}],
    ['the quiet time was doubled', looks(MINUTE, QUIET), { quietMs: 120_000, changedAt: T0 - 300_000 }],
  ] as const)('not when %s', (_case, seen, state) => {
    expect(decide(seen, state).state.wanted).toBe(2);
  });

  test('not when there was work a moment ago', () => {
    const seen = looks(MINUTE, QUIET).map((look, n) => (n === 6 ? { ...look, used: 96 } : look));
    expect(decide(seen).state.wanted).toBe(2);
  });

  test('one that had to be started again soon makes the next wait twice as long', () => {
    const seen = looks(3, { alive: 1, slots: 48, used: 48 });
    const again = decide(seen, { wanted: 1, direction: 'down', changedAt: T0 - 120_000 });
    expect(again.state).toMatchObject({ wanted: 2, quietMs: 120_000 });
    const later = decide(seen, { wanted: 1, direction: 'down', changedAt: T0 - 700_000, quietMs: 120_000 });
    expect(later.state.quietMs).toBe(120_000);
  });
});

describe('whatever is seen', () => {
  const anyLook = fc.record({
    at: fc.constant(0),
    alive: fc.nat(8),
    waiting: fc.option(fc.nat(5_000)),
    oldestMs: fc.option(fc.nat(60_000)),
    perSecond: fc.option(fc.double({ min: 0, max: 500, noNaN: true })),
    used: fc.nat(400),
    slots: fc.nat(400),
    slow: fc.nat(400),
    cpuPercent: fc.nat(900),
    room: fc.option(
      fc.record({ idleShare: fc.double({ min: 0, max: 1, noNaN: true }), freeMemoryMb: fc.nat(4_000) }),
    ),
  });
  const anyRange = fc
    .tuple(fc.integer({ min: 1, max: 6 }), fc.nat(6))
    .map(([floor, more]) => ({ floor, ceiling: floor + more }));

  test('the number stays within its range, settles after each change, and falls by one at most', () => {
    fc.assert(
      fc.property(fc.array(anyLook, { maxLength: 120 }), anyRange, (seen, range) => {
        const given: ScalingLook[] = [];
        let state = firstState(range, T0);
        for (const [n, look] of seen.entries()) {
          const now = T0 + n * SCALING.lookEveryMs;
          given.push({ ...look, at: now });
          const next = decideScaling({ role: 'pipeline', state, range, looks: given, now }).state;
          expect(next.wanted).toBeGreaterThanOrEqual(range.floor);
          expect(next.wanted).toBeLessThanOrEqual(range.ceiling);
          if (next.wanted !== state.wanted && state.direction !== null)
            expect(next.changedAt - state.changedAt).toBeGreaterThanOrEqual(SCALING.settleMs);
          expect(next.wanted).toBeGreaterThanOrEqual(state.wanted - 1);
          state = next;
        }
      }),
    );
  });
});
