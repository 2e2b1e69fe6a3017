import { describe, expect, it } from 'vitest';
import { describeNow, linesSince, type RunNow } from '../../../cli/run/run-progress.ts';

const NOW = Date.parse('2026-01-15T12:00:00Z');
const PACE = {
  code: 'host-delay',
  detail: 'shop.test is asked once every 1 s.',
  until: null,
  remedy: null,
  host: 'shop.test',
  delayMs: 1_000,
};
const WAIT = { ...PACE, code: 'circuit-open', detail: 'shop.test failed five times.', delayMs: null };

interface Seen {
  readonly state?: string;
  readonly stored?: number;
  readonly failed?: number;
  readonly fetched?: number;
  readonly changes?: number;
  readonly reasons?: readonly RunNow['reasons'][number][];
  readonly isStalled?: boolean;
  readonly durationMs?: number;
}

function now(seen: Seen = {}): RunNow {
  const { state = 'running', stored = 12, failed = 0, fetched = 4, changes = 0, durationMs = 63_000 } = seen;
  const run = {
    state,
    durationMs,
    ledger: { discovered: 150, stored, unchanged: 0, failed, skipped: 0, pending: 100, inFlight: 38 },
    live: { fetched, pagesPerSecond: 1, doneAt: new Date(NOW + 134_400).toISOString() },
    metrics: { changes, pricePoints: 3, pagesPerSecond: 0.2 },
  };
  const { reasons = [PACE], isStalled = false } = seen;
  return { run: run as RunNow['run'], reasons: [...reasons], isStalled, now: NOW };
}

describe('a run on one line', () => {
  it('tells what is fetched and not stored yet, the rate, when it is done, and the pace of its hosts', () => {
    expect(describeNow(now())).toBe(
      'running: 12 of 150 pages, 4 more fetched, 1.0/s, done in about 2 min 14 s, shop.test every 1.0 s, 0 changes, 3 prices (1 min 3 s)',
    );
  });

  it('tells what is waited for once nothing moves', () => {
    expect(describeNow(now({ reasons: [WAIT], isStalled: true }))).toContain(
      '– shop.test failed five times.',
    );
    expect(describeNow(now({ reasons: [WAIT] }))).not.toContain('failed five times');
  });
});

describe('what is new', () => {
  it('is all of it at first, a line each', () => {
    expect(linesSince(null, now())).toEqual([
      'running',
      'shop.test every 1.0 s',
      '12 of 150 pages, 4 more fetched, 1.0/s, done in about 2 min 14 s',
      '3 prices',
    ]);
  });

  it('is nothing when only time went by', () => {
    expect(linesSince(now(), now({ durationMs: 99_000 }))).toEqual([]);
  });

  it.each([
    ['pages', { fetched: 6 }, ['12 of 150 pages, 6 more fetched, 1.0/s, done in about 2 min 14 s']],
    ['changes', { changes: 2 }, ['2 changes']],
    ['failures', { stored: 11, failed: 1 }, ['1 failed']],
    ['a state', { state: 'paused' }, ['paused']],
    ['a wait', { reasons: [WAIT], isStalled: true }, ['waiting: shop.test failed five times.']],
  ] as const)('is told of: %s', (_, seen, lines) => {
    expect(linesSince(now(), now(seen))).toEqual(lines);
  });

  it('tells a wait once', () => {
    const waiting = now({ reasons: [WAIT], isStalled: true });
    expect(linesSince(waiting, waiting)).toEqual([]);
  });
});
