// Chains of filters that choose elements of pages and documents.
import { describe, expect, it } from 'vitest';
import { type FilterStep, runFilters } from '../../../domain/inspect/filter-chain.ts';

type Row = [title: string, filters: FilterStep[], input: string, output: string];

const LIST =
  '<html><body>\n<h1>List</h1>\n<ul id="g">\n<li class="u">Milk™</li><li>Salt</li><li class="u big">Bread</li>\n</ul>\n</body></html>';
const EXCLUDED =
  '<html><body>\n<div class="no">unseen</div>\n<div class="yes">one <span class="no">gone</span> tail</div>\n<p><a href="/x">link</a> after</p>\n</body></html>';

describe('filters that choose elements of a page', () => {
  it.each<Row>([
    [
      'a tag',
      [{ 'element-by-tag': 'li' }],
      LIST,
      '<li class="u">Milk™</li><li>Salt</li><li class="u big">Bread</li>',
    ],
    [
      'a tag in another tag',
      [{ 'element-by-tag': 'div' }],
      '<div>a<div>b</div></div>',
      '<div>a<div>b</div></div>',
    ],
    ['an id', [{ 'element-by-id': 'g' }], '<p id="g">a</p><p>b</p>', '<p id="g">a</p>'],
    ['a class', [{ 'element-by-class': 'u' }], LIST, '<li class="u">Milk™</li><li class="u big">Bread</li>'],
    [
      'a style',
      [{ 'element-by-style': 'color: red' }],
      '<p style="color: red">a</p><p>b</p>',
      '<p style="color: red">a</p>',
    ],
    ['CSS', [{ css: 'ul#g > li.u' }], LIST, '<li class="u">Milk™</li>\n<li class="u big">Bread</li>'],
    ['CSS with a list', [{ css: 'h1, .big' }], LIST, '<h1>List</h1>\n<li class="u big">Bread</li>'],
    [
      'CSS without some',
      [{ css: { selector: 'div', exclude: '.no' } }],
      EXCLUDED,
      '<div class="yes">one  tail</div>',
    ],
    [
      'CSS with a tail after what is left out',
      [{ css: { selector: 'p', exclude: 'a' } }],
      EXCLUDED,
      '<p> after</p>',
    ],
    [
      'CSS from the second',
      [{ css: { selector: 'li', skip: 1 } }],
      LIST,
      '<li>Salt</li>\n<li class="u big">Bread</li>',
    ],
    ['CSS one from the second', [{ css: { selector: 'li', skip: 1, maxitems: 1 } }], LIST, '<li>Salt</li>'],
    [
      'CSS sorted',
      [{ css: { selector: 'li', sort: true } }, { 're.sub': '<[^>]+>' }],
      LIST,
      'Bread\nMilk™\nSalt',
    ],
    ['CSS that finds nothing', [{ css: 'table' }], LIST, ''],
    [
      'XPath elements',
      [{ xpath: '/html/body/ul/li' }],
      LIST,
      '<li class="u">Milk™</li>\n<li>Salt</li>\n<li class="u big">Bread</li>',
    ],
    ['XPath texts', [{ xpath: '//li/text()' }], LIST, 'Milk™\nSalt\nBread'],
    ['XPath attributes', [{ xpath: '//li/@class' }], LIST, 'u\nu big'],
    [
      'XPath texts and attributes in the order of the page',
      [{ xpath: '//a/@href | //a/text()' }],
      '<a href="/1">one</a><a href="/2">two</a>',
      '/1\none\n/2\ntwo',
    ],
    [
      'XPath texts between elements',
      [{ xpath: '//h1 | //li/text()' }],
      LIST,
      '<h1>List</h1>\nMilk™\nSalt\nBread',
    ],
    ['XPath with a place', [{ xpath: '(//li)[2]' }], LIST, '<li>Salt</li>'],
    ['XPath with last()', [{ xpath: '//li[last()]/text()' }], LIST, 'Bread'],
    ['XPath string', [{ xpath: 'string(//h1)' }], LIST, 'List'],
    [
      'XPath without some',
      [{ xpath: { path: '//div', exclude: "//*[@class='no']" } }],
      EXCLUDED,
      '<div class="yes">one  tail</div>',
    ],
    [
      'XPath without elements and attributes',
      [{ xpath: { path: '//div', exclude: "//*[@class='no'] | //@class" } }],
      EXCLUDED,
      '<div>one  tail</div>',
    ],
    [
      'XPath without texts',
      [{ xpath: { path: '//p', exclude: '//p/text()' } }],
      EXCLUDED,
      '<p><a href="/x">link</a></p>',
    ],
    [
      'XPath without text of what it chose',
      [{ xpath: { path: '//li/text()', exclude: '//li[1]/text()' } }],
      LIST,
      'Salt\nBread',
    ],
    [
      'XPath attributes without some',
      [{ xpath: { path: '//li/@class', exclude: "//@class[.='u']" } }],
      LIST,
      'u big',
    ],
    [
      'XPath by place, not shifted by what is left out',
      [{ xpath: { path: '//li[2]', exclude: '//li[1]' } }],
      LIST,
      '<li>Salt</li>',
    ],
    ['XPath from the second', [{ xpath: { path: '//li/text()', skip: 1, maxitems: 1 } }], LIST, 'Salt'],
    [
      'the XPath of a heading by its text',
      [{ xpath: "//h1[contains(text(), 'List')]" }],
      LIST,
      '<h1>List</h1>',
    ],
    [
      'XPath of a browser, which adds tbody',
      [{ xpath: '/html/body/table/tbody/tr[2]/td' }],
      '<html><body><table><tr><td>1</td></tr><tr><td>2</td></tr></table></body></html>',
      '<td>2</td>',
    ],
    ['XPath of a browser, which adds html and body', [{ xpath: '/html/body/p' }], '<p>x</p>', '<p>x</p>'],
    [
      'XPath with a tbody that is there',
      [{ xpath: '//table/tbody/tr[1]' }],
      '<table><thead><tr><td>h</td></tr></thead><tbody><tr><td>1</td></tr></tbody></table>',
      '<tr><td>1</td></tr>',
    ],
    [
      'CSS of a browser, which adds tbody',
      [{ css: 'table > tbody > tr:nth-child(2) > td' }],
      '<table><tr><td>1</td></tr><tr><td>2</td></tr></table>',
      '<td>2</td>',
    ],
    ['CSS for rows that have a tbody', [{ css: 'tbody tr' }], '<table><tr><td>1</td></tr></table>', ''],
    ['CSS by text', [{ css: 'li:contains("al")' }], LIST, '<li>Salt</li>'],
    [
      'XPath with patterns',
      [{ xpath: "//li[re:test(@class, '^u ')]" }],
      LIST,
      '<li class="u big">Bread</li>',
    ],
    [
      'XPath texts around what is left out',
      [{ xpath: { path: '//div', exclude: "//*[@class='no'] | //*/@class" } }, { 're.sub': '\\s' }],
      EXCLUDED,
      '<div>onetail</div>',
    ],
    ['void elements', [{ css: 'p' }], '<p>a<br>b<img src="x"></p>', '<p>a<br>b<img src="x"></p>'],
    ['entities', [{ css: 'p' }], '<p>a &amp; b &lt; c &quot;d&quot;</p>', '<p>a &amp; b &lt; c "d"</p>'],
    ['one after another', [{ css: 'ul' }, { xpath: '//li[1]/text()' }, { 're.sub': '™' }], LIST, 'Milk'],
  ])('%s', (_, filters, input, output) => expect(runFilters(input, filters)).toBe(output));
});

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
  ])('%s', (_, filters, input, output) => expect(runFilters(input, filters)).toBe(output));
});
