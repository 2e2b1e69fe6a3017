// The order of the blocks of a change: as its summary speaks of them, or as they stand on the page.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BlockChange } from '../../../../domain/change/change.ts';
import { byStrength, inOrder } from '../../../../domain/change/words/block-order.ts';

const menu: BlockChange = { op: 'added', path: '(frame)/nav/ul/li/a', after: '€ 13 vouchers' };
const moved: BlockChange = { op: 'moved', path: 'main/p', after: 'The same as before.' };
const text: BlockChange = {
  op: 'added',
  path: 'main/p',
  after: 'We keep it for as long as you have an account.',
};
const date: BlockChange = {
  op: 'replaced',
  path: 'main/p',
  before: 'As of 3 May 2026',
  after: 'As of 9 May 2026',
};
const price: BlockChange = {
  op: 'replaced',
  path: 'main/p',
  before: 'Oak shelf € 13',
  after: 'Oak shelf € 18',
};
const PAGE = [menu, moved, text, date, price];

test('the strongest stands first, and what stands around the text last', () => {
  expect(inOrder(PAGE, 'strength')).toEqual([price, date, text, moved, menu]);
});

test('in the order of the page nothing is moved', () => {
  expect(inOrder(PAGE, 'page')).toEqual(PAGE);
});

test('none is lost, and equally strong ones stay in the order of the page', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PAGE), { maxLength: 12 }), (blocks) => {
      expect([...byStrength(blocks)].map((block) => JSON.stringify(block)).toSorted()).toEqual(
        blocks.map((block) => JSON.stringify(block)).toSorted(),
      );
    }),
  );
  const texts = ['One sentence.', 'Two sentence.', 'Six sentence.'].map((after) => ({ ...text, after }));
  expect(byStrength(texts)).toEqual(texts);
});
