// Which address of an entry is its page, and which of its dates counts.
import { describe, expect, it } from 'vitest';
import { parseSitemap } from '../../../../domain/web/sitemap/parse.ts';
import { type DocumentRow as Row, DOCUMENT_URL, listedPages } from '../../../support/listed-pages.ts';

const urlset = (body: string, attributes = ''): string => `<urlset ${attributes}>${body}</urlset>`;

const rss = (item: string, attributes = ''): string =>
  `<rss version="2.0" ${attributes}><channel><title>T</title><link>https://x.com/</link><atom:link rel="self" href="https://x.com/feed"/><image><url>https://x.com/i.png</url><link>https://x.com/</link></image>${item}</channel></rss>`;

const RSS: readonly Row[] = [
  [
    'a link and a permanent address',
    rss('<item><guid>https://x.com/?p=1</guid><link>https://x.com/a</link></item>'),
    ['/a'],
  ],
  ['a permanent address alone', rss('<item><guid isPermaLink="true">https://x.com/a</guid></item>'), ['/a']],
  [
    'an address that says it is not permanent, alone',
    rss('<item><guid isPermaLink="false">https://x.com/a</guid></item>'),
    ['/a'],
  ],
  ['an identifier that looks like a path', rss('<item><guid isPermaLink="false">post/17</guid></item>'), []],
  ['an identifier that begins with a slash', rss('<item><guid isPermaLink="false">/17</guid></item>'), []],
  ['an empty link', rss('<item><link></link><guid>https://x.com/a</guid></item>'), ['/a']],
  ['a link that is no address', rss('<item><link>n.a.</link><guid>https://x.com/a</guid></item>'), ['/a']],
  [
    'an enclosure beside the link',
    rss(
      '<item><enclosure url="https://x.com/a.mp3" type="audio/mpeg" length="1"/><link>https://x.com/a</link></item>',
    ),
    ['/a'],
  ],
  [
    'an enclosure alone',
    rss('<item><title>T</title><enclosure url="https://x.com/a.mp3" type="audio/mpeg" length="1"/></item>'),
    [],
  ],
  ['two links', rss('<item><link>https://x.com/a</link><link>https://x.com/b</link></item>'), ['/a']],
  [
    'an Atom link before the link',
    rss('<item><atom:link rel="self" href="https://x.com/feed/1"/><link>https://x.com/a</link></item>'),
    ['/a'],
  ],
  [
    'an alternate Atom link alone',
    rss('<item><atom:link rel="alternate" type="text/html" href="https://x.com/a"/></item>'),
    ['/a'],
  ],
  [
    'an Atom link to itself alone',
    rss('<item><atom:link rel="self" href="https://x.com/feed/1"/></item>'),
    [],
  ],
  ['a link as an attribute', rss('<item><link href="https://x.com/a"/></item>'), ['/a']],
  [
    'comments, source and media',
    rss(
      '<item><source url="https://y.com/feed">Y</source><comments>https://x.com/a#comments</comments><wfw:commentRss>https://x.com/a/feed</wfw:commentRss><media:content url="https://x.com/a.jpg"/><link>https://x.com/a</link></item>',
    ),
    ['/a'],
  ],
  ['comments alone', rss('<item><comments>https://x.com/a#comments</comments></item>'), []],
  [
    'a product feed with prefixes',
    rss(
      '<item><g:id>AB/12</g:id><g:link>https://x.com/a</g:link><g:image_link>https://x.com/a.jpg</g:image_link></item>',
      'xmlns:g="http://base.google.com/ns/1.0"',
    ),
    ['/a'],
  ],
  [
    'a link of another vocabulary first',
    rss(
      '<item><foo:link>https://y.com/other</foo:link><link>https://x.com/a</link></item>',
      'xmlns:foo="http://foo.example/"',
    ),
    ['/a'],
  ],
  ['a fragment', rss('<item><link>https://x.com/news#item-3</link></item>'), ['/news#item-3']],
  ['a relative link', rss('<item><link>/a</link></item>'), ['/a']],
  ['no items', rss(''), []],
  [
    'RSS 0.91 with a link',
    '<rss version="0.91"><channel><link>https://x.com/</link><item><title>T</title><link>https://x.com/a</link></item></channel></rss>',
    ['/a'],
  ],
  [
    'RSS 1.0',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://x.com/f"><link>https://x.com/</link></channel><item rdf:about="https://x.com/a"><link>https://x.com/a</link></item></rdf:RDF>',
    ['/a'],
  ],
  [
    'RSS 1.0 without a link',
    '<rdf:RDF xmlns="http://purl.org/rss/1.0/"><item rdf:about="https://x.com/a"><title>T</title></item></rdf:RDF>',
    ['/a'],
  ],
  [
    'RSS 1.0 after a warning',
    'Warning: x\n<rdf:RDF xmlns="http://purl.org/rss/1.0/"><item><link>https://x.com/a</link></item></rdf:RDF>',
    ['/a'],
  ],
  [
    'prefixed RSS 1.0',
    '<rdf:RDF xmlns:rss="http://purl.org/rss/1.0/"><rss:item><rss:link>https://x.com/a</rss:link></rss:item></rdf:RDF>',
    ['/a'],
  ],
  [
    'items that are not closed',
    '<rss><channel><item><link>https://x.com/a</link><item><link>https://x.com/b</link></channel></rss>',
    ['/a', '/b'],
  ],
];

