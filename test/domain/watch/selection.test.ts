// Watched parts of documents: CSS, XPath, JSONPath, text of nodes.
import { Document } from 'domhandler';
import { parseDocument } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { selectJson } from '../../../domain/watch/query/json-path.ts';
import { formatOf, selectText } from '../../../domain/watch/selection.ts';
import { selectXPath } from '../../../domain/watch/query/xpath.ts';
import { isNodeSet, stringOf } from '../../../domain/watch/query/xpath-value.ts';

const HTML = `<html><body><div id="a" class="x y"><p>One</p><p>Two <b>bold</b></p></div>
<ul><li>First</li><li class="hot">Second</li><li>Third</li></ul><p>Last</p>
<table><tr><td>Chair</td><td>10</td></tr><tr><td>Table</td><td>25</td></tr></table>
<a href="/one">Go</a><div style="display:none">Hidden</div></body></html>`;

function xpath(expression: string, source = HTML, xml = false): unknown {
  const root = parseDocument(source, { xmlMode: xml });
  const value = selectXPath(expression, root);
  return isNodeSet(value) ? value.map(stringOf) : value;
}

describe('selectXPath', () => {
  it.each([
    ['//p', ['One', 'Two bold', 'Last']],
    ['//li[2]', ['Second']],
    ['//li[last()]', ['Third']],
    ['//li[position() < 3]/text()', ['First', 'Second']],
    ["//*[@id='a']/p[b]", ['Two bold']],
    ["//div[contains(@class, 'y')]/p[1]", ['One']],
    ["//li[contains(concat(' ', normalize-space(@class), ' '), ' hot ')]", ['Second']],
    ['//a/@href', ['/one']],
    ['//tr[td[2] > 20]/td[1]', ['Table']],
    ["//td[.='Chair']/following-sibling::td", ['10']],
    ["//li[@class='hot']/preceding-sibling::li", ['First']],
    ['//b/ancestor::div/@id', ['a']],
    ['//li | //p[1]', ['One', 'First', 'Second', 'Third', 'Last']],
    ['count(//li)', 3],
    ['string(//li[not(@class)][2])', 'Third'],
    ["//li[starts-with(., 'F') or ends-with(., 'd')]", ['First', 'Second', 'Third']],
    ['(//p)[last()]', ['Last']],
    ["//li[matches(., '^T')]", ['Third']],
    ['sum(//td[2]) div 5 - 1', 6],
    ['/html/body/p', ['Last']],
    ["//*[local-name()='b']/..//b", ['bold']],
  ])('finds %s', (expression, expected) => {
    expect(xpath(expression)).toEqual(expected);
  });

  it('reads XML with prefixes and CDATA', () => {
    const feed =
      '<rss><item><title><![CDATA[A & B]]></title><m:k>one</m:k></item><item><title>C</title></item></rss>';
    expect(xpath('//item/title/text()', feed, true)).toEqual(['A & B', 'C']);
    expect(xpath('//item/m:k', feed, true)).toEqual(['one']);
  });

  it.each(['//p[', 'foo(//p)', '//p]', '//@', 'sideways::p', '('.repeat(500)])(
    'refuses %s with a reason',
    (expression) => {
      expect(() => xpath(expression)).toThrow(/./);
    },
  );

  it('ends with a reason where an expression would visit too much', () => {
    const deep = `${'<div>'.repeat(300)}x${'</div>'.repeat(300)}`.repeat(30);
    expect(() => xpath('//div//div//div//div', deep)).toThrow('too many nodes');
  });
});

