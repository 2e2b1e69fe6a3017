import { describe, expect, it } from 'vitest';
import { type JobConfig, jobConfigSchema } from '../../../../domain/config/schema.ts';
import { ITEM_DEPTH, createLinkSelector, linksToFollow } from '../../../../domain/run/plan/select-links.ts';
import type { LinkRow } from '../../../../domain/run/stage/stage-row.ts';

function selectorFor(source: Record<string, unknown>) {
  const config: JobConfig = jobConfigSchema.parse({ source });
  return createLinkSelector(config);
}

function link(
  url: string,
  more: { context?: LinkRow[2]; paging?: LinkRow[3]; nofollow?: 0 | 1 } = {},
): LinkRow {
  return [url, 'text', more.context ?? 'main', more.paging ?? 0, more.nofollow ?? 0];
}

describe('sources whose pages bring no further URLs', () => {
  it.each([
    { kind: 'pages', urls: ['http://shop.test/'] },
    { kind: 'sitemap', sitemaps: ['http://shop.test/sitemap.xml'] },
    { kind: 'feed', feeds: ['http://shop.test/feed'] },
  ])('$kind wants no links', (source) => {
    const selector = selectorFor(source);
    expect(selector.wantsLinks).toBe(false);
    expect(selector.select([link('http://shop.test/a')], 0)).toEqual({ urls: [], dropped: new Map() });
  });

  it('a sitemap keeps to its include and exclude patterns', () => {
    const selector = selectorFor({
      kind: 'sitemap',
      sitemaps: ['http://shop.test/sitemap.xml'],
      include: ['/product/**'],
      exclude: ['/product/old/**'],
    });
    expect(selector.belongs('http://shop.test/product/1')).toBe(true);
    expect(selector.belongs('http://shop.test/product/old/1')).toBe(false);
    expect(selector.belongs('http://shop.test/help')).toBe(false);
  });
});

describe('a site', () => {
  it('follows links of its host, and counts the others by reason', () => {
    const selector = selectorFor({ kind: 'site', start: ['http://docs.shop.test/a/'] });
    const { urls, dropped } = selector.select(
      [
        link('http://docs.shop.test/a/1'),
        link('http://docs.shop.test/b'),
        link('http://www.shop.test/'),
        link('http://elsewhere.test/'),
        link('http://docs.shop.test/c', { nofollow: 1 }),
      ],
      0,
    );
    expect(urls).toEqual(['http://docs.shop.test/a/1', 'http://docs.shop.test/b']);
    expect([...dropped]).toEqual([
      ['other-host', 2],
      ['nofollow', 1],
    ]);
  });

  it('passes over what is known to belong, and still counts what must not be followed', () => {
    const selector = selectorFor({ kind: 'site', start: ['http://shop.test/'] });
    const links = [
      link('http://shop.test/known'),
      link('http://shop.test/new'),
      link('http://shop.test/known', { nofollow: 1 }),
    ];
    const { urls, dropped } = selector.select(links, 0, (url) => url.endsWith('/known'));
    expect(urls).toEqual(['http://shop.test/new']);
    expect([...dropped]).toEqual([['nofollow', 1]]);
  });

  it('goes over the whole domain when asked to', () => {
    const selector = selectorFor({ kind: 'site', start: ['http://docs.shop.test/'], within: 'domain' });
    expect(selector.belongs('http://www.shop.test/')).toBe(true);
    expect(selector.belongs('http://elsewhere.test/')).toBe(false);
  });

  it('stays below its path when asked to', () => {
    const selector = selectorFor({
      kind: 'site',
      start: ['http://shop.test/docs/index.html'],
      within: 'path',
    });
    expect(selector.belongs('http://shop.test/docs/a/b')).toBe(true);
    expect(selector.belongs('http://shop.test/blog')).toBe(false);
  });

  it('stops at its depth', () => {
    const selector = selectorFor({ kind: 'site', start: ['http://shop.test/'], maxDepth: 2 });
    const links = [link('http://shop.test/deep')];
    expect(selector.select(links, 1).urls).toEqual(['http://shop.test/deep']);
    expect(selector.select(links, 2)).toEqual({ urls: [], dropped: new Map([['too-far', 1]]) });
  });

  it('takes links of the head for what they are: no pages', () => {
    const selector = selectorFor({ kind: 'site', start: ['http://shop.test/'] });
    expect(selector.select([link('http://shop.test/style.css', { context: 'head' })], 0).urls).toEqual([]);
  });
});

describe('a listing', () => {
  const selector = selectorFor({ kind: 'listing', start: ['http://shop.test/list'], maxPages: 3 });
  const links = [
    link('http://shop.test/item/1', { context: 'listing-item' }),
    link('http://shop.test/list?page=2', { paging: 'next' }),
    link('http://shop.test/help'),
    link('http://elsewhere.test/item', { context: 'listing-item' }),
  ];

  it('takes items and further pages, and counts the rest', () => {
    const { urls, items, dropped } = selector.select(links, 0);
    expect(urls).toEqual(['http://shop.test/item/1', 'http://shop.test/list?page=2']);
    // Items bring no links of their own: what is related to them is not part of the listing.
    expect([...(items ?? [])]).toEqual(['http://shop.test/item/1']);
    expect(selector.select(links, ITEM_DEPTH).urls).toEqual([]);
    expect([...dropped]).toEqual([
      ['not-an-item', 1],
      ['other-domain', 1],
    ]);
  });

  it('goes no further than its number of pages', () => {
    const { urls, dropped } = selector.select(links, 2);
    expect(urls).toEqual(['http://shop.test/item/1']);
    expect(dropped.get('too-far')).toBe(1);
  });
});

describe('the links a run follows', () => {
  const config = jobConfigSchema.parse({ source: { kind: 'site', start: ['http://shop.test/'] } });
  const links = [link('http://shop.test/a')];

  it('are those of the source of its job', () => {
    expect(linksToFollow({ config }).select(links, 0).urls).toEqual(['http://shop.test/a']);
  });

  it('are none where it is for given pages only', () => {
    const given = linksToFollow({ config, onlyUrls: ['http://shop.test/b'] });
    expect(given.wantsLinks).toBe(false);
    expect(given.select(links, 0)).toEqual({ urls: [], dropped: new Map() });
  });
});
