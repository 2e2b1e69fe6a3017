// Sitemaps as sites write them: odd spellings, missing elements, documents that end too early.
import { describe, expect, it } from 'vitest';
import { type DocumentRow as Row, listedPages } from '../../../support/listed-pages.ts';

const page = (path: string): string => `<url><loc>https://x.com${path}</loc></url>`;
const urlset = (body: string): string => `<urlset>${body}</urlset>`;

const SPELLINGS: readonly Row[] = [
  ['a byte order mark', `\ufeff<?xml version="1.0"?>${urlset(page('/a'))}`, ['/a']],
  ['white space before the declaration', `\n\n  <?xml version="1.0"?>${urlset(page('/a'))}`, ['/a']],
  ['names in capitals', '<URLSET><URL><LOC>https://x.com/a</LOC></URL></URLSET>', ['/a']],
  [
    'names opened and closed in other cases',
    '<urlset><url><Loc>https://x.com/a</loc></URL></urlset>',
    ['/a'],
  ],
  [
    'names in capitals after a warning',
    'Notice: x\n<UrlSet><Url><Loc>https://x.com/a</Loc></Url></UrlSet>',
    ['/a'],
  ],
  ['CDATA', urlset('<url><loc><![CDATA[ https://x.com/a?b=1&c=2 ]]></loc></url>'), ['/a?b=1&c=2']],
  [
    'CDATA with an escaped ampersand',
    urlset('<url><loc><![CDATA[https://x.com/a?b=1&amp;c=2]]></loc></url>'),
    ['/a?b=1&c=2'],
  ],
  [
    'half text, half CDATA',
    urlset('<url><loc>https://x.com/a<![CDATA[?b=1&c]]>=2</loc></url>'),
    ['/a?b=1&c=2'],
  ],
  ['a comment in the address', urlset('<url><loc>https://x.com<!-- shop -->/a</loc></url>'), ['/a']],
  ['a comment around an entry', urlset(`<!-- ${page('/old')} -->${page('/a')}`), ['/a']],
  [
    'an instruction to a program in the address',
    urlset('<url><loc>https://x.com/<?x y?>a</loc></url>'),
    ['/a'],
  ],
  ['an address over several lines', urlset('<url><loc>\n  https://x.com/a\n  /b\n</loc></url>'), ['/a/b']],
  [
    'spaces no keyboard shows',
    urlset('<url><loc>\u00a0\u200bhttps://x.com/a\u200b\ufeff\u3000</loc></url>'),
    ['/a'],
  ],
  ['numbered entities', urlset('<url><loc>https://x.com/a?b&#38;c&#x3D;2</loc></url>'), ['/a?b&c=2']],
  ['bare ampersands', urlset('<url><loc>https://x.com/a?b=1&c=2&copy=3</loc></url>'), ['/a?b=1&c=2&copy=3']],
  ['a fragment', urlset(page('/a#top')), ['/a#top']],
  ['a hash bang', urlset(page('/#!/shop')), ['/#!/shop']],
  [
    'an address with markup in it',
    urlset('<url><loc><a href="https://x.com/a">https://x.com/a</a></loc></url>'),
    ['/a'],
  ],
  ['attributes on the address', urlset('<url><loc xml:lang="en">https://x.com/a</loc></url>'), ['/a']],
  ['a style sheet instruction', `<?xml-stylesheet href="https://x.com/s.xsl"?>${urlset(page('/a'))}`, ['/a']],
  ['a wrapper of another tool', `<html><body>${urlset(page('/a'))}</body></html>`, ['/a']],
  ['other schemes', urlset('<url><loc>mailto:a@x.com</loc></url><url><loc>ftp://x.com/a</loc></url>'), []],
  ['a protocol-relative address', urlset('<url><loc>//x.com/a</loc></url>'), ['/a']],
];