describe('selectJson', () => {
  const data = {
    store: {
      book: [
        { title: 'A', price: 8, tags: ['x'] },
        { title: 'B', price: 12 },
      ],
      'odd key': true,
    },
    available: false,
  };
  it.each([
    ['$.available', [false]],
    ["$['available']", [false]],
    ['$.store.book[0].title', ['A']],
    ['$.store.book[-1].title', ['B']],
    ['$.store.book[*].price', [8, 12]],
    ['$..price', [8, 12]],
    ['$.store.book[?(@.price > 10)].title', ['B']],
    ["$.store.book[?(@.title == 'A' && @.price < 10)].price", [8]],
    ["$.store.book[?(@.title == 'a||b' || (@.price > 9 && !(@.tags)))].title", ['B']],
    ["$.store.book[?(@.title =~ '/^a/i')].price", [8]],
    ['$.store.book[::-1].title', ['B', 'A']],
    ['$.store.book[?(@.tags)].title', ['A']],
    ["$.store['odd key']", [true]],
    ['$.store.book[0:1].title', ['A']],
    ["$.store.book[0]['title','price']", ['A', 8]],
    ['$.missing.deeper', []],
    ['$', [data]],
    ['available', [false]],
    ['$.store.book[1,0].title', ['B', 'A']],
    ['$.store.book[?length(@.tags) == 1].title', ['A']],
    ['$.store.book[?count(@.*) < 3].title', ['B']],
    ['$.store.book[?value(@..price) >= 12].title', ['B']],
    ["$.store.book[?search(@.title, '[AC]')].price", [8]],
    ["$.store.book[?match(@.title, 'A|BB')].price", [8]],
    ["$.store.book[?@.tags == $.store.book[0]['tags']].title", ['A']],
    ["$.store.book[?@.title == '@.a =~ \\'b\\''].title", []],
    ["$['store']['\\u006fdd key']", [true]],
    ['$.store[?@ == true]', [true]],
  ])('finds %s', (path, expected) => {
    expect(selectJson(path, data)).toEqual(expected);
  });

  it.each(['$.', '$[', '$[?(@.a =]', '$.a b', '$[?@.title == B]', `$['${'a'.repeat(2_000)}']`])(
    'refuses %.30s',
    (path) => {
      expect(() => selectJson(path, data)).toThrow(SyntaxError);
    },
  );

  it('ends with a reason where a path would visit too much', () => {
    const wide = Array.from({ length: 3_000 }, (_, price) => ({ price }));
    expect(selectJson('$..price', wide)).toHaveLength(3_000);
    expect(() => selectJson('$..[?count($..price) > 1]', wide)).toThrow('visits too many values');
  });

  it('runs a pattern of a user in linear time', () => {
    const evil = [{ name: `${'x'.repeat(50_000)}!` }];
    expect(selectJson("$[?match(@.name, '(x+x+)+y')]", evil)).toEqual([]);
    expect(selectJson("$[?search(@.name, '(x+x+)+y') || @.name =~ '/^(x|xx)+$/']", evil)).toEqual([]);
  });
});

describe('selectText', () => {
  it('includes, excludes without shifting positions, and folds white space', () => {
    expect(selectText(HTML, 'html', { include: ['ul'] })).toBe('First\nSecond\nThird');
    expect(
      selectText(HTML, 'html', { include: ['ul'], exclude: ['li:nth-child(1)', 'li:nth-child(2)'] }),
    ).toBe('Third');
    expect(selectText(HTML, 'html', { include: ['#none'] })).toBeNull();
    expect(selectText(HTML, 'html', {})).not.toContain('Hidden');
    expect(selectText(HTML, 'html', { include: ['a'], linkTargets: true })).toBe('Go (/one)');
    expect(selectText('<p>The price is<span>$<!-- -->90<!-- -->.74</span>', 'html', {})).toContain('$90.74');
  });

  it('sorts keys of JSON, reads JSONP and JSON in scripts', () => {
    expect(selectText('{"b":1,"a":2}', 'json', {})).toBe(selectText('{"a":2,"b":1}', 'json', {}));
    expect(selectText('cb({"a":{"b":5}});', 'json', { include: ['json:$.a.b'] })).toBe('5');
    const page = '<script type="application/ld+json">{"offers":{"price":"9.99"}}</script>';
    expect(selectText(page, 'html', { include: ['json:$..price'] })).toBe('9.99');
  });

  it('tells what a body is', () => {
    expect(formatOf('application/ld+json', '{}')).toBe('json');
    expect(formatOf('application/rss+xml', '<rss/>')).toBe('xml');
    expect(formatOf('text/html; charset=utf-8', '<p>')).toBe('html');
    expect(formatOf('text/plain', 'a')).toBe('text');
    expect(new Document([]).children).toEqual([]);
  });
});
