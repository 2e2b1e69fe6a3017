// The hunks of a difference in the order of its summary.
import { expect, test } from 'vitest';
import { diffApart } from '../../../../domain/change/diff/line-hunk.ts';
import { hunksByStrength } from '../../../../domain/change/words/hunk-order.ts';

const still = (from: number) =>
  Array.from({ length: 12 }, (_, n) => ({ path: 'main/p', text: `Line ${from + n} that stays as it was.` }));
const line = (text: string) => ({ path: 'main/p', text });
const before = [
  line('Hello Ann'),
  ...still(0),
  line('Oak shelf € 13'),
  ...still(20),
  line('As of 3 May 2026'),
];
const after = [
  line('Hello Bob'),
  ...still(0),
  line('Oak shelf € 18'),
  ...still(20),
  line('As of 9 May 2026'),
];

const firsts = (diff: ReturnType<typeof hunksByStrength>) =>
  diff?.hunks.map(({ lines }) => lines.find(({ op }) => op !== 'same')?.after);

test('the strongest hunk stands first', () => {
  const diff = hunksByStrength(diffApart({ before, after }, 1), () => true);
  expect(firsts(diff)).toEqual(['Oak shelf € 18', 'As of 9 May 2026', 'Hello Bob']);
});

test('a hunk that nobody is told of stands last', () => {
  const diff = hunksByStrength(
    diffApart({ before, after }, 1),
    (change) => change.after !== 'Oak shelf € 18',
  );
  expect(firsts(diff)).toEqual(['As of 9 May 2026', 'Hello Bob', 'Oak shelf € 18']);
});

test('those that stand in that order already are said to', () => {
  expect(
    hunksByStrength(diffApart({ before: before.slice(0, 8), after: after.slice(0, 8) }, 1), () => true),
  ).toBeNull();
});
