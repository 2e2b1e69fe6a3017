// Nodes that XPath 1.0 names: axes, node tests, predicates, namespaces, in document order.
import { describe, expect, it } from 'vitest';
import { isElement, parseExactXml, parseHtml } from '../../../../../domain/reading/html/html-tree.ts';
import { selectXPath } from '../../../../../domain/reading/part/query/xpath.ts';
import {
  isAttribute,
  stringOf,
  type XPathNode,
} from '../../../../../domain/reading/part/query/xpath-value.ts';

const XML =
  '<?xml version="1.0"?><!--top--><r><a id="1"><b>x</b><b k="v">y</b><!--in--></a><a id="2"><c><b>z</b></c></a><div><div>d</div><mod>m</mod></div><t>one<i/>two<![CDATA[<raw>]]></t><?go now?></r>';

function shown(node: XPathNode): string {
  if (isAttribute(node)) return `@${node.name}=${node.value}`;
  if (node.type === 'root') return '/';
  if (!isElement(node)) return `"${stringOf(node)}"`;
  const id = node.attribs['id'];
  return id === undefined ? `${node.name}:${stringOf(node).slice(0, 3)}` : `${node.name}#${id}`;
}

function nodesOf(path: string, markup: string, kind: 'xml' | 'html'): string {
  const { root } = kind === 'xml' ? parseExactXml(markup) : parseHtml(markup);
  const value = selectXPath(path, root, { xml: kind === 'xml' });
  if (typeof value !== 'object') throw new Error('a value, not nodes');
  return value.map(shown).join(' ');
}

describe('nodes that XPath names', () => {
  it.each<[path: string, nodes: string]>([
    ['/r/a', 'a#1 a#2'],
    ['//b', 'b:x b:y b:z'],
    ['/r/a/b', 'b:x b:y'],
    ['//a//b', 'b:x b:y b:z'],
    ['/', '/'],
    ['/*', 'r:xyz'],
    ['/r/*[3]/*', 'div:d mod:m'],
    ['.//mod', 'mod:m'],
    ['//a[1]', 'a#1'],
    ['//b[1]', 'b:x b:z'],
    ['(//b)[1]', 'b:x'],
    ['(//b)[last()]', 'b:z'],
    ['//a[last()]', 'a#2'],
    ['//b[position() > 1]', 'b:y'],
    ['//b[position() mod 2 = 0]', 'b:y'],
    ['//a[2][@id]', 'a#2'],
    ['//a[@id][2]', 'a#2'],
    ["//a[@id='2'][1]", 'a#2'],
    ['//b[2.0]', 'b:y'],
    ['//b[1.5]', ''],
    ['//a[b[2]]', 'a#1'],
    ['//a[not(b)]', 'a#2'],
    ["//b[.='y']", 'b:y'],
    ["//*[text()='x']", 'b:x'],
    ['//a[count(b) = 2]', 'a#1'],
    ['//a[b or c]', 'a#1 a#2'],
    ["//b['']", ''],
    ["//b['0']", 'b:x b:y b:z'],
    ['//a[b = "y"]', 'a#1'],
    ['//a[b != "y"]', 'a#1'],
    ['//b/..', 'a#1 c:z'],
    ['//b/parent::a', 'a#1'],
    ['//b/ancestor::*', 'r:xyz a#1 a#2 c:z'],
    ['//c/b/ancestor::*[1]', 'c:z'],
    ['//c/b/ancestor::*[last()]', 'r:xyz'],
    ['//c/b/ancestor-or-self::*[1]', 'b:z'],
    ['(//c/b/ancestor::*)[1]', 'r:xyz'],
    ['//b[1]/following-sibling::*', 'b:y'],
    ['//b[1]/following-sibling::node()', 'b:y'],
    ['//a[2]/preceding-sibling::*[1]', 'a#1'],
    ['//div/preceding-sibling::*[1]', 'a#2'],
    ['//div/preceding-sibling::*', 'a#1 a#2'],
    ['//c/following::*[1]', 'div:dm'],
    ['//c/b/preceding::*[1]', 'b:y'],
    ['//c/b/preceding::b', 'b:x b:y'],
    ['//c/descendant-or-self::*', 'c:z b:z'],
    ['//a/descendant::b[2]', 'b:y'],
    ['//b/self::b[@k]', 'b:y'],
    ['//a/child::b', 'b:x b:y'],
    ['//a / child :: b [ 1 ]', 'b:x'],
    ['//@id', '@id=1 @id=2'],
    ['//a/@*', '@id=1 @id=2'],
    ['//a/attribute::id', '@id=1 @id=2'],
    ['//@k/..', 'b:y'],
    ["//@*[name()='k']", '@k=v'],
    ["//@*[. = '2']/parent::*", 'a#2'],
    ['//@id/ancestor::r', 'r:xyz'],
    ['//@id[1]', '@id=1 @id=2'],
    ['(//@id)[2]', '@id=2'],
    ['//t/text()', '"one" "two" "<raw>"'],
    ['//t/text()[1]', '"one"'],
    ["//text()[contains(., 'w')]", '"two" "<raw>"'],
    ['//t/node()[2]', 'i:'],
    ['//comment()', ''],
    ['//processing-instruction()', ''],
    ["//processing-instruction('go')", ''],
    ['//a | //b', 'a#1 b:x b:y a#2 b:z'],
    ['//c | //a[1]', 'a#1 c:z'],
    ['//a/@id | //b', '@id=1 b:x b:y @id=2 b:z'],
    ['(//b | //c)[2]', 'b:y'],
    ['(//a | //b)/@*', '@id=1 @k=v @id=2'],
    ['//b | //b', 'b:x b:y b:z'],
    ['//div/div', 'div:d'],
    ['//div/mod', 'mod:m'],
    ['//div[div][mod]', 'div:dm'],
    ['//*[self::b or self::c]', 'b:x b:y c:z b:z'],
    ['//none', ''],
    ["id('2')/c", 'c:z'],
  ])('finds the nodes of %s', (path, nodes) => expect(nodesOf(path, XML, 'xml')).toBe(nodes));
});

