// Block differences: exact where they can be, bounded where they cannot, moves and pairs recognised.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffBlocks } from '../../../../domain/change/diff/block-change.ts';
import { diffTexts } from '../../../../domain/change/diff/diff.ts';
import { applyDiff } from '../../../support/apply-diff.ts';
import type { TextBlock } from '../../../../domain/reading/page/parsed-page.ts';

const blocks = (path: string, texts: readonly string[]): TextBlock[] => texts.map((text) => ({ path, text }));
const ops = (before: TextBlock[], after: TextBlock[]) =>
  diffBlocks(before, after).changes.map(({ op }) => op);

describe('diffTexts', () => {
  const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 40 });

  it('finds nothing between a page and itself', () => {
    fc.assert(
      fc.property(texts, (a) => {
        expect(diffTexts(a, a).hunks).toEqual([]);
      }),
    );
  });

  it('applied to the old page gives the new one', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(applyDiff(a, b, diffTexts(a, b))).toEqual(b);
        expect(
          applyDiff(
            a,
            b,
            diffTexts(a, b, (text) => text < 'c'),
          ),
        ).toEqual(b);
      }),
    );
  });

  it('applied gives the new page also where it had to be coarse', () => {
    const many = fc.array(fc.integer({ min: 0, max: 400 }).map(String), { minLength: 400, maxLength: 900 });
    fc.assert(
      fc.property(many, many, (a, b) => {
        expect(applyDiff(a, b, diffTexts(a, b))).toEqual(b);
      }),
      { numRuns: 30 },
    );
  });

  it('touches as few blocks as possible when the difference is small', () => {
    const before = Array.from({ length: 1000 }, (_, i) => `line ${i % 300}`);
    const after = before.toSpliced(500, 1, 'new').toSpliced(10, 0, 'first');
    const { hunks, coarse } = diffTexts(before, after);
    expect(coarse).toBe(false);
    expect(hunks.reduce((sum, h) => sum + h.toA - h.fromA + h.toB - h.fromB, 0)).toBe(3);
  });

  it.each([
    ['unique lines', (i: number) => `line ${i}`],
    ['few different lines', (i: number) => `line ${i % 7}`],
    ['lines of two kinds', (i: number) => `line ${(i * 7919) % 1000}`],
  ])('costs hardly more than in proportion on %s with 90 %% churn', (_, make) => {
    const churned = (length: number): readonly [string[], string[]] => {
      const before = Array.from({ length }, (_unused, i) => make(i));
      const after = before.map((text, i) => ((i * 31) % 10 === 0 ? text : `${text} ${(i * 17) % 13}`));
      return [before, after.reverse()];
    };
    // Eight times the lines; with the square of them it would be 64 times as much.
    const ratios = Array.from({ length: 3 }, () => leastMs(churned(10_000)) / leastMs(churned(1_250)));
    expect(Math.min(...ratios), ratios.join(' ')).toBeLessThan(30);
  });
});

describe('diffBlocks', () => {
  const items = Array.from(
    { length: 50 },
    (_, i) => `Item number ${'abcdefghij'[i % 10]} of kind ${Math.floor(i / 10)}`,
  );

  it('sees one added item when one comes on top of fifty', () => {
    const { changes } = diffBlocks(blocks('ul/li', items), blocks('ul/li', ['A fresh item', ...items]));
    expect(changes).toEqual([{ op: 'added', path: 'ul/li', after: 'A fresh item' }]);
  });

  it('pairs an old price with the new one and names the heading above', () => {
    const page = (price: string): TextBlock[] => [
      { path: 'main/h2', text: 'Deluxe' },
      { path: 'main/p', text: price },
    ];
    expect(diffBlocks(page('12,99 €'), page('9,99 €')).changes).toEqual([
      { op: 'replaced', path: 'main/p', before: '12,99 €', after: '9,99 €', under: 'Deluxe' },
    ]);
  });

  it('knows a shuffled list as moves', () => {
    const shuffled = [...items.slice(25), ...items.slice(0, 25)];
    expect(new Set(ops(blocks('ul/li', items), blocks('ul/li', shuffled)))).toEqual(new Set(['moved']));
  });

  it('knows items that moved with their prices, but not prices that changed places', () => {
    const before = blocks('li', ['Chair one', '€ 10', 'Table two', '€ 20']);
    const moved = blocks('li', ['Table two', '€ 20', 'Chair one', '€ 10']);
    expect(new Set(ops(before, moved))).toEqual(new Set(['moved']));
    expect(ops(before, blocks('li', ['Chair one', '€ 20', 'Table two', '€ 10']))).toEqual([
      'replaced',
      'replaced',
    ]);
    expect(ops(before, blocks('li', ['Table two', '€ 10', 'Chair one', '€ 20']))).not.toContain('moved');
  });
});

/** The quickest of several tries: whatever else the machine does only adds. */
function leastMs([before, after]: readonly [string[], string[]]): number {
  const took = Array.from({ length: 5 }, () => {
    const begun = performance.now();
    expect(diffBlocks(blocks('p', before), blocks('p', after)).changes.length).toBeGreaterThan(0);
    return performance.now() - begun;
  });
  return Math.min(...took);
}