const atom = (entry: string): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://x.com/"/><link rel="self" href="https://x.com/feed"/><id>https://x.com/</id><entry>${entry}</entry></feed>`;
const link = (path: string, attributes = ''): string => `<link ${attributes} href="https://x.com${path}"/>`;
const HTML = 'type="text/html"';
const ALTERNATE = 'rel="alternate"';

const ATOM: readonly Row[] = [
  ['a link without a relation', atom(link('/a')), ['/a']],
  ['an alternate link', atom(link('/a', `${ALTERNATE} ${HTML}`)), ['/a']],
  [
    'an alternate link by its full name',
    atom(link('/a', 'rel="http://www.iana.org/assignments/relation/alternate"')),
    ['/a'],
  ],
  ['a relation in capitals', atom(link('/a', 'rel="Alternate"')), ['/a']],
  ['an empty relation', atom(link('/a', 'rel=""')), ['/a']],
  [
    'edit and self before alternate',
    atom(link('/edit', 'rel="edit"') + link('/self', 'rel="self"') + link('/a', ALTERNATE)),
    ['/a'],
  ],
  [
    'an enclosure and an alternate',
    atom(link('/a.mp3', 'rel="enclosure" type="audio/mpeg"') + link('/a', `${ALTERNATE} ${HTML}`)),
    ['/a'],
  ],
  [
    'replies, related and via',
    atom(
      link('/r', `rel="replies" ${HTML}`) +
        link('/rel', 'rel="related"') +
        link('/via', 'rel="via"') +
        link('/a'),
    ),
    ['/a'],
  ],
  [
    'alternates of several types',
    atom(
      link('/a.pdf', `${ALTERNATE} type="application/pdf"`) +
        link('/a.json', `${ALTERNATE} type="application/json"`) +
        link('/a', `${ALTERNATE} ${HTML}`),
    ),
    ['/a'],
  ],
  [
    'an alternate as XHTML',
    atom(
      link('/a.pdf', `${ALTERNATE} type="application/pdf"`) +
        link('/a', `${ALTERNATE} type="application/xhtml+xml"`),
    ),
    ['/a'],
  ],
  [
    'a document type with a parameter',
    atom(
      link('/a.pdf', `${ALTERNATE} type="application/pdf"`) +
        link('/a', `${ALTERNATE} type="Text/HTML; charset=utf-8"`),
    ),
    ['/a'],
  ],
  [
    'alternates in several languages',
    atom(
      link('/en', `${ALTERNATE} ${HTML} hreflang="en"`) + link('/de', `${ALTERNATE} ${HTML} hreflang="de"`),
    ),
    ['/en'],
  ],
  [
    'a plain link and an alternate page',
    atom(link('/a') + link('/a.html', `${ALTERNATE} ${HTML}`) + link('/a/edit', 'rel="edit"')),
    ['/a'],
  ],
  [
    'a document that is no page, alone',
    atom(link('/a.pdf', `${ALTERNATE} type="application/pdf"`)),
    ['/a.pdf'],
  ],
  [
    'content elsewhere',
    atom('<id>tag:x.com,2024:1</id><content type="text/html" src="https://x.com/a"/>'),
    ['/a'],
  ],
  [
    'a picture as the content',
    atom('<id>tag:x.com,2024:1</id><content type="image/png" src="https://x.com/a.png"/>'),
    [],
  ],
  [
    'an identifier that is an address',
    atom('<id>https://x.com/a</id>' + link('/edit', 'rel="edit"')),
    ['/a'],
  ],
  ['an identifier that is none', atom('<id>tag:x.com,2024:1</id>' + link('/edit', 'rel="edit"')), []],
  ['an identifier that looks like a path', atom('<id>posts/1</id>'), []],
  ['a link to itself alone', atom('<id>urn:uuid:1</id>' + link('/a', 'rel="self"')), ['/a']],
  ['an enclosure alone', atom('<id>urn:uuid:1</id>' + link('/a.mp3', 'rel="enclosure"')), []],
  [
    'the link of the feed an entry was copied from',
    atom(`<source>${link('/other')}<id>https://y.com/</id></source>${link('/a')}`),
    ['/a'],
  ],
  ['a link as text', atom('<link>https://x.com/a</link>'), ['/a']],
  ['an author with an address', atom(`<author><uri>https://x.com/me</uri></author>${link('/a')}`), ['/a']],
  [
    'links in the text of an entry',
    atom(
      `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><link href="https://x.com/no"/><a href="https://x.com/no">x</a></div></content>${link('/a')}`,
    ),
    ['/a'],
  ],
  ['a relative link', atom('<link href="../a"/>'), ['/a']],
  ['a relative link below xml:base', atom('<link xml:base="https://x.com/blog/" href="a"/>'), ['/blog/a']],
  [
    'a prefix for Atom',
    '<atom:feed xmlns:atom="http://www.w3.org/2005/Atom"><atom:entry><atom:link href="https://x.com/a"/></atom:entry></atom:feed>',
    ['/a'],
  ],
  [
    'one entry as a document of its own',
    `<entry xmlns="http://www.w3.org/2005/Atom">${link('/a')}</entry>`,
    ['/a'],
  ],
  ['a fragment', atom(link('/news#3')), ['/news#3']],
];

