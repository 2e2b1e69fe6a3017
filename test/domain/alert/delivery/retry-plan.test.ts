// When a failed delivery is tried again.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAX_ATTEMPTS,
  RETRY_WAITS_MS,
  retryAfterMs,
  retryWaitMs,
} from '../../../../domain/alert/delivery/retry-plan.ts';

const NOW = new Date('2026-05-01T10:00:00Z');
const HOUR_MS = 3_600_000;

describe('the retry plan', () => {
  it('lasts about a day', () => {
    const hours = RETRY_WAITS_MS.reduce((sum, wait) => sum + wait, 0) / HOUR_MS;
    expect(hours).toBeGreaterThan(24);
    expect(hours).toBeLessThan(26);
    expect(MAX_ATTEMPTS).toBe(10);
  });

  it.each([
    ['first, soon', { attempt: 1, chance: 0, askedMs: null }, 5_000],
    ['first, spread', { attempt: 1, chance: 1, askedMs: null }, 6_000],
    ['second', { attempt: 2, chance: 0.5, askedMs: null }, 66_000],
    ['last but one', { attempt: 9, chance: 0, askedMs: null }, 10 * HOUR_MS],
    ['last', { attempt: 10, chance: 0, askedMs: null }, null],
    ['longer, when asked', { attempt: 1, chance: 0, askedMs: 120_000 }, 120_000],
    ['not sooner, when asked', { attempt: 2, chance: 0, askedMs: 1_000 }, 60_000],
    ['a day at most, when asked', { attempt: 1, chance: 0, askedMs: 9e12 }, 24 * HOUR_MS],
    ['a test, once', { attempt: 1, chance: 0, askedMs: null, mostAttempts: 1 }, null],
  ])('waits: %s', (_what, given, expected) => {
    expect(retryWaitMs(given)).toBe(expected);
  });

  it('never waits less than planned or a fifth more', () => {
    const attempts = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(attempts, fc.double({ min: 0, max: 1, noNaN: true }), (attempt, chance) => {
        const wait = retryWaitMs({ attempt, chance, askedMs: null }) ?? 0;
        const planned = RETRY_WAITS_MS[attempt - 1] ?? 0;
        return wait >= planned && wait <= planned * 1.2 + 1;
      }),
    );
  });
});

describe('Retry-After', () => {
  it.each([
    [null, null],
    ['', null],
    ['120', 120_000],
    [' 5 ', 5_000],
    ['-5', null],
    ['1.5', null],
    ['Fri, 01 May 2026 10:02:00 GMT', 120_000],
    ['Fri, 01 May 2026 09:00:00 GMT', 0],
    ['soon', null],
  ])('%s means %s ms', (header, expected) => {
    expect(retryAfterMs(header, NOW)).toBe(expected);
  });
});
