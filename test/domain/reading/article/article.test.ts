import { describe, expect, test } from 'vitest';
import { parseDate } from '../../../../domain/reading/article/article-date.ts';
import { cleanAuthor } from '../../../../domain/reading/article/author-name.ts';
import { inspectArticle } from '../../../../cli/inspect/explain/inspect-article.ts';
import { parseGtin } from '../../../../domain/reading/product/gtin.ts';
import { linesOf } from '../../../../domain/page/kept-blocks.ts';
import { textHash } from '../../../../domain/reading/page/text-hash.ts';

describe('dates', () => {
  test.each([
    ['2026-03-01T08:05:09+01:00', '2026-03-01T08:05:09+01:00'],
    ['March 1, 2026', '2026-03-01'],
    ['1 mars 2026', '2026-03-01'],
    ['Published on 1st of March 2026 by Ann', '2026-03-01'],
    ['13/02/2026', '2026-02-13'],
    ['02/13/2026', '2026-02-13'],
    ['01.03.2026', '2026-03-01'],
    ['2026年3月1日', '2026-03-01'],
    ['20260301', '2026-03-01'],
    ['1772323200', '2026-03-01T00:00:00.000Z'],
    ['yesterday', undefined],
    ['2026-13-45', undefined],
    ['March 2026', undefined],
  ])('%s is %s', (text, expected) => {
    expect(parseDate(text)).toBe(expected);
  });

  test('day and month follow the language where both could be', () => {
    expect([parseDate('03/04/2026', 'en-US'), parseDate('03/04/2026', 'en-GB')]).toEqual([
      '2026-03-04',
      '2026-04-03',
    ]);
  });
});

describe('authors', () => {
  test.each([
    ['By Ann Lee | March 1, 2026', 'Ann Lee'],
    ['Von Max Muster', 'Max Muster'],
    ['Written by: Ann Lee', 'Ann Lee'],
    ['admin', undefined],
    ['https://example.org/ann', undefined],
  ])('%s is %s', (text, expected) => {
    expect(cleanAuthor(text)).toBe(expected);
  });
});

test('an article gives its headline, author, date and text without chrome', () => {
  const paragraph = (at: number): string =>
    `<p>Paragraph ${at} tells, at some length, what happened on that day, and why it matters to all of us.</p>`;
  const html = `<html lang="en"><head><title>Bridge waits again - The Herald</title><meta property="og:site_name" content="The Herald"></head><body>
    <header class="site-header"><nav><a href="/">Home</a></nav></header><div class="elementor-widget-wrap"><article><h1>Bridge waits again</h1>
    <div class="byline">By <a rel="author" href="/ann">Ann Lee</a></div><time datetime="2026-03-01">March 1</time>
    <section>${paragraph(1)}${paragraph(2)}</section><section>${paragraph(3)}${paragraph(4)}</section></article></div>
    <aside class="sidebar"><p>Subscribe to our newsletter, it is free, and it comes every single week, so do it now.</p></aside></body></html>`;
  const article = inspectArticle({ html, url: 'https://herald.example/bridge' });
  expect(article).toMatchObject({
    title: 'Bridge waits again',
    author: 'Ann Lee',
    date: '2026-03-01',
    lang: 'en',
  });
  for (const at of [1, 2, 3, 4]) expect(article.text).toContain(`Paragraph ${at}`);
  expect(article.text).not.toContain('newsletter');
});

test.each([
  ['4006381333931', '4006381333931'],
  ['EAN: 4006381-333931', '4006381333931'],
  ['4006381333932', undefined],
  ['12345', undefined],
])('the trade number %s is read as %s', (text, expected) => {
  expect(parseGtin(text)).toBe(expected);
});

test('the text hash sees words and their order, not paths or composition of letters', () => {
  const hashOf = (...blocks: [path: string, text: string][]): string =>
    textHash(linesOf(blocks.map(([path, text]) => ({ path, text }))), (text) => text);
  const base = hashOf(['p', 'caf\u00e9'], ['p', 'two']);
  expect(hashOf(['div/p', 'cafe\u0301'], ['li', 'two'])).toBe(base);
  expect(hashOf(['p', 'two'], ['p', 'caf\u00e9'])).not.toBe(base);
});

describe('titles', () => {
  const title = (head: string, body: string): string | null =>
    inspectArticle({
      html: `<head>${head}</head><body><main>${body}</main></body>`,
      url: 'https://s.example/a',
    }).title;

  test.each([
    [
      'a site name at the end',
      '<title>Two lamps in one room - The Daily</title>',
      '',
      'Two lamps in one room',
    ],
    [
      'a site name that holds separators itself',
      '<title>Two lamps in one room – Daily | News from here</title><meta property="og:site_name" content="Daily | News from here">',
      '',
      'Two lamps in one room',
    ],
    [
      'a second half that is no site name',
      '<title>Lamps 1.8 - The Bountiful Update</title>',
      '',
      'Lamps 1.8 - The Bountiful Update',
    ],
    [
      'a section heading that repeats the title',
      '<title>Comparing lamp delivery 2026 | Lux, Lumen, Candela and more</title>',
      '<h1>How Lux fares against Lumen and Candela: lamp delivery</h1><h2>Comparing lamp delivery services</h2>',
      'How Lux fares against Lumen and Candela: lamp delivery',
    ],
    [
      'the site and a colon before it',
      '<title>The Daily: Two lamps in one room</title><meta property="og:site_name" content="The Daily">',
      '<h1>Two lamps in one room</h1>',
      'Two lamps in one room',
    ],
    [
      'its sections behind it',
      '<title>Two lamps in one room – Light – News – The Daily</title>',
      '<h1>Two lamps in one room</h1>',
      'Two lamps in one room',
    ],
    [
      'a site name that its script sets off by the sign alone',
      '<title>短缺药品保供稳价 全力保障临床用药需求-新华网</title>',
      '',
      '短缺药品保供稳价 全力保障临床用药需求',
    ],
  ])('leave only the title itself: %s', (_, head, body, expected) => {
    expect(title(head, body)).toBe(expected);
  });
});

test('the text has its introduction and written addresses, without captions, forms and invitations', () => {
  const long = (n: number): string =>
    `Paragraph ${n} tells of lamps, of light, and of much else that fills a line or two of text.`;
  const many = Array.from({ length: 30 }, (_, at) => long(at + 1));
  const html = `<title>Lamps</title><main><h1>Lamps</h1><div class="intro"><p>${long(0)}</p></div>
    <div class="body">${many.map((text) => `<p>${text}</p>`).join('')}<p><a href="/x">https://lamps.example/paper</a></p>
    <form><p>Leave your address here and we write to you, every week.</p><input name="mail"></form>
    <figure><img src="l.jpg"><figcaption>A lamp in the morning light. Photo: Bob Ray</figcaption></figure>
    <p>Follow us on the networks for more.</p><p>© 2026 The Daily. All rights reserved.</p>
    <p>Subscribe to our newsletter</p></div></main>`;
  const lines = inspectArticle({ html, url: 'https://s.example/a' }).text.split('\n');
  expect(lines).toEqual([long(0), ...many, 'https://lamps.example/paper']);
});
