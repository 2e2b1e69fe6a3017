// What is told of an entry of a feed, whatever its format, version, prefixes and encoding of content.
import { describe, expect, test } from 'vitest';
import { bodyFormat } from '../../../../domain/reading/content/body-format.ts';
import { feedBlocks, jsonFeedBlocks } from '../../../../domain/reading/content/feed-blocks.ts';
import { parseXml } from '../../../../domain/reading/html/html-tree.ts';

const URL_OF_FEED = 'https://news.example/feeds/all.xml';

function texts(xml: string): (string | undefined)[] | undefined {
  return feedBlocks(parseXml(xml).all, URL_OF_FEED)?.map(({ text }) => text);
}

function rss(item: string, declared = ''): string {
  return `<rss version="2.0" ${declared}><channel><title>News</title><item>${item}</item></channel></rss>`;
}

const ATOM = 'http://www.w3.org/2005/Atom';
function atom(entry: string, declared = ''): string {
  return `<feed xmlns="${ATOM}" ${declared}><title>News</title><entry>${entry}</entry></feed>`;
}

describe('formats', () => {
  const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
  test.each([
    ['RSS 2.0', rss('<title>A</title><link>https://a.example/1</link>')],
    [
      'RSS 0.91 with its namespace',
      `<rss xmlns="http://backend.userland.com/rss091"><channel><item><title>A</title><link>https://a.example/1</link></item></channel></rss>`,
    ],
    [
      'RSS 1.0',
      `<rdf:RDF xmlns:rdf="${rdf}" xmlns="http://purl.org/rss/1.0/"><item rdf:about="x"><title>A</title><link>https://a.example/1</link></item></rdf:RDF>`,
    ],
    [
      'RSS 1.0 under a prefix',
      `<r:RDF xmlns:r="${rdf}" xmlns:s="http://purl.org/rss/1.0/"><s:item r:about="x"><s:title>A</s:title><s:link>https://a.example/1</s:link></s:item></r:RDF>`,
    ],
    [
      'RSS 0.90',
      `<rdf:RDF xmlns:rdf="${rdf}" xmlns="http://my.netscape.com/rdf/simple/0.9/"><item><title>A</title><link>https://a.example/1</link></item></rdf:RDF>`,
    ],
    ['Atom 1.0', atom('<title>A</title><link href="https://a.example/1"/>')],
    [
      'Atom 1.0 under a prefix',
      `<a:feed xmlns:a="${ATOM}"><a:entry><a:title>A</a:title><a:link href="https://a.example/1"/></a:entry></a:feed>`,
    ],
    [
      'Atom 0.3',
      `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>A</title><link rel="alternate" href="https://a.example/1"/></entry></feed>`,
    ],
    [
      'a prefix that nobody has declared',
      '<atom:feed><atom:entry><atom:title>A</atom:title><atom:link href="https://a.example/1"/></atom:entry></atom:feed>',
    ],
  ])('%s: its entry is told with title and link', (_name, xml) => {
    expect(texts(xml)).toEqual(['A (https://a.example/1)']);
  });

  test('an item of another vocabulary is no entry, and a document without entries is a feed', () => {
    expect(
      texts(rss('', 'xmlns:x="https://x.example/"').replace('<item></item>', '<x:item>no</x:item>')),
    ).toEqual([]);
    expect(texts('<prices><item>1</item></prices>')).toBeUndefined();
  });
});

describe('vocabularies', () => {
  test.each([
    [
      'Dublin Core',
      'xmlns:d="http://purl.org/dc/elements/1.1/"',
      '<d:title>A</d:title><d:description>B</d:description>',
    ],
    [
      'content',
      'xmlns:c="http://purl.org/rss/1.0/modules/content/"',
      '<title>A</title><c:encoded><![CDATA[<p>B</p>]]></c:encoded>',
    ],
    [
      'iTunes',
      'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"',
      '<title>A</title><itunes:summary>B</itunes:summary>',
    ],
    [
      'iTunes, as it calls itself elsewhere',
      'xmlns:i="http://www.itunes.com/DTDs/Podcast-1.0.dtd"',
      '<title>A</title><i:subtitle>B</i:subtitle>',
    ],
    [
      'Media RSS, in a group',
      'xmlns:m="http://search.yahoo.com/mrss/"',
      '<m:group><m:title>A</m:title><m:description>B</m:description></m:group>',
    ],
    ['XHTML', 'xmlns:h="http://www.w3.org/1999/xhtml"', '<title>A</title><h:body><h:p>B</h:p></h:body>'],
    ['a prefix that is not declared', '', '<dc:title>A</dc:title><content:encoded>B</content:encoded>'],
  ])('%s is read where the feed has nothing of its own', (_name, declared, item) => {
    expect(texts(rss(item, declared))).toEqual(['A — B']);
  });

  test('what is the feed’s own goes first, and a prefix means what it is declared for', () => {
    const declared = 'xmlns:dc="https://x.example/not-dublin" xmlns:z="http://purl.org/dc/elements/1.1/"';
    expect(texts(rss('<dc:title>no</dc:title><z:title>B</z:title>', declared))).toEqual(['B']);
    expect(texts(rss('<z:title>B</z:title><title>A</title>', declared))).toEqual(['A']);
  });
});

