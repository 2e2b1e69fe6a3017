import { expect, test } from 'vitest';
import { SOURCE_LIST, sourceWords } from '../../../../domain/reading/page/value-source.ts';

test.each([
  ['json-ld', 'its structured data (JSON-LD)'],
  ['selector', 'a selector'],
  ['hearsay', 'hearsay'],
  ['constructor', 'constructor'],
])('a value from %s is from %s', (source, words) => {
  expect(sourceWords(source)).toBe(words);
});

test('the list names every source', () => {
  expect(SOURCE_LIST).toBe('json-ld, microdata, rdfa, opengraph, meta, embedded, selector, visible');
});
