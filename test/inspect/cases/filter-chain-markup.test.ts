// Chains of filters that choose elements of pages.
import { describe, expect, it } from 'vitest';
import { type FilterEntry, runFilters } from '../../../cli/inspect/cases/filter-chain.ts';

type Row = [title: string, filters: FilterEntry[], input: string, output: string];

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
    [
      'CSS path of a browser',
      [{ css: 'html body table tbody tr' }],
      '<html><body><table><tr><td>1</td></tr></table></body></html>',
      '<tr><td>1</td></tr>',
    ],
    [
      'CSS of rows in the tbody that is there',
      [{ css: 'tbody tr' }],
      '<table><thead><tr><td>h</td></tr></thead><tbody><tr><td>1</td></tr></tbody></table>',
      '<tr><td>1</td></tr>',
    ],
    [
      'XPath of a browser, which adds html',
      [{ xpath: '/html/body/p[1]' }],
      '<body><p>x</p></body>',
      '<p>x</p>',
    ],
    ['XPath value that begins with a text', [{ xpath: '"a" = "a"' }], LIST, 'true'],
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
  ])('give what they choose and nothing else: %s', (_, filters, input, output) =>
    expect(runFilters(input, filters)).toBe(output),
  );
});