describe('content', () => {
  const packed = Buffer.from('<p>Tea &amp; cake</p>').toString('base64');
  test.each([
    ['escaped HTML in RSS', rss('<description>&lt;p&gt;Tea &amp;amp; cake&lt;/p&gt;</description>')],
    ['CDATA', rss('<description><![CDATA[<p>Tea &amp; cake</p>]]></description>')],
    ['type html', atom('<summary type="html">&lt;p&gt;Tea &amp;amp; cake&lt;/p&gt;</summary>')],
    [
      'type xhtml',
      atom(
        '<summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Tea <b>&amp;</b> cake</div></summary>',
      ),
    ],
    ['type text', atom('<summary type="text">Tea &amp; cake</summary>')],
    ['no type', atom('<summary>Tea &amp; cake</summary>')],
    ['HTML that says it is text', atom('<summary>&lt;p&gt;Tea &amp;amp; cake&lt;/p&gt;</summary>')],
    ['base64 of Atom 1.0', atom(`<content type="application/octet-stream">\n${packed}\n</content>`)],
    ['base64 of Atom 0.3', atom(`<content type="text/html" mode="base64">${packed}</content>`)],
  ])('%s is told as the text it is', (_name, xml) => {
    expect(texts(xml)).toEqual(['Tea & cake']);
  });

  test('a tag that is spoken of stays, in markup and in plain text', () => {
    const inline =
      '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">The &lt;blink&gt; tag</div></content>';
    expect(texts(atom(inline))).toEqual(['The <blink> tag']);
    expect(texts(atom('<title type="text">The &lt;blink&gt; tag</title>'))).toEqual(['The <blink> tag']);
  });

  test('what is no base64 is told as it stands', () => {
    expect(texts(atom('<content type="application/x-note">a note</content>'))).toEqual(['a note']);
    expect(texts(atom('<content type="application/x-note">/////w==</content>'))).toEqual(['/////w==']);
  });
});

describe('the link', () => {
  test.each([
    [
      'leads to the page, not to the feed or the file',
      atom(
        '<title>A</title><link rel="self" href="https://a.example/self"/><link rel="alternate" href="https://a.example/1"/>',
      ),
    ],
    ['is the permanent one where there is no other', rss('<title>A</title><guid>https://a.example/1</guid>')],
    [
      'is not a guid that is no address of a page',
      rss(
        '<title>A</title><guid isPermaLink="false">https://a.example/no</guid><link>https://a.example/1</link>',
      ),
    ],
    [
      'is alternate by its long name too',
      atom(
        '<title>A</title><link rel="related" href="https://a.example/no"/><link rel="http://www.iana.org/assignments/relation/alternate" href="https://a.example/1"/>',
      ),
    ],
    [
      'is where the content of Atom is kept',
      atom('<title>A</title><content type="text/html" src="https://a.example/1"/>'),
    ],
    [
      'is what an item of RSS 1.0 is about',
      '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item r:about="https://a.example/1"><title>A</title></item></r:RDF>',
    ],
    [
      'is what is enclosed where there is nothing else',
      rss('<title>A</title><enclosure url="https://a.example/1" type="audio/mpeg"/>'),
    ],
  ])('%s', (_name, xml) => {
    expect(texts(xml)).toEqual(['A (https://a.example/1)']);
  });

  test.each([
    ['the address of the feed', atom('<title>A</title><link href="../1"/>'), 'https://news.example/1'],
    [
      'an xml:base',
      atom('<title>A</title><link href="1"/>', 'xml:base="https://a.example/x/"'),
      'https://a.example/x/1',
    ],
    [
      'one inside another',
      atom('<title>A</title><link xml:base="y/" href="1"/>', 'xml:base="/x/"'),
      'https://news.example/x/y/1',
    ],
    ['no address that helps', atom('<title>A</title><link href="http://[/"/>'), 'http://[/'],
  ])('that is relative begins at %s', (_name, xml, link) => {
    expect(texts(xml)).toEqual([`A (${link})`]);
  });
});

test('an id and a link stay as they are, though they hold what would be an entity in HTML', () => {
  const address = 'https://a.example/?page=1&copy=2';
  const escaped = address.replace('&', '&amp;');
  const [entry] = feedBlocks(parseXml(rss(`<title>A</title><guid>${escaped}</guid>`)).all) ?? [];
  expect(entry).toEqual({ path: `entry[${address}]`, text: `A (${address})` });
});

test('an entry is told by whatever it has, and is never a dash', () => {
  expect(texts(rss('<link>https://a.example/1</link>'))).toEqual(['https://a.example/1']);
  expect(texts(rss('<guid isPermaLink="false">note-7</guid><category></category>'))).toEqual(['note-7']);
  expect(texts(rss('<pubDate>Mon, 06 Sep 2027 00:01:00 GMT</pubDate>'))).toEqual([
    'Mon, 06 Sep 2027 00:01:00 GMT',
  ]);
  expect(texts(rss(''))).toEqual(['an entry without title, text and link']);
  const json = {
    version: 'https://jsonfeed.org/version/1.1',
    items: [{ id: 7, summary: ' ', content_text: 'B' }, {}],
  };
  expect(jsonFeedBlocks(json)?.map(({ text }) => text)).toEqual([
    'B',
    'an entry without title, text and link',
  ]);
});

test.each([
  '<rss><channel/></rss>',
  '<!-- made by hand --><feed/>',
  '<?xml version="1.0"?>\n<?xml-stylesheet href="feed.xsl"?>\n<!-- x --> <rss/>',
  '<!DOCTYPE rss SYSTEM "rss-0.91.dtd"><rss/>',
  '<atom:feed xmlns:atom="http://www.w3.org/2005/Atom"/>',
])('%s is a feed, whatever its server calls it', (body) => {
  for (const type of ['text/html', 'application/xml', '']) expect(bodyFormat(type, body)).toBe('xml');
});
