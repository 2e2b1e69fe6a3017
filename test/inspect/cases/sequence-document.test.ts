// Sequences in which a part of a document (JSON, XML) is watched.
import { describe, expect, it } from 'vitest';
import type { CaseOptions } from '../../../cli/inspect/cases/change-case.ts';
import { told } from '../../support/told.ts';

type Row = [title: string, options: CaseOptions, bodies: string[], expected: string];

const staff = (boss: string, sold: string): string =>
  JSON.stringify({
    staff: [
      { id: 1, name: 'Ann', status: 'Free' },
      { id: 2, name: 'Bob', status: sold },
    ],
    boss: { name: boss },
    open: true,
  });
const feed = (stamp: string, title: string, image = 'a'): string =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><lastBuildDate>${stamp}</lastBuildDate><item><title>${title}</title><media:thumbnail url="${image}"/><description><![CDATA[ <img src="x.jpg"> Words ${title} ]]></description></item></channel></rss>`;

describe('a part of a document', () => {
  it.each<[...Row, type: string]>([
    [
      'JSON member without $',
      { include: ['json:boss.name'] },
      [staff('Örn', 'x'), staff('Örn', 'y'), staff('Ørn', 'y')],
      '-c',
      'application/json',
    ],
    [
      'JSON filter with quotes',
      { include: ["json:$.staff[?(@.status=='Sold')]"] },
      [staff('a', 'Free'), staff('b', 'Open'), staff('b', 'Sold')],
      '-c',
      'application/json',
    ],
    [
      'JSON filter without quotes, as other dialects have it',
      { include: ['json:$.staff[?(@.status==Sold)]'] },
      [staff('a', 'Free'), staff('b', 'Open'), staff('b', 'Sold')],
      '-c',
      'application/json',
    ],
    [
      'JSON member that is true or false',
      { include: ["json:$['open']"] },
      ['{"open":true,"n":1}', '{"open":true,"n":2}', '{"open":false,"n":2}'],
      '-c',
      'application/json',
    ],
    [
      'JSON descendants',
      { include: ['json:$..name'] },
      [staff('a', 'x'), staff('a', 'y'), staff('b', 'y')],
      '-c',
      'application/json',
    ],
    [
      'JSON in another order of members',
      {},
      ['{"hello":123,"world":1}', '{"world":1,"hello":123}', '{"world":2,"hello":123}'],
      '-c',
      'application/json',
    ],
    [
      'JSON in other white space',
      {},
      ['{"a": 1,\n "b": [1, 2]}', '{"a":1,"b":[1,2]}', '{"a":1,"b":[1,3]}'],
      '-c',
      'application/json',
    ],
    [
      'JSON sent as a web page',
      { include: ['json:$.a'] },
      ['{"a":1,"b":1}', '{"a":1,"b":2}', '{"a":2,"b":2}'],
      '-c',
      'text/html',
    ],
    [
      'JSON in a script of a page',
      { include: ['json:$.price'] },
      [
        '<script type="application/ld+json">{"price":1,"x":1}</script>a',
        '<script type="application/ld+json">{"price":1,"x":2}</script>b',
        '<script type="application/ld+json">{"price":2}</script>b',
      ],
      '-c',
      'text/html',
    ],
    [
      'JSON as the body of a page',
      { include: ['json:$.price'] },
      [
        '<html><body>{"price":1,"x":1}</body></html>',
        '<html><body>{"price":1,"x":2}</body></html>',
        '<html><body>{"price":2,"x":2}</body></html>',
      ],
      '-c',
      'text/html',
    ],
    ['JSON with null', { include: ['json:$.a'] }, ['{"a":null}', '{"a":0}'], 'c', 'application/json'],
    ['JSON text with other Unicode escapes', {}, ['{"a":"\\u00e9"}', '{"a":"é"}'], '-', 'application/json'],
    [
      'JSON with a trigger',
      { trigger_text: ['"open": true'] },
      ['{"open":false,"n":1}', '{"open":false,"n":2}', '{"open":true,"n":2}'],
      '-c',
      'application/json',
    ],
    [
      'JSON with ignored members',
      { ignore_text: ['/"stamp": \\d+/'] },
      ['{"stamp":1,"n":1}', '{"stamp":2,"n":1}', '{"stamp":2,"n":2}'],
      '-c',
      'application/json',
    ],
    [
      'JSON with an extract',
      { extract_text: ['/"n": \\d+/'] },
      ['{"stamp":1,"n":1}', '{"stamp":2,"n":1}', '{"stamp":2,"n":2}'],
      '-c',
      'application/json',
    ],
    [
      'JSON with a condition',
      { include: ['json:$.price'], conditions_all: [{ field: 'number', op: '<', value: 10 }] },
      ['{"price":20}', '{"price":15}', '{"price":9}'],
      '-c',
      'application/json',
    ],
    ['JSON with the other type of a value', {}, ['{"a":1}', '{"a":"1"}'], 'c', 'application/json'],
    [
      'JSON list whose last item goes, where additions are wanted',
      { only: ['added'] },
      ['["a","b","c","d"]', '["a","b","c"]', '["a","b","c","e"]'],
      '-c',
      'application/json',
    ],
    ['JSON with an empty list', {}, ['{"a":[]}', '{}'], 'c', 'application/json'],
    [
      'JSON sent as text',
      { include: ['json:$.a'] },
      ['{"a":1,"b":1}', '{"a":1,"b":2}', '{"a":2,"b":2}'],
      '-c',
      'text/plain',
    ],
    [
      'JSON in a call',
      { include: ['json:$.a'] },
      ['cb({"a":1,"b":1});', 'cb({"a":1,"b":2});', 'cb({"a":2,"b":2});'],
      '-c',
      'application/javascript',
    ],
    [
      'JSON member with a dash',
      { include: ['json:$.a-b'] },
      ['{"a-b":1,"c":1}', '{"a-b":1,"c":2}', '{"a-b":2}'],
      '-c',
      'application/json',
    ],
    [
      'JSON filter with two comparisons',
      { include: ["json:$.a[?(@.s=='x' && @.n>1)].v"] },
      ['{"a":[{"s":"x","n":2,"v":1}]}', '{"a":[{"s":"x","n":3,"v":1}]}', '{"a":[{"s":"x","n":3,"v":2}]}'],
      '-c',
      'application/json',
    ],
    [
      'text that is no JSON beside a JSONPath',
      { include: ['json:$.a'] },
      ['plain', 'other'],
      '-',
      'text/plain',
    ],
    [
      'XML element of a feed',
      { include: ['//item/title/text()'] },
      [feed('1', 'a'), feed('2', 'a'), feed('2', 'b')],
      '-c',
      'application/rss+xml; charset=utf-8',
    ],
    [
      'XML with self axis',
      { include: ['//item/*[self::description]'] },
      [feed('1', 'a'), feed('2', 'a'), feed('2', 'b')],
      '-c',
      'text/xml',
    ],
    [
      'XML attribute of an element with prefix',
      { include: ['//media:thumbnail/@url'] },
      [feed('1', 'a'), feed('2', 'b'), feed('2', 'b', 'c')],
      '-c',
      'text/xml',
    ],
    [
      'XML local-name',
      { include: ["//*[local-name()='thumbnail']/@url"] },
      [feed('1', 'a'), feed('2', 'b'), feed('2', 'b', 'c')],
      '-c',
      'text/xml',
    ],
    [
      'XML by CSS',
      { include: ['item > title'] },
      [feed('1', 'a'), feed('2', 'a'), feed('2', 'b')],
      '-c',
      'text/xml',
    ],
    [
      'XML excluded attribute',
      { exclude: ['//item/@stamp'] },
      [
        '<r><item stamp="1">a</item></r>',
        '<r><item stamp="2">a</item></r>',
        '<r><item stamp="2">b</item></r>',
      ],
      '-c',
      'application/xml',
    ],
    [
      'XML excluded element with prefix',
      { exclude: ['//media:thumbnail'] },
      [feed('1', 'a'), feed('1', 'a', 'b'), feed('1', 'c', 'b')],
      '-c',
      'text/xml',
    ],
  ])('tells its own changes alone: %s', (...[, options, bodies, expected, type]) =>
    expect(told(options, bodies, type)).toBe(expected),
  );
});
