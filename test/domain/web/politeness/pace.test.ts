import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  backOffMs,
  decayedPenaltyMs,
  DEFAULT_DELAY_MS,
  delayCauseOf,
  delayMsOf,
  inFlightCap,
  raisedPenaltyMs,
  sendToleranceMs,
  slotsOfCalls,
  slotsUntil,
} from '../../../../domain/web/politeness/pace.ts';

describe('the pause between two requests to a host', () => {
  it.each([
    { what: 'nobody said anything', facts: {}, delayMs: DEFAULT_DELAY_MS },
    { what: 'the job asks for less than the default', facts: { jobDelayMs: 10 }, delayMs: DEFAULT_DELAY_MS },
    { what: 'the job asks for more', facts: { jobDelayMs: 5_000 }, delayMs: 5_000 },
    { what: 'robots.txt asks for more', facts: { jobDelayMs: 5_000, crawlDelayMs: 8_000 }, delayMs: 8_000 },
    { what: 'robots.txt asks for the absurd', facts: { crawlDelayMs: 86_400_000 }, delayMs: 600_000 },
    { what: 'the host refused', facts: { penaltyMs: 4_000 }, delayMs: 4_000 },
    { what: 'the host is the operator’s own', facts: { own: true }, delayMs: 0 },
    { what: 'the own host has robots rules', facts: { own: true, crawlDelayMs: 500 }, delayMs: 500 },
    { what: 'the own host refuses', facts: { own: true, penaltyMs: 2_000 }, delayMs: 2_000 },
    { what: 'the job paces an own host', facts: { own: true, jobDelayMs: 50 }, delayMs: 50 },
  ])('is $delayMs ms when $what', ({ facts, delayMs }) => {
    expect(delayMsOf({ crawlDelayMs: null, own: false, penaltyMs: 0, ...facts })).toBe(delayMs);
  });

  it('leaves few requests in flight to a paced host', () => {
    expect(inFlightCap(1_000)).toBeLessThan(inFlightCap(0));
  });
});

it.each([
  [1_000, 250],
  [10_000, 2_500],
  [200, 250],
  [0, 5_000],
])('with a pause of %i ms a request may be sent %i ms after its slot', (delayMs, toleranceMs) => {
  expect(sendToleranceMs(delayMs)).toBe(toleranceMs);
});

describe('a penalty', () => {
  it('doubles from a second up to a limit, and decays to nothing', () => {
    expect(raisedPenaltyMs(0)).toBe(1_000);
    expect(raisedPenaltyMs(4_000)).toBe(8_000);
    expect(raisedPenaltyMs(500_000)).toBe(600_000);
    let penaltyMs = 600_000;
    let steps = 0;
    for (; penaltyMs > 0; steps += 1) penaltyMs = decayedPenaltyMs(penaltyMs);
    expect(steps).toBeLessThan(50);
  });
});

describe('the wait before the next attempt', () => {
  const attempt = fc.integer({ min: 1, max: 60 });
  const random = fc.double({ min: 0, max: 1, noNaN: true });

  it('lies between half and the whole of a doubling second, five minutes at most', () => {
    fc.assert(
      fc.property(attempt, random, (n, chance) => {
        const full = Math.min(300_000, 1_000 * 2 ** (n - 1));
        const waitMs = backOffMs(n, undefined, chance);
        expect(waitMs).toBeGreaterThanOrEqual(Math.floor(full / 2));
        expect(waitMs).toBeLessThanOrEqual(full);
      }),
    );
  });

  it('is never shorter than what the host asked for', () => {
    fc.assert(
      fc.property(attempt, random, fc.integer({ min: 0, max: 86_400_000 }), (n, chance, askedMs) => {
        expect(backOffMs(n, askedMs, chance)).toBeGreaterThanOrEqual(askedMs);
      }),
    );
  });
});

it.each([
  ['default', {}],
  ['floor', { jobDelayMs: 10 }],
  ['job', { jobDelayMs: 5_000 }],
  ['robots', { jobDelayMs: 5_000, crawlDelayMs: 8_000 }],
  ['refusals', { crawlDelayMs: 500, penaltyMs: 4_000 }],
] as const)('a pause is put down to who asked for it: %s', (cause, facts) => {
  const nothing = { crawlDelayMs: null, own: false, penaltyMs: 0 };
  expect(delayCauseOf({ ...nothing, ...facts })).toBe(cause);
});

it.each([
  [999, 1_000, 0],
  [1_000, 1_000, 1],
  [3_999, 1_000, 3],
  [999, 0, Number.POSITIVE_INFINITY],
])('until %i there are slots of %i ms from 1000 on: %i', (until, delayMs, slots) => {
  expect(slotsUntil(until, { from: 1_000, delayMs })).toBe(slots);
});

it.each([
  [5, 0, undefined, 0],
  [5, 1_000, undefined, 5],
  [280, 1_000, undefined, 60],
  [280, 1_000, 5_000, 5],
  [3, 600_000, undefined, 1],
])('%i calls of a page at a pause of %i ms, at most %s ms, take %i slots', (sent, delayMs, mostMs, slots) => {
  expect(slotsOfCalls(sent, { delayMs, mostMs })).toBe(slots);
});
