// Chains of filters that choose elements of documents (XML, feeds), with namespaces.
import { describe, expect, it } from 'vitest';
import { type FilterEntry, runFilters } from '../../../cli/inspect/cases/filter-chain.ts';

type Row = [title: string, filters: FilterEntry[], input: string, output: string];

const RSS =
  '<?xml version="1.0"?>\n<rss version="2.0" xmlns:m="http://example.org/media" xmlns:dc="http://example.org/dc">\n<channel><title>T</title>\n<item><title>One™</title><pubDate>2020-01-01</pubDate><m:keywords>k1</m:keywords><dc:creator>Ann</dc:creator></item>\n<item><title>Two</title><pubDate>2020-01-02</pubDate><m:keywords>k2</m:keywords></item>\n</channel></rss>';
const ATOM =
  '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><link href="/a"/></entry><entry><title>B</title></entry></feed>';
const media = { media: 'http://example.org/media' };
const atom = { a: 'http://www.w3.org/2005/Atom' };
const NESTED =
  '<r><x:a xmlns:x="urn:1"><x:b>1</x:b></x:a><y:a xmlns:y="urn:1"><y:b>2</y:b></y:a><a><b>3</b></a></r>';

describe('filters that choose elements of a document', () => {
  it.each<Row>([
    [
      'CSS',
      [
        { css: { method: 'xml', selector: 'item > title, item > pubDate' } },
        { 're.sub': ' xmlns:\\w+="[^"]*"' },
      ],
      RSS,
      '<title>One™</title>\n<pubDate>2020-01-01</pubDate>\n<title>Two</title>\n<pubDate>2020-01-02</pubDate>',
    ],
    [
      'CSS with a namespace',
      [
        { css: { method: 'xml', selector: 'item > media|keywords', namespaces: media } },
        { 're.sub': '<[^>]*>' },
      ],
      RSS,
      'k1\nk2',
    ],
    [
      'CSS with a prefix of the document',
      [
        { css: { method: 'xml', selector: 'm|keywords', namespaces: { m: 'http://example.org/media' } } },
        { 're.sub': '<[^>]*>' },
      ],
      RSS,
      'k1\nk2',
    ],
    [
      'CSS in a default namespace',
      [{ css: { method: 'xml', selector: 'a|entry > a|title', namespaces: atom } }, { 're.sub': '<[^>]*>' }],
      ATOM,
      'A\nB',
    ],
    [
      'XPath texts',
      [{ xpath: { method: 'xml', path: '//item/title/text()|//item/pubDate/text()' } }],
      RSS,
      'One™\n2020-01-01\nTwo\n2020-01-02',
    ],
    [
      'XPath with a namespace',
      [{ xpath: { method: 'xml', path: '//item/media:keywords/text()', namespaces: media } }],
      RSS,
      'k1\nk2',
    ],
    [
      'XPath with two namespaces',
      [
        {
          xpath: {
            method: 'xml',
            path: '//media:keywords/text() | //creator:creator/text()',
            namespaces: { ...media, creator: 'http://example.org/dc' },
          },
        },
      ],
      RSS,
      'k1\nAnn\nk2',
    ],
    [
      'XPath in a default namespace',
      [{ xpath: { method: 'xml', path: '//a:entry/a:title/text()', namespaces: atom } }],
      ATOM,
      'A\nB',
    ],
    [
      'XPath attributes in a default namespace',
      [{ xpath: { method: 'xml', path: '//a:link/@href', namespaces: atom } }],
      ATOM,
      '/a',
    ],
    [
      'XPath with a namespace declared deep within',
      [{ xpath: { method: 'xml', path: '//n:b/text()', namespaces: { n: 'urn:1' } } }],
      NESTED,
      '1\n2',
    ],
    [
      'XPath with a namespace that is not there',
      [{ xpath: { method: 'xml', path: '//n:b/text()', namespaces: { n: 'urn:2' } } }],
      NESTED,
      '',
    ],
    [
      'XPath with local-name and namespace-uri',
      [{ xpath: { method: 'xml', path: "//*[local-name()='b' and namespace-uri()='urn:1']/text()" } }],
      NESTED,
      '1\n2',
    ],
    [
      'XPath without elements of a namespace',
      [
        {
          xpath: {
            method: 'xml',
            path: '//item',
            exclude: '//media:keywords | //title | //dc:creator',
            namespaces: { ...media, dc: 'http://example.org/dc' },
          },
        },
        { 're.sub': '\\s*xmlns:\\w+="[^"]*"' },
      ],
      RSS,
      '<item><pubDate>2020-01-01</pubDate></item>\n<item><pubDate>2020-01-02</pubDate></item>',
    ],
    [
      'XPath attributes left out',
      [{ xpath: { method: 'xml', path: '//a', exclude: '//a/@t' } }],
      '<r><a t="1" id="2">x</a></r>',
      '<a id="2">x</a>',
    ],
    [
      'names keep their case',
      [{ xpath: { method: 'xml', path: '//pubDate/text()' } }],
      RSS,
      '2020-01-01\n2020-01-02',
    ],
    ['names of another case are other names', [{ xpath: { method: 'xml', path: '//PUBDATE' } }], RSS, ''],
    [
      'CDATA is text',
      [{ xpath: { method: 'xml', path: '//d/text()' } }],
      '<r><d><![CDATA[a <b>]]></d></r>',
      'a <b>',
    ],
  ])('give what they choose and nothing else: %s', (_, filters, input, output) =>
    expect(runFilters(input, filters)).toBe(output),
  );
});
