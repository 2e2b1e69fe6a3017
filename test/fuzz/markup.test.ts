// Pages made of broken pieces: the parse pass ends, says the same twice, and gives what the later stages may rely on.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyPage } from '../../domain/reading/kind/classify.ts';
import { compileFields } from '../../domain/reading/part/field/field-rule.ts';
import { parseHtml } from '../../domain/reading/html/html-tree.ts';
import { parseJson, readJsonAt } from '../../domain/reading/markup/json-mend.ts';
import { parsePage } from '../../domain/reading/parse-page.ts';
import { readVersion } from '../../domain/reading/part/read-version.ts';
import { WHOLE_PAGE } from '../../domain/reading/part/watch-rules.ts';
import { checkForAll, RUNS, strung } from './fuzz.ts';

const TAGS = [
  '<html>',
  '</html>',
  '<body>',
  '<p>',
  '</p>',
  '<div class="price">',
  '</div>',
  '<span',
  '>',
  '</',
  '<br/>',
  '<!--',
  '-->',
  '<h1>',
  '</h1>',
  '<table><tr><td>',
  '</table>',
  '<a href="/x">',
  '<a href=',
  '</a>',
  '<img srcset="a 1x, b 2x">',
  '<script>',
  '</script>',
  '<script type="application/ld+json">',
  '<style>',
  '</style>',
  '<textarea>',
  '<title>',
  '</title>',
  '<meta charset=x>',
  '<meta http-equiv=refresh content="0;url=/y">',
  '<base href="//other.example/">',
  '<link rel=next href="?p=2">',
  '<svg>',
  '<math>',
  '<template>',
  '<noscript>',
  '<select><option>',
  '<![CDATA[',
  ']]>',
  '<?php',
  '?>',
  '&amp;',
  '&#x0;',
  '&#999999999;',
  '&nosuch;',
  '<div itemscope itemtype="https://schema.org/Product" itemref="a a b">',
  '<span id=a itemprop=price content="1,5">',
  '<div vocab="https://schema.org/" typeof=Offer property=offers>',
];
const TEXTS = [
  '€ 12,99',
  'In stock',
  '{"@type":"Product","offers":{"price":',
  '1.299',
  '"',
  "'",
  '\u0000',
  '\ud800',
  ' ',
  '\n',
  'ünï',
  'and so on. ',
];
const html = strung([...TAGS, ...TEXTS], 60);
const compiled = compileFields([
  { name: 'price', locators: [{ kind: 'css', selector: '.price, [itemprop=price]' }] },
]);
const fields = compiled.ok ? compiled.fields : { fields: [] };
const watched = { ...WHOLE_PAGE, exclude: ['span', '.price', '//b'] };
const url = 'https://shop.example/a/b?c=d';

describe('parseHtml', () => {
  it('makes a tree of anything, each element once', () => {
    const ran = checkForAll(html, (text) => {
      const tree = parseHtml(text);
      expect(new Set(tree.all).size).toBe(tree.all.length);
      expect(tree.elements).toBeGreaterThanOrEqual(tree.all.length);
    });
    expect(ran).toBe(RUNS);
  });
});

describe('parsePage', () => {
  it('reads anything, the same twice, into folded texts and absolute links', () => {
    const ran = checkForAll(html, (text) => {
      const page = parsePage({ html: text, url, fields });
      expect(parsePage({ html: text, url, fields })).toEqual(page);
      for (const block of page.blocks) {
        expect(block.text).toBe(block.text.trim());
        expect(block.text).not.toBe('');
      }
      for (const link of page.links) expect(link.url).toMatch(/^https?:\/\//);
      for (const candidate of page.priceCandidates) expect(typeof candidate.raw).toBe('string');
      expect(() => JSON.stringify(page)).not.toThrow();
      expect(classifyPage(page.features, url).type).toMatch(/^(product|article|listing|other)$/);
    });
    expect(ran).toBe(RUNS);
  });

  it('what is excluded takes text away and adds none', () => {
    const ran = checkForAll(html, (text) => {
      const whole = parsePage({ html: text, url, fields }).blocks;
      const part = readVersion({ text, contentType: 'text/html', url }, { fields, watched });
      const charsOf = (own: readonly { text: string }[]): number =>
        own.reduce((sum, block) => sum + block.text.replace(/\s/g, '').length, 0);
      expect(charsOf(part.blocks)).toBeLessThanOrEqual(charsOf(whole));
      expect(part.links).toHaveLength(parsePage({ html: text, url, fields }).links.length);
    });
    expect(ran).toBe(RUNS);
  });
});

describe('JSON that is mended', () => {
  it('is read as it is where it is right', () => {
    const ran = checkForAll(fc.json({ maxDepth: 4 }), (text) => {
      const value: unknown = JSON.parse(text);
      // -0 has no spelling of its own that survives.
      expect(JSON.stringify(parseJson(text))).toBe(JSON.stringify(value));
    });
    expect(ran).toBe(RUNS);
  });

  it('gives a value or nothing where it is broken, and moves on', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      "'",
      '\\',
      '\\u',
      '\\"',
      '"a":',
      'null',
      'true',
      '1e9',
      '-',
      '/*',
      '*/',
      '//',
      '\n',
      '<!--',
      'a',
      ';',
    ];
    const ran = checkForAll(strung(pieces), (text) => {
      parseJson(text);
      const { end } = readJsonAt(text, 0);
      expect(end).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(text.length);
    });
    expect(ran).toBe(RUNS);
  });
});
