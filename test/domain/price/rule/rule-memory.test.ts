// The short memory of a rule against the whole history it stands for.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  extremeOf,
  type MemoryKind,
  remember,
  type RuleMemory,
} from '../../../../domain/price/rule/rule-memory.ts';
import { spansOf } from '../../../../domain/price/price-point.ts';

const LOWEST: MemoryKind = { keeps: 'lowest', windowMs: 1_000 };
const HIGHEST: MemoryKind = { keeps: 'highest', windowMs: 1_000 };

interface Step {
  readonly minor: number;
  readonly after: number;
}

/** The lowest or highest price in force in the window before each step, by the memory and by the whole history. */
function compare(steps: readonly Step[], kind: MemoryKind): [number | null, number | null][] {
  let memory: RuleMemory | undefined;
  let at = 0;
  const points: { at: number; minor: number; currency: string }[] = [];
  return steps.map(({ minor, after }) => {
    at += after;
    const spans = spansOf(points, at).filter(({ to }) => to > at - kind.windowMs);
    const minors = spans.map((span) => span.minor);
    const whole = kind.keeps === 'lowest' ? Math.min(...minors) : Math.max(...minors);
    const remembered = extremeOf(memory, at, kind);
    memory = remember(memory, { at, minor, currency: 'EUR' }, kind);
    points.push({ at, minor, currency: 'EUR' });
    return [remembered, minors.length === 0 ? null : whole];
  });
}

const steps = fc.array(
  fc.record({ minor: fc.integer({ min: 1, max: 50 }), after: fc.integer({ min: 1, max: 400 }) }),
  { maxLength: 32 },
);

describe('the memory of a rule', () => {
  it.each([LOWEST, HIGHEST])('knows what the whole history knows: %j', (kind) => {
    fc.assert(
      fc.property(steps, (list) => {
        for (const [remembered, whole] of compare(list, kind)) expect(remembered).toBe(whole);
      }),
    );
  });

  it('stays short over any history, and then rather keeps a rule quiet', () => {
    const climb = Array.from({ length: 200 }, (_, n) => ({ minor: n + 1, after: 4 }));
    let memory: RuleMemory | undefined;
    let at = 0;
    for (const { minor, after } of climb)
      memory = remember(memory, { at: (at += after), minor, currency: '' }, LOWEST);
    expect(memory?.prices.length).toBeLessThanOrEqual(32);
    for (const [remembered, whole] of compare(climb, LOWEST))
      expect(remembered ?? 0).toBeLessThanOrEqual(whole ?? 0);
    for (const [remembered, whole] of compare([...climb].reverse(), HIGHEST))
      expect(remembered ?? 0).toBeGreaterThanOrEqual(whole ?? 0);
  });
});
