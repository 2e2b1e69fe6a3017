import { describe, expect, it } from 'vitest';
import { type HealthComponent, type ComponentState, withSince } from '../../../domain/health/health.ts';
import { MuteTime } from '../../../domain/health/mute-time.ts';

const NOW = Date.UTC(2026, 0, 15, 12, 0, 0);

describe('since when', () => {
  const part = (state: ComponentState, since: number | null = null): HealthComponent => ({
    id: 'broker',
    kind: 'service',
    name: 'RabbitMQ',
    text: 'It does not answer.',
    remedy: null,
    figures: {},
    state,
    since,
  });

  it.each([
    ['a fault that begins', part('critical'), [], NOW],
    ['one that began before the last look', part('critical'), [part('warning', 5)], 5],
    ['one after a time without', part('critical'), [part('ok', null)], NOW],
    ['one that knows it itself', part('critical', 7), [part('critical', 5)], 7],
    ['one that was well at the last look', part('critical', 7), [part('ok', null)], NOW - 15_000],
    ['one that nobody has seen before', part('critical', 7), [], NOW - 15_000],
    ['one that stays', part('critical', 3), [part('critical', 5)], 5],
    ['none', part('ok', null), [part('critical', 5)], null],
    ['one that was not known before', part('warning'), [part('unknown', 5)], NOW],
    ['one that was not known and knows it itself', part('warning', 7), [part('unknown', 5)], NOW - 15_000],
    ['one that goes on not to be known', part('unknown'), [part('unknown', 5)], 5],
    [
      'one that was not well before it was not known',
      part('warning'),
      [{ ...part('unknown', 5), unwellSince: 3 }],
      3,
    ],
  ] as const)('is told of %s', (_what, now, before, since) => {
    const earlier = { at: NOW - 15_000, parts: before };
    expect(withSince([now], earlier, NOW)[0]?.since).toBe(since);
  });

  it('a part that can not be seen now and then keeps since when it is not well', () => {
    const states: ComponentState[] = [
      'ok',
      'warning',
      'unknown',
      'unknown',
      'critical',
      'ok',
      'unknown',
      'warning',
    ];
    let parts: readonly HealthComponent[] = [];
    const told = states.map((state, look) => {
      const earlier = look === 0 ? null : { at: look * 1_000, parts };
      parts = withSince([part(state)], earlier, (look + 1) * 1_000);
      return parts[0]?.since;
    });
    expect(told).toEqual([null, 2_000, 2_000, 2_000, 2_000, null, 7_000, 8_000]);
  });

  it('begins anew where nobody has looked for a while, and where nobody ever has', () => {
    const earlier = { at: NOW - 600_000, parts: [part('critical', 5)] };
    expect(withSince([part('critical', 7)], earlier, NOW)[0]?.since).toBe(NOW);
    expect(withSince([part('critical', 7)], null, NOW)[0]?.since).toBe(NOW);
  });

  it('an outage begins with its first look and lasts to its last', () => {
    const watch = new MuteTime();
    expect(watch.note(false, 1)).toBeNull();
    expect(watch.note(true, 2)).toEqual({ from: 2, to: 2 });
    expect(watch.note(true, 5)).toEqual({ from: 2, to: 5 });
    expect(watch.note(false, 6)).toEqual({ from: 2, to: 5 });
    expect(watch.note(true, 9)).toEqual({ from: 9, to: 9 });
  });
});
