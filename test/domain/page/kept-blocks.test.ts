// A page's text comes back from the form it is kept in as it was.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseBlocks, writeBlocks } from '../../../domain/page/kept-blocks.ts';

test('blocks come back as they were written', () => {
  const block = fc.record({ path: fc.constantFrom('main/p', 'main/ul/li', ''), text: fc.string() });
  fc.assert(
    fc.property(fc.array(block), (blocks) => {
      expect(parseBlocks(writeBlocks(blocks))).toEqual(blocks);
    }),
  );
});

test('a path that repeats is written once', () => {
  const blocks = ['one', 'two', 'three'].map((text) => ({ path: 'main/ul/li', text }));
  expect(writeBlocks(blocks)).toBe('[["main/ul/li"],[0,0,0]]\none\ntwo\nthree');
});

test('texts with line ends, empty ones and none at all come back too', () => {
  const block = (text: string) => ({ path: 'main/p', text });
  for (const texts of [[], [''], ['', ''], ['one\ntwo', ''], ['[[]]'], ['\n']])
    expect(parseBlocks(writeBlocks(texts.map(block)))).toEqual(texts.map(block));
});
