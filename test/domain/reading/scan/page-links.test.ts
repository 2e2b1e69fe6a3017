import { describe, expect, test } from 'vitest';
import { NO_FIELDS } from '../../../../domain/reading/part/field/field-rule.ts';
import { parsePage } from '../../../../domain/reading/parse-page.ts';
import type { PageLink } from '../../../../domain/reading/page/parsed-page.ts';

function linksOf(html: string): readonly PageLink[] {
  return parsePage({ html, url: 'https://s.example/shop/list?x=1', fields: NO_FIELDS }).links;
}

describe('links', () => {
  test('are absolute against the base, without fragment, web addresses only', () => {
    const html = `<head><base href="https://cdn.example/b/"></head><body><a href="one.html#x">1</a><a href="/two">2</a>
      <a href="//o.example/3">3</a><a href="mailto:a@b.c">4</a><a href="javascript:void(0)">5</a><a href="http://[bad">6</a></body>`;
    expect(linksOf(html).map((link) => link.url)).toEqual([
      'https://cdn.example/b/one.html',
      'https://cdn.example/two',
      'https://o.example/3',
    ]);
  });

  test.each(['/a/../b', '/a/./b', '/%7Ea', '/a b', '/a?utm_source=x&b=1', '/..'])(
    'plain and other paths resolve alike: %s',
    (href) => {
      const [relative, absolute] = linksOf(`<a href="${href}">x</a><a href="https://s.example${href}">y</a>`);
      expect(relative?.url).toBe(absolute?.url);
    },
  );

  test.each([
    ['windows-1251', '%EC%E8%F0'],
    ['utf-8', '%D0%BC%D0%B8%D1%80'],
    ['utf-16le', '%D0%BC%D0%B8%D1%80'],
  ])('have their query in the encoding of the page: %s', (charset, query) => {
    const html = '<a href="/мир?q=мир">x</a>';
    const page = parsePage({ html, url: 'https://s.example/', charset, fields: NO_FIELDS });
    expect(page.links[0]?.url).toBe(`https://s.example/%D0%BC%D0%B8%D1%80?q=${query}`);
  });

  test('know navigation, listing items, paging and nofollow', () => {
    const item = (at: number): string =>
      `<li class="card"><a href="/p/${at}"><img src="x.jpg">Thing ${at}</a></li>`;
    const html = `<head><link rel="next" href="?page=2"></head><body><nav><a href="/n">N</a></nav><main>
      <ul>${[1, 2, 3, 4].map(item).join('')}</ul><p><a href="/text" rel="ugc nofollow">word</a></p>
      <div class="pagination"><a href="?page=1">1</a><a href="?page=2">Next »</a></div></main><footer><a href="/f">F</a></footer></body>`;
    const links = linksOf(html);
    const context = (url: string): string | undefined =>
      links.find((link) => link.url.endsWith(url))?.context;
    expect([context('/n'), context('/p/3'), context('/text'), context('/f')]).toEqual([
      'navigation',
      'listing-item',
      'main',
      'footer',
    ]);
    expect(links.find((link) => link.url.endsWith('/text'))?.nofollow).toBe(true);
    const paging = links
      .filter((link) => link.paging !== undefined)
      .map((link) => [link.context, link.paging]);
    expect(paging).toEqual([
      ['pagination', 'page'],
      ['pagination', 'next'],
      ['head', 'next'],
    ]);
  });
});