const MISSING: readonly Row[] = [
  [
    'bare text in an index',
    '<sitemapindex><sitemap>https://x.com/1.xml</sitemap><sitemap> https://x.com/2.xml\n</sitemap></sitemapindex>',
    ['/1.xml', '/2.xml'],
  ],
  [
    'bare text in a list',
    '<urlset><url>https://x.com/a</url><url>\nhttps://x.com/b</url></urlset>',
    ['/a', '/b'],
  ],
  [
    'bare text beside an address',
    '<urlset><url>https://x.com/t<loc>https://x.com/a</loc></url></urlset>',
    ['/a'],
  ],
  [
    'bare text beside a date',
    '<urlset><url>https://x.com/a<lastmod>2024-01-01</lastmod></url></urlset>',
    ['/a'],
  ],
  ['words instead of an address', '<urlset><url>about us</url><url>news/today</url></urlset>', []],
  [
    'an index that says url',
    '<sitemapindex><sitemap><url>https://x.com/1.xml</url></sitemap></sitemapindex>',
    ['/1.xml'],
  ],
  [
    'an index whose one entry mixes url and loc',
    '<sitemapindex><sitemap><url>https://x.com/1.xml</url><loc>https://x.com/2.xml</loc></sitemap></sitemapindex>',
    ['/1.xml', '/2.xml'],
  ],
  [
    'an index of url elements',
    '<sitemapindex><url><loc>https://x.com/1.xml</loc></url></sitemapindex>',
    ['/1.xml'],
  ],
  [
    'a list of sitemap elements',
    '<urlset><sitemap><loc>https://x.com/1.xml</loc></sitemap></urlset>',
    ['/1.xml'],
  ],
  [
    'addresses without an entry',
    '<urlset><loc>https://x.com/a</loc><loc>https://x.com/b</loc></urlset>',
    ['/a', '/b'],
  ],
  [
    'entries that are not closed',
    '<urlset><url><loc>https://x.com/a</loc><url><loc>https://x.com/b</loc></urlset>',
    ['/a', '/b'],
  ],
  [
    'addresses that are not closed',
    '<urlset><url><loc>https://x.com/a</url><url><loc>https://x.com/b</loc></url></urlset>',
    ['/a', '/b'],
  ],
  [
    'several addresses in one entry',
    '<urlset><url><loc>https://x.com/a</loc><loc>https://x.com/b</loc></url></urlset>',
    ['/a', '/b'],
  ],
  [
    'an empty address',
    '<urlset><url><loc></loc></url><url><loc/></url><url><loc>https://x.com/a</loc></url></urlset>',
    ['/a'],
  ],
  ['an address as an attribute', '<urlset><url loc="https://x.com/a"/></urlset>', []],
];

const CUT_OFF: readonly Row[] = [
  ['in an address', `<urlset>${page('/a')}<url><loc>https://x.com/ha`, ['/a']],
  ['in the first address', '<urlset><url><loc>https://x.com/ha', []],
  [
    'in an address of an index',
    '<sitemapindex><sitemap><loc>https://x.com/1.xml</loc></sitemap><sitemap><loc>https://x.com/2',
    ['/1.xml'],
  ],
  [
    'in bare text',
    '<sitemapindex><sitemap>https://x.com/1.xml</sitemap><sitemap>https://x.com/2',
    ['/1.xml'],
  ],
  ['in a closing tag', `<urlset>${page('/a')}<url><loc>https://x.com/b</lo`, ['/a']],
  ['after an address', `<urlset>${page('/a')}<url><loc>https://x.com/b</loc><last`, ['/a', '/b']],
  ['in CDATA', `<urlset>${page('/a')}<url><loc><![CDATA[https://x.com/b`, ['/a']],
  ['in an entity', `<urlset>${page('/a')}<url><loc>https://x.com/b?c&am`, ['/a']],
  ['in a comment', `<urlset>${page('/a')}<!-- more`, ['/a']],
  [
    'in the link of a feed',
    '<rss><channel><item><link>https://x.com/a</link></item><item><link>https://x.com/b',
    ['/a'],
  ],
  [
    'in the second address of an entry',
    '<urlset><url><loc>https://x.com/a</loc><loc>https://x.com/b',
    ['/a'],
  ],
];

describe.each([
  ['spellings', SPELLINGS],
  ['missing elements', MISSING],
  ['a document cut off', CUT_OFF],
])('an XML sitemap: %s', (_subject, rows) => {
  it.each(rows)('gives the addresses that it holds: %s', (_what, document, expected) =>
    expect(listedPages(document)).toEqual(expected),
  );
});
