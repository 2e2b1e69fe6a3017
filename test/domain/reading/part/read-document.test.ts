// What is kept of pages that are no web pages, and what counts as a difference between two versions of them.
import { describe, expect, test } from 'vitest';
import { bodyFormat } from '../../../../domain/reading/content/body-format.ts';
import { readDocument } from '../../../../domain/reading/part/read-document.ts';
import { WHOLE_PAGE } from '../../../../domain/reading/part/watch-rules.ts';
import { classifyPage } from '../../../../domain/reading/kind/classify.ts';
import { compileFields, NO_FIELDS } from '../../../../domain/reading/part/field/field-rule.ts';

type Format = 'json' | 'xml' | 'text';

/** Feeds are read as the XML they are. */
const PLAIN = { ...WHOLE_PAGE, format: 'xml' } as const;

function lines(text: string, format: Format): string[] {
  return readDocument(text, format, { fields: NO_FIELDS, watched: PLAIN }).blocks.map((block) => block.text);
}

describe('what a body is', () => {
  test.each([
    ['text/html; charset=utf-8', '<p>x</p>', 'html'],
    ['text/html', '{"a": 1}', 'html'],
    ['text/html', '<?xml version="1.0"?><rss><channel/></rss>', 'xml'],
    ['application/xhtml+xml', '<?xml version="1.0"?><html/>', 'html'],
    ['application/xml', '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x"><html><p>x</p></html>', 'html'],
    ['application/xml', '<prices><price>1</price></prices>', 'xml'],
    ['application/atom+xml', '<feed/>', 'xml'],
    ['application/json', '{}', 'json'],
    ['application/problem+json; charset=utf-8', '{}', 'json'],
    ['text/plain', '<p>quoted</p>', 'text'],
    ['text/csv', 'a;b', 'text'],
    ['text/markdown', '# A', 'text'],
    ['', '<!doctype html><p>x', 'html'],
    ['', '\ufeff  {"a": 1}', 'json'],
    ['', '<?xml version="1.0"?><urlset/>', 'xml'],
    ['', 'Just words, 1 < 2.', 'text'],
    ['', '', 'html'],
  ])('%s: %j is %s', (type, body, format) => {
    expect(bodyFormat(type, body)).toBe(format);
  });
});

describe('text', () => {
  test('is its lines', () => {
    expect(lines('name;price\r\n\r\n  kettle;  12,50 \nlamp;9', 'text')).toEqual([
      'name;price',
      'kettle; 12,50',
      'lamp;9',
    ]);
  });

  test('of one long line is read to its end', () => {
    const [first, second] = [
      lines(`${'x'.repeat(50_000)}A`, 'text'),
      lines(`${'x'.repeat(50_000)}B`, 'text'),
    ];
    expect(first).toHaveLength(3);
    expect(first).not.toEqual(second);
  });
});

describe('JSON', () => {
  test('is its values with the way to each', () => {
    const source =
      '{"shop":{"items":[{"id":1,"name":" a"},{"id":2,"name":"b"}]},"next":null,"tags":[],"n":"12"}';
    expect(lines(source, 'json')).toEqual([
      'n: "12"',
      'next: null',
      'shop.items[1].id: 1',
      'shop.items[1].name: " a"',
      'shop.items[2].id: 2',
      'shop.items[2].name: b',
      'tags: []',
    ]);
  });

  test.each([
    ['white space', '{"a":1,"b":[true]}', '{\n  "a": 1,\n  "b": [ true ]\n}'],
    ['the order of names', '{"a":1,"b":2}', '{"b":2,"a":1}'],
  ])('does not differ by %s', (_what, one, other) => {
    expect(lines(one, 'json')).toEqual(lines(other, 'json'));
  });

  test.each([
    ['a kind of value', '{"a":1}', '{"a":"1"}'],
    ['the last digit of a long number', '{"a":12345678901234567890}', '{"a":12345678901234567891}'],
    ['the order of a list', '[1,2]', '[2,1]'],
    ['an empty list', '{"a":[]}', '{"a":{}}'],
  ])('differs by %s', (_what, one, other) => {
    expect(lines(one, 'json')).not.toEqual(lines(other, 'json'));
  });

  test.each([
    ['{}', ['{}']],
    ['[]', ['[]']],
    ['"x"', ['x']],
    ['0', ['0']],
    ['{"a":', ['{"a":']],
    ['', []],
    [`${'['.repeat(300)}1${']'.repeat(300)}`, [`${'['.repeat(300)}1${']'.repeat(300)}`]],
  ])('%.20s has the lines %j', (source, expected) => {
    expect(lines(source, 'json')).toEqual(expected);
  });
});

const FEED = `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><item><title><![CDATA[A & B]]></title>
<link>https://h.example/a</link><pubDate>Mon, 2 Mar</pubDate><media:thumb url="t.png"/></item></channel></rss>`;

describe('XML', () => {
  test('is its texts and attributes, CDATA too', () => {
    expect(lines(FEED, 'xml')).toEqual([
      'rss@version: 2.0',
      'title: News',
      'title: A & B',
      'link: https://h.example/a',
      'pubdate: Mon, 2 Mar',
      'media:thumb@url: t.png',
    ]);
  });

  test('gives no links, but what selectors find', () => {
    const compiled = compileFields([
      { name: 'when', locators: [{ kind: 'css', selector: 'item > pubDate' }] },
    ]);
    const fields = compiled.ok ? compiled.fields : NO_FIELDS;
    const watched = { ...WHOLE_PAGE, include: ['item'], exclude: ['link'] };
    const page = readDocument(FEED, 'xml', { fields, watched });
    expect(page).toMatchObject({ title: 'News', links: [], fields: [{ name: 'when', value: 'Mon, 2 Mar' }] });
    expect(page.blocks.map(({ text }) => text)).toEqual([
      'title: A & B',
      'pubdate: Mon, 2 Mar',
      'media:thumb@url: t.png',
    ]);
  });
});

describe('walls', () => {
  const classify = (text: string, format: Format) =>
    classifyPage(
      readDocument(text, format, { fields: NO_FIELDS, watched: PLAIN }).features,
      'https://h.example/login',
    );

  test.each([
    ['Access denied. Please verify you are human.', 'text'],
    ['{"error":"404 Not Found"}', 'json'],
    ['{}', 'json'],
    ['<login>x</login>', 'xml'],
    ['OK', 'text'],
  ] as const)('are web pages alone: %s is kept', (text, format) => {
    expect(classify(text, format)).toMatchObject({ type: 'other', wall: false });
  });

  test.each([
    ['', 'text'],
    [' \r\n\t', 'text'],
    ['', 'json'],
    ['<a><b/></a>', 'xml'],
  ] as const)('%j holds nothing to keep', (text, format) => {
    expect(classify(text, format)).toMatchObject({ wall: true, subtype: 'empty' });
  });
});
