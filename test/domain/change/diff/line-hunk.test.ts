import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffApart, diffLines } from '../../../../domain/change/diff/line-hunk.ts';

const blocks = (texts: readonly string[]) => texts.map((text) => ({ path: 'main/p', text }));
const numbered = (count: number): string[] =>
  Array.from(
    { length: count },
    (_, n) => `A sentence that stays, with the name ${'abcdefghij'[n % 10]}${n}.`,
  );

test('equal lines around a change are shown, the others are counted', () => {
  const before = numbered(40);
  const after = before.with(20, 'Something quite different stands here.').toSpliced(30, 0, 'And a new line.');
  const { hunks, skippedAfter, same } = diffLines({ before: blocks(before), after: blocks(after) }, 2);
  expect(
    hunks.map(({ skipped, lines }) => [skipped, lines.map(({ op, from, to }) => [op, from, to])]),
  ).toEqual([
    [
      18,
      [
        ['same', 19, 19],
        ['same', 20, 20],
        ['replaced', 21, 21],
        ['same', 22, 22],
        ['same', 23, 23],
      ],
    ],
    [
      5,
      [
        ['same', 29, 29],
        ['same', 30, 30],
        ['added', null, 31],
        ['same', 31, 32],
        ['same', 32, 33],
      ],
    ],
  ]);
  expect([skippedAfter, same]).toEqual([8, 39]);
});

test('changes that stand near each other are one hunk', () => {
  const before = numbered(12);
  const after = before.with(4, 'One thing is new.').with(7, 'Another thing is new.');
  const { hunks } = diffLines({ before: blocks(before), after: blocks(after) }, 3);
  expect(hunks).toHaveLength(1);
});

test('every line of the newer version is shown once or counted, with its own number', () => {
  const text = fc.array(fc.constantFrom(...numbered(12), '€ 12', 'In stock'), { maxLength: 40 });
  fc.assert(
    fc.property(text, text, fc.integer({ min: 0, max: 4 }), (before, after, context) => {
      const { hunks, skippedAfter } = diffLines({ before: blocks(before), after: blocks(after) }, context);
      const shown = hunks.flatMap(({ lines }) => lines);
      for (const { op, to, after: now, from, before: old } of shown) {
        if (to !== null && op !== 'replaced') expect(after[to - 1]).toBe(now);
        if (op === 'same' && from !== null) expect(before[from - 1]).toBe(old);
      }
      const skipped = hunks.reduce((sum, hunk) => sum + hunk.skipped, 0) + skippedAfter;
      const rows = new Set(shown.flatMap(({ to }) => to ?? []));
      // The same text cut into other lines is one changed line.
      if (new Set([...before, ...after]).size === before.length + after.length)
        expect(rows.size + skipped).toBe(after.length);
      expect(rows.size + skipped).toBeLessThanOrEqual(after.length);
    }),
  );
});

test('apart, the changes are the same, each stretch with equal lines of its own and its own numbers', () => {
  const text = fc.array(fc.constantFrom(...numbered(12), '€ 12', 'In stock'), { maxLength: 40 });
  fc.assert(
    fc.property(text, text, fc.integer({ min: 0, max: 4 }), (before, after, context) => {
      const versions = { before: blocks(before), after: blocks(after) };
      const [near, apart] = [diffLines(versions, context), diffApart(versions, context)];
      const changed = ({ hunks }: typeof apart) =>
        hunks.flatMap(({ lines }) => lines.filter(({ op }) => op !== 'same'));
      expect(changed(apart)).toEqual(changed(near));
      expect(apart.same).toBe(near.same);
      for (const { op, to, from, after: now, before: old } of apart.hunks.flatMap(({ lines }) => lines)) {
        if (op === 'same' && to !== null && from !== null)
          expect([after[to - 1], before[from - 1]]).toEqual([now, old]);
      }
    }),
  );
});
