import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likeness, skeletonOf } from '../../../domain/page/skeleton.ts';

const PRODUCT = ['header/nav', 'main/h1', 'main/p', 'main/div', 'main/button', 'footer/p'];
const NOTE = ['header/nav', 'main/article/h2', 'main/article/p', 'footer/p'];

/** `count` paths, numbered from `first`. */
const numbered = (first: number, count: number): string[] =>
  Array.from({ length: count }, (_, n) => `main/section/div/p#part-${first + n}`);

describe('a skeleton', () => {
  it('does not depend on order, number or text of the blocks', () => {
    const again = [...PRODUCT, ...PRODUCT].toReversed();
    expect(skeletonOf(again)).toBe(skeletonOf(PRODUCT));
  });

  it('stays as it is stored, four digits for each path and 48 paths at most', () => {
    expect(skeletonOf(['main/h1', 'main/p'])).toBe('4a3ca1b6');
    expect(skeletonOf([])).toBe('');
    expect(skeletonOf(numbered(0, 5_000))).toHaveLength(192);
  });
});

describe('likeness', () => {
  it.each([
    ['the same page', PRODUCT, PRODUCT, 1],
    ['one more box', PRODUCT, [...PRODUCT, 'main/ul/li'], 6 / 7],
    ['another template in the same frame', PRODUCT, NOTE, 2 / 8],
    ['nothing in common', ['main/h1'], ['body/table/td'], 0],
    ['an empty page beside a full one', [], PRODUCT, 0],
    ['two empty pages', [], [], 1],
  ])('of %s', (_, one, other, expected) => {
    expect(likeness(skeletonOf(one), skeletonOf(other))).toBeCloseTo(expected);
  });

  it.each([
    [300, 0, 1],
    [300, 30, 270 / 330],
    [300, 100, 200 / 400],
    [300, 250, 50 / 550],
    [300, 300, 0],
  ])('of pages with %i paths, %i of them other ones, is estimated', (count, other, expected) => {
    const [one, two] = [skeletonOf(numbered(0, count)), skeletonOf(numbered(other, count))];
    expect(Math.abs(likeness(one, two) - expected)).toBeLessThan(0.2);
  });

  it('is the same in both directions, and between 0 and 1', () => {
    const paths = fc.array(fc.constantFrom(...numbered(0, 60)), { maxLength: 50 });
    fc.assert(
      fc.property(paths, paths, (one, other) => {
        const [a, b] = [skeletonOf(one), skeletonOf(other)];
        expect(likeness(a, b)).toBe(likeness(b, a));
        expect(likeness(a, b)).toBeGreaterThanOrEqual(0);
        expect(likeness(a, b)).toBeLessThanOrEqual(1);
        expect(likeness(a, a)).toBe(1);
      }),
    );
  });
});
