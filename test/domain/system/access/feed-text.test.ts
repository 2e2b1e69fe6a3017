import { expect, test } from 'vitest';
import { escapedFeedText, plainFeedText } from '../../../../domain/system/access/feed-text.ts';

test.each([
  ['a\u0000b\u001bc\ufffed\ud800e', 'abcde'],
  ['line\nand\ttab', 'line\nand\ttab'],
  ['😀 שלום', '😀 שלום'],
])('%j is carried as %j', (text, expected) => {
  expect(plainFeedText(text)).toBe(expected);
});

test('nothing in a text is markup', () => {
  expect(escapedFeedText(`<script a="1">']]>&amp;`)).toBe(
    '&lt;script a=&quot;1&quot;&gt;&#39;]]&gt;&amp;amp;',
  );
});
