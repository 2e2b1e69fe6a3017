// Input made to hurt: each case ends within its bound, cut or refused with a reason, on a machine that does other things.
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../domain/reading/part/read-document.ts';
import { WHOLE_PAGE } from '../../domain/reading/part/watch-rules.ts';
import { detectChange } from '../../domain/change/detect.ts';
import { diffTexts } from '../../domain/change/diff/diff.ts';
import { applyDiff } from '../support/apply-diff.ts';
import { textTest } from '../../domain/reading/part/text-rule.ts';
import { selectXPath } from '../../domain/reading/part/query/xpath.ts';
import { decodeText } from '../../domain/web/fetch/charset.ts';
import { compileFields, NO_FIELDS } from '../../domain/reading/part/field/field-rule.ts';
import { parseHtml } from '../../domain/reading/html/html-tree.ts';
import { parseJson } from '../../domain/reading/markup/json-mend.ts';
import { parsePage } from '../../domain/reading/parse-page.ts';
import { parseMoney } from '../../domain/reading/money/money.ts';
import { isAllowed } from '../../domain/web/robots/judge.ts';
import { parseRobots } from '../../domain/web/robots/parse.ts';
import { parseSitemap } from '../../domain/web/sitemap/parse.ts';
import { canonicalUrl, urlIdentity } from '../../domain/web/url/canonical.ts';
import { matchesGlob, parseGlob } from '../../domain/web/url/glob.ts';
import { inTime } from '../support/in-time.ts';

const read = (html: string) => parsePage({ html, url: 'https://h.example/', fields: NO_FIELDS });
const document = (text: string, format: 'json' | 'text' | 'xml') =>
  readDocument(text, format, { fields: NO_FIELDS, watched: WHOLE_PAGE });
const MB = 1024 * 1024;