describe.each([
  ['an item of RSS', RSS],
  ['an entry of Atom', ATOM],
])('%s', (_subject, rows) => {
  it.each(rows)('names its page or none: %s', (_, text, pages) => expect(listedPages(text)).toEqual(pages));
});

describe('the date of an entry', () => {
  it.each([
    [
      'Atom tells both dates',
      atom(`${link('/a')}<published>2020-01-01</published><updated>2021-01-01</updated>`),
      2021,
    ],
    [
      'Atom tells them the other way round',
      atom(`${link('/a')}<updated>2021-01-01</updated><published>2020-01-01</published>`),
      2021,
    ],
    ['Atom 0.3', atom(`${link('/a')}<issued>2020-01-01</issued><modified>2021-01-01</modified>`), 2021],
    ['Atom tells the day of publication', atom(`${link('/a')}<published>2020-01-01</published>`), 2020],
    [
      'RSS',
      rss('<item><link>https://x.com/a</link><pubDate>Wed, 01 Jan 2020 00:00:00 GMT</pubDate></item>'),
      2020,
    ],
    [
      'RSS with Dublin Core',
      rss('<item><link>https://x.com/a</link><dc:date>2020-01-01</dc:date></item>'),
      2020,
    ],
    [
      'an update of RSS',
      rss(
        '<item><link>https://x.com/a</link><pubDate>Wed, 01 Jan 2020 00:00:00 GMT</pubDate><atom:updated>2021-01-01</atom:updated></item>',
      ),
      2021,
    ],
    [
      'the day of an image',
      urlset(
        '<url><loc>https://x.com/a</loc><news:publication_date>2019-01-01</news:publication_date><image:lastmod>2019-01-01</image:lastmod><lastmod>2020-01-01</lastmod></url>',
        'xmlns:image="i" xmlns:news="n"',
      ),
      2020,
    ],
    [
      'the date of a news sitemap within the entry',
      urlset(
        '<url><loc>https://x.com/a</loc><news:news><news:lastmod>2019-01-01</news:lastmod></news:news></url>',
        'xmlns:news="n"',
      ),
      null,
    ],
  ])('is read as the document tells it: %s', (_what, document, year) => {
    const result = parseSitemap(document, { url: DOCUMENT_URL });
    const at = result.ok ? result.entries[0]?.lastModifiedMs : undefined;
    expect(at).toBe(year === null ? null : Date.UTC(year, 0, 1));
  });
});
