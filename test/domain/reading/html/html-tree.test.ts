// Entities are decoded by Webloom, where there are any; the parser's own decoding, which reads every character, is the judge.
import { type ParentNode, DomHandler, Element, Text } from 'domhandler';
import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { expect, test } from 'vitest';
import { parseHtml } from '../../../../domain/reading/html/html-tree.ts';

/** Tags with their attributes, and texts between them in one piece. */
function outline(top: ParentNode): string[] {
  const parts: string[] = [];
  const walk = (parent: ParentNode): void => {
    let text = '';
    const flush = (): void => {
      if (text !== '') parts.push(text);
      text = '';
    };
    for (const child of parent.children) {
      if (child instanceof Text) text += child.data;
      if (!(child instanceof Element)) continue;
      flush();
      parts.push(`<${child.name} ${JSON.stringify(child.attribs)}>`);
      walk(child);
      parts.push(`</${child.name}>`);
    }
    flush();
  };
  walk(top);
  return parts;
}

function judged(html: string): string[] {
  const handler = new DomHandler();
  new Parser(handler, { decodeEntities: true }).end(html);
  return outline(handler.root);
}

const PIECES = [
  '&',
  '&amp',
  '&amp;',
  '&amp;amp;',
  '&lt;b&gt;',
  '&notit;',
  '&copy=1',
  '&#65;',
  '&#x1F600;',
  '&#xD800;',
  '&nosuch;',
  '<p>',
  '</p>',
  '<b>',
  ' ',
  'text',
  '<br>',
  '<div title="&quot;a&quot b">',
  "<i alt='&#39;'>",
  '<a href=?a=1&lt>',
  '<a href="?a=1&copy=2&amp;b&region=x">',
  '<script>if (a &amp;&amp; b) "&lt;"</script>',
  '<style>a&gt;b</style>',
  '<title>A &amp; B</title>',
  '<textarea>&lt;p&gt;</textarea>',
  '<svg><style>&amp;</style></svg>',
  '<svg><![CDATA[&lt;]]></svg>',
  '<xmp>&amp;</xmp>',
  '<noscript>&amp;</noscript>',
  '<!-- &amp; -->',
];

test('texts and attributes are decoded as the parser itself would', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }), (pieces) => {
      const html = pieces.join('');
      expect(outline(parseHtml(html).root)).toEqual(judged(html));
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['<p>Fish &amp; chips &pound;5</p>', ['<p {}>', 'Fish & chips £5', '</p>']],
  ['<script>a &amp; b</script>', ['<script {}>', 'a &amp; b', '</script>']],
  ['<a href="?a=1&copy=2">x</a>', ['<a {"href":"?a=1&copy=2"}>', 'x', '</a>']],
])('decodes entities only where a browser does: %s', (html, parts) => {
  expect(outline(parseHtml(html).root)).toEqual(parts);
});