const FEED =
  '<feed xmlns="urn:atom" xmlns:m="urn:media"><entry><m:k m:s="1" id="k">v</m:k></entry><x:entry xmlns:x="urn:x"><k>w</k></x:entry></feed>';

describe('namespaces in XPath', () => {
  it.each<[path: string, nodes: string]>([
    ['//entry', 'entry:v'],
    ['//m:k', 'm:k#k'],
    ['//m:*', 'm:k#k'],
    ["//*[local-name()='entry']", 'entry:v x:entry:w'],
    ["//*[namespace-uri()='urn:media']", 'm:k#k'],
    ["//*[namespace-uri()='urn:atom' and local-name()='k']", 'k:w'],
    ["//*[name()='m:k']", 'm:k#k'],
    ['//@m:s', '@m:s=1'],
    ["//@*[namespace-uri()='urn:media']", '@m:s=1'],
    ["//@*[namespace-uri()='']", '@id=k'],
    ['//x:entry/k', 'k:w'],
    ['//atom:entry', 'entry:v'],
    ['//*/@id', '@id=k'],
  ])('finds the nodes of %s by their namespaces', (path, nodes) =>
    expect(nodesOf(path, FEED, 'xml')).toBe(nodes),
  );
});

describe('XPath on web pages', () => {
  it.each<[path: string, html: string, nodes: string]>([
    ['//DIV/P', '<div><p>a</p></div>', 'p:a'],
    ['/html/body/p', '<html><body><p>a</p></body></html>', 'p:a'],
    ['//table/tr[2]/td[1]', '<table><tr><td>a</td></tr><tr><td>b</td></tr></table>', 'td:b'],
    [
      '//table/tbody/tr[2]/td[1]',
      '<table><tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody></table>',
      'td:b',
    ],
    [
      "//a[contains(concat(' ', normalize-space(@class), ' '), ' k ')]",
      '<a class="j k">x</a><a class="kk">y</a>',
      'a:x',
    ],
    ['//img/@data-src', '<img data-src="u">', '@data-src=u'],
    ["//*[@itemprop='price']/@content", '<b itemprop="price" content="5"></b>', '@content=5'],
    ["//h2[text()='Plan']/following-sibling::p[1]", '<h2>Plan</h2><p>a</p><p>b</p>', 'p:a'],
    ["//script[@type='x']", '<script type="x">1</script>', 'script:1'],
  ])('finds the nodes of %s on a page', (path, html, nodes) =>
    expect(nodesOf(path, html, 'html')).toBe(nodes),
  );
});

describe('XPath that asks for too much', () => {
  const { root } = parseHtml(`<div>${'<p>a</p>'.repeat(3_000)}</div>`);

  it.each(["//p[id('x')]", '//p[count(//p) > 1]', '//p[. = //p]', '//p/following::p'])(
    'stops at too many nodes: %s',
    (path) => {
      expect(() => selectXPath(path, root)).toThrow('visits too many nodes');
    },
  );

  it('compares large sets of nodes quickly', () => {
    const many = parseHtml('<b>1</b><i>2</i>'.repeat(20_000)).root;
    expect(selectXPath('//b = //i', many)).toBe(false);
    expect(selectXPath('//b != //i', many)).toBe(true);
    expect(selectXPath('//b > //i', many)).toBe(false);
    expect(selectXPath("string-length(translate(//body, //body, ''))", many)).toBe(0);
  });
});