describe('pages', () => {
  it.each([
    ['24 KB of nested tags', '<b>'.repeat(8 * 1024)],
    ['nested tags that close in the wrong order', '<i><b>'.repeat(20_000) + '</i></b>'.repeat(20_000)],
    ['one text of 20 MB', `<p>${'word '.repeat(4 * MB)}`],
    ['a million tags', '<p>x'.repeat(MB)],
    ['one attribute of 5 MB', `<a href="${'x'.repeat(5 * MB)}">x</a>`],
    ['200,000 attributes', `<p ${Array.from({ length: 200_000 }, (_, n) => `a${n}=1`).join(' ')}>x`],
    ['a comment that never ends', `<p>x</p><!--${'-'.repeat(5 * MB)}`],
    ['a million entities', '&amp;'.repeat(MB)],
    [
      'microdata that points at itself',
      '<div itemscope itemtype="https://schema.org/Product" id=a itemref="a b"><div id=b itemscope itemprop=offers itemref="a b">'.repeat(
        300,
      ),
    ],
    [
      'JSON-LD nested 100,000 deep',
      `<script type="application/ld+json">${'{"a":['.repeat(100_000)}</script>`,
    ],
    ['prices without end', '<span class="price">€ 1,00</span>'.repeat(50_000)],
    ['links without end', '<a href="/p?a=1&b=2">next page</a>'.repeat(60_000)],
  ])('are read in time: %s', (_name, html) => {
    const page = inTime(8_000, () => read(html));
    expect(page.blocks.length).toBeLessThanOrEqual(100_000);
  });

  it('say why they were cut', () => {
    expect(parseHtml('<b>'.repeat(50_000)).cut).toBe('too-deep');
    expect(parseHtml('<p>x'.repeat(200_000)).cut).toBe('too-many-elements');
    expect(parseHtml('x'.repeat(7 * MB)).cut).toBe('too-long');
  });

  it('20 MB of plain text', () => {
    const body = Buffer.alloc(20 * MB, 'lorem ipsum\n');
    const { text } = decodeText(body, 'text/plain');
    expect(inTime(8_000, () => document(text, 'text')).blocks.length).toBeGreaterThan(0);
  });

  it.each([
    ['JSON nested 100,000 deep', 'json', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    [
      'JSON with names of 100 KB, 150 deep',
      'json',
      `${`{"${'n'.repeat(100_000)}":`.repeat(50)}1${'}'.repeat(50)}`,
    ],
    ['a million numbers', 'json', `[${'1,'.repeat(MB)}1]`],
    ['one line of 10 MB', 'text', 'x'.repeat(10 * MB)],
    ['XML nested 100,000 deep', 'xml', '<a b="c">x'.repeat(100_000)],
    [
      'XML with 300,000 attributes',
      'xml',
      `<a ${Array.from({ length: 300_000 }, (_, n) => `a${n}="1"`).join(' ')}/>`,
    ],
  ] as const)('are read in time as documents: %s', (_name, format, text) => {
    const { blocks } = inTime(8_000, () => document(text, format));
    expect(blocks.length).toBeGreaterThan(0);
    expect(blocks.length).toBeLessThanOrEqual(100_000);
  });
});

describe('differences', () => {
  it('of 5,000 lines with 90 % churn are told, coarsely', () => {
    const before = Array.from({ length: 5_000 }, (_, n) => `line ${n} of the old page`);
    const after = before.map((line, n) => (n % 10 === 0 ? line : `line ${n * 7} of the new page`));
    const diff = inTime(4_000, () => diffTexts(before, after));
    expect(applyDiff(before, after, diff)).toEqual(after);
    const page = (lines: readonly string[]) => ({
      blocks: lines.map((text) => ({ path: 'main/p', text })),
      textHash: lines[1] ?? '',
      fields: [],
      pageType: 'other',
    });
    const verdict = inTime(6_000, () =>
      detectChange({ baseline: { ...page(before), volatile: [] }, current: page(after), rules: {} }),
    );
    expect(verdict).toMatchObject({ verdict: 'changed', change: { severity: 'major' } });
  });

  it('of two shuffles of 5,000 repeating lines end', () => {
    const lines = Array.from({ length: 5_000 }, (_, n) => `item ${(n * 7919) % 50}`);
    const shuffled = lines.map((_, n) => lines[(n * 4_799) % 5_000] ?? '');
    const diff = inTime(4_000, () => diffTexts(lines, shuffled));
    expect(applyDiff(lines, shuffled, diff)).toEqual(shuffled);
  });
});

describe('selectors', () => {
  const deep = parseHtml(`${'<div class="a">'.repeat(300)}${'<p class="b">x</p>'.repeat(3_000)}`);

  it('a quadratic XPath spends its budget and is refused', () => {
    const run = () =>
      inTime(6_000, () => selectXPath('//*[count(preceding::*) > count(following::*)]', deep.root));
    expect(run).toThrow(/XPath|nodes|budget|too/i);
  });

  it('a selector of a thousand steps is compiled or refused', () => {
    const selector = Array.from({ length: 400 }, () => 'div').join(' ');
    const result = inTime(2_000, () => compileFields([{ name: 'f', locators: [{ kind: 'css', selector }] }]));
    expect(result.ok || result.faults[0]?.message.includes('longer than')).toBe(true);
  });
});

describe('patterns and formats', () => {
  it('a pattern that would backtrack for ever runs in linear time', () => {
    const test = textTest('/(a+)+$|(a|aa)+b|(.*)*x/');
    expect(inTime(3_000, () => test(`${'a'.repeat(50_000)}!`))).toBe(false);
  });

  it.each<[string, () => unknown]>([
    ['a glob of stars', () => matchesGlob(parseGlob('**a*'.repeat(60)), 'a/'.repeat(1_000))],
    [
      'robots patterns of stars',
      () =>
        isAllowed(
          parseRobots(`User-agent: *\nDisallow: ${'/*a'.repeat(2_000)}$`),
          'W',
          `https://h.example/${'a'.repeat(2_000)}`,
        ),
    ],
    ['a robots.txt of 20 MB', () => parseRobots('Disallow: /a\n'.repeat(1_600_000))],
    [
      'a sitemap of 20 MB',
      () => parseSitemap('<urlset>' + '<url><loc>https://h.example/a</loc>'.repeat(600_000)),
    ],
    ['a sitemap that never closes', () => parseSitemap('<urlset><url>' + '<loc>'.repeat(MB))],
    [
      'an address of 5 MB',
      () => [
        canonicalUrl(`https://h.example/${'a/../'.repeat(MB)}`),
        urlIdentity(`https://h.example/?${'a=1&'.repeat(200_000)}`),
      ],
    ],
    ['digits without end', () => parseMoney('1 234,'.repeat(3 * MB))],
    ['broken JSON of 5 MB', () => parseJson(`{"a": ${'["x", {"b": '.repeat(400_000)}`)],
    ['quotes without end', () => parseJson(`{"a": "${'\\"'.repeat(MB)}`)],
  ])('end in time: %s', (_name, run) => {
    expect(() => inTime(8_000, run)).not.toThrow();
  });
});
