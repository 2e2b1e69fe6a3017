import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CIRCUIT_THRESHOLD,
  type Circuit,
  UNASKED,
  circuitMode,
  circuitOfRun,
  circuitOpenMs,
  failingMs,
  failuresInWords,
  isGivenUp,
  nextCircuit,
} from '../../../../domain/web/politeness/circuit.ts';

const T = 1_760_000_000_000;
const S = 1_000;
const MINUTE = 60 * S;

const failed = (at: number, pauseMs = S): Parameters<typeof nextCircuit>[1] => ({
  kind: 'failed',
  at,
  pauseMs,
});

/** Failures at these times, seconds after T. */
function after(seconds: readonly number[], notBefore = 0): Circuit {
  return seconds.reduce<Circuit>(
    (circuit, at) => nextCircuit({ ...circuit, notBefore }, failed(T + at * S)),
    UNASKED,
  );
}

const FIVE = [0, 1, 2, 3, 4];

describe('an open circuit', () => {
  it.each([
    [CIRCUIT_THRESHOLD, 5_000],
    [CIRCUIT_THRESHOLD + 1, 10_000],
    [CIRCUIT_THRESHOLD + 4, 80_000],
    [CIRCUIT_THRESHOLD + 40, 300_000],
  ])('after %i failures in a row stays open for %i ms', (failedInRow, openMs) => {
    expect(circuitOpenMs(failedInRow)).toBe(openMs);
  });
});

describe('what happens to a circuit', () => {
  it.each([
    {
      what: 'the first failure leaves it closed',
      failures: [0],
      is: { failedInRow: 1, failingSince: 0, openUntil: null },
    },
    {
      what: 'the fourth leaves it closed',
      failures: [0, 1, 2, 3],
      is: { failedInRow: 4, failingSince: 0, openUntil: null },
    },
    { what: 'the fifth opens it', failures: FIVE, is: { failedInRow: 5, failingSince: 0, openUntil: 9 } },
    {
      what: 'failures that were under way when it opened say nothing new',
      failures: [...FIVE, 5, 6, 8],
      is: { failedInRow: 5, failingSince: 0, openUntil: 9 },
    },
    {
      what: 'a failed probe opens it for twice as long',
      failures: [...FIVE, 9],
      is: { failedInRow: 6, failingSince: 0, openUntil: 19 },
    },
    {
      what: 'after a long silence time counts anew, and it opens for a short while',
      failures: [...FIVE, 9, 19, 39, 2_000],
      is: { failedInRow: 5, failingSince: 2_000, openUntil: 2_005 },
    },
    {
      what: 'few failures before a long silence still count as failures in a row, not as time',
      failures: [0, 1, 2_000],
      is: { failedInRow: 3, failingSince: 2_000, openUntil: null },
    },
  ])('$what', ({ failures, is }) => {
    const circuit = after(failures);
    expect(circuit).toMatchObject({
      failedInRow: is.failedInRow,
      failingSince: T + is.failingSince * S,
      openUntil: is.openUntil === null ? 0 : T + is.openUntil * S,
      failedAt: T + (failures.at(-1) ?? 0) * S,
    });
  });

  it('is no silence while the host asked to be left alone, or its pace is slow', () => {
    const circuit = after([0]);
    const at = T + 10 * MINUTE;
    const asked = nextCircuit({ ...circuit, notBefore: at - S }, failed(at));
    expect(asked.failingSince).toBe(T);
    expect(nextCircuit({ ...circuit, notBefore: 0 }, failed(at, 9 * MINUTE)).failingSince).toBe(T);
    expect(nextCircuit({ ...circuit, notBefore: 0 }, failed(at)).failingSince).toBe(at);
  });

  it('an answer ends it, whatever was', () => {
    const circuit = { ...after([...FIVE, 9, 19]), notBefore: 0 };
    expect(nextCircuit(circuit, { kind: 'answered', at: T + 40 * S })).toEqual({
      ...UNASKED,
      failedAt: T + 19 * S,
      succeededAt: T + 40 * S,
    });
  });
});

it.each([
  ['closed', [0, 1, 2, 3], 4],
  ['open', FIVE, 8],
  ['half-open', FIVE, 9],
  ['half-open', FIVE, 90_000],
] as const)('is %s after failures at %j at second %i', (mode, failures, at) => {
  expect(circuitMode(after(failures), T + at * S)).toBe(mode);
});

it.each([
  ['as the circuit says, for a run that waits long enough', 0, 900, 9],
  ['when half of what the run waits is over, where that is sooner', 1, 10, 9],
  ['no sooner than five seconds after the last failure', 0, 2, 9],
])('a run asks a host again %s', (_when, wanted, giveUpAfterS, expected) => {
  const circuit = circuitOfRun(after(FIVE), { wantedSince: T + wanted * S, giveUpAfterMs: giveUpAfterS * S });
  expect(circuit.openUntil).toBe(T + expected * S);
});

it('a run asks a host that failed for long within half of what it waits', () => {
  const circuit = { ...after(FIVE), failedInRow: 12, failedAt: T, openUntil: T + 300 * S };
  expect(circuitOfRun(circuit, { wantedSince: T + 20 * S, giveUpAfterMs: 10 * S }).openUntil).toBe(
    T + 25 * S,
  );
});

describe('a run gives a host up', () => {
  const patience = (wanted: number, now: number, giveUpAfterS: number): Parameters<typeof isGivenUp>[1] => ({
    wantedSince: T + wanted * S,
    giveUpAfterMs: giveUpAfterS * S,
    now: T + now * S,
  });

  it.each([
    ['when it saw failures for longer than it waits', [...FIVE, 9, 19], patience(0, 20, 15), true],
    ['not before', [...FIVE, 9, 19], patience(0, 20, 25), false],
    ['not for what failed before it wanted the host', [...FIVE, 9, 19], patience(40, 50, 10), false],
    ['not after one failure of its own at once', [...FIVE, 9, 19], patience(18.9, 19, 10), false],
    ['not while nobody asks, however long that is', [...FIVE, 9], patience(0, 2_000, 15), false],
    ['not for old failures and one new one', [...FIVE, 9, 2_000], patience(0, 2_001, 900), false],
    ['not while the circuit is closed', [0, 1, 20], patience(0, 21, 5), false],
  ] as const)('%s', (_what, failures, given, is) => {
    expect(isGivenUp(after(failures), given)).toBe(is);
  });

  it('only if it was asked while the run wanted it, in whatever order things came', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 400 * S }), { minLength: 1, maxLength: 30 });
    const offset = fc.integer({ min: -1_000 * S, max: 1_000 * S });
    fc.assert(
      fc.property(gaps, offset, fc.integer({ min: 1 * S, max: 900 * S }), (steps, wanted, giveUpAfterMs) => {
        const times = steps.map((_, n) => steps.slice(0, n + 1).reduce((sum, gap) => sum + gap, 0) / S);
        const circuit = after(times);
        const wantedSince = circuit.failedAt + wanted;
        if (!isGivenUp(circuit, { wantedSince, giveUpAfterMs, now: circuit.failedAt + 1 })) return;
        expect(circuit.failedAt).toBeGreaterThan(wantedSince + giveUpAfterMs);
        expect(failingMs(circuit, wantedSince)).toBeGreaterThan(giveUpAfterMs);
      }),
    );
  });
});

it('the time a host is said to have failed begins and ends with a failure', () => {
  expect(failuresInWords(after([...FIVE, 9]))).toBe(
    'nothing but failures from 2025-10-09T08:53:20.000Z to 2025-10-09T08:53:29.000Z',
  );
});
