import { expect, test } from 'vitest';
import { normalTags, tagFaults, withTags } from '../../../domain/config/tags.ts';

test('tags are the same in whatever case and spacing they are written', () => {
  expect(normalTags(['  Kitchen   Sale ', 'kitchen sale', 'Öfen'])).toEqual(['kitchen sale', 'öfen']);
});

test.each([
  [[' '], '/tags/0', 'too-small'],
  [['x'.repeat(41)], '/tags/0', 'too-big'],
  [['ok', 'a,b'], '/tags/1', 'invalid-tag'],
  [['-old'], '/tags/0', 'invalid-tag'],
  [['a\u0007'], '/tags/0', 'invalid-tag'],
  [Array.from({ length: 21 }, (_, index) => `t${index}`), '/tags', 'too-big'],
])('%j is refused at %s', (tags, pointer, code) => {
  expect(tagFaults(tags)).toMatchObject([{ pointer, code }]);
});

test('tags are taken off before others are put on', () => {
  expect(withTags(['a', 'b'], { add: ['C', 'b'], remove: ['A'] })).toEqual(['b', 'c']);
});
