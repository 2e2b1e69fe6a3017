// OpenGraph as heads of real pages write it.
import { describe, expect, test } from 'vitest';
import { inspectStructured } from '../../../cli/inspect/explain/inspect-structured.ts';

type Pair = readonly [string, string];
const meta = (name: string, content: string, attribute = 'property'): string =>
  `<meta ${attribute}="${name}" content="${content}">`;

function page(head: string, attributes = ''): { html: string; url: string } {
  return { html: `<html ${attributes}><head>${head}</head><body></body></html>`, url: 'https://e.example/' };
}

describe('OpenGraph', () => {
  test.each<readonly [string, string, string, readonly Pair[]]>([
    ['a property', meta('og:title', 'x'), '', [['og:title', 'x']]],
    ['spaces around the property', meta(' og:title ', 'x'), '', [['og:title', 'x']]],
    ['an empty value', meta('og:title', ''), '', [['og:title', '']]],
    ['no value', '<meta property="og:title">', '', []],
    ['a full name', meta('http://ogp.me/ns#title', 'x'), '', [['og:title', 'x']]],
    ['a full name with https', meta('https://ogp.me/ns#title', 'x'), '', [['og:title', 'x']]],
    ['a full name of a part', meta('http://ogp.me/ns/article#author', 'x'), '', [['article:author', 'x']]],
    ['the old full name', meta('http://opengraphprotocol.org/schema/title', 'x'), '', [['og:title', 'x']]],
    ['another prefix', meta('o:title', 'x'), 'prefix="o: http://ogp.me/ns#"', [['og:title', 'x']]],
    [
      'another prefix for articles',
      meta('a:author', 'x'),
      'prefix="og: http://ogp.me/ns# a: http://ogp.me/ns/article#"',
      [['article:author', 'x']],
    ],
    [
      'a prefix as a namespace',
      meta('o:title', 'x'),
      'xmlns:o="http://opengraphprotocol.org/schema/"',
      [['og:title', 'x']],
    ],
    ['a prefix without a space', meta('o:title', 'x'), 'prefix="o:http://ogp.me/ns#"', [['og:title', 'x']]],
    [
      'a declared prefix of others',
      meta('fb:app_id', '1'),
      'prefix="fb: http://ogp.me/ns/fb#"',
      [['fb:app_id', '1']],
    ],
    ['a prefix nobody declared', meta('fb:app_id', '1'), '', []],
    ['a full name of others', meta('http://schema.org/name', 'x'), '', []],
    ['a name instead of a property', meta('og:title', 'x', 'name'), '', [['og:title', 'x']]],
    [
      'a property and a name',
      meta('og:title', 'x') + meta('og:type', 'website', 'name'),
      '',
      [
        ['og:title', 'x'],
        ['og:type', 'website'],
      ],
    ],
    [
      'the same as property and name',
      meta('og:title', 'x') + meta('og:title', 'y', 'name'),
      '',
      [['og:title', 'x']],
    ],
    [
      'a property beside another name',
      '<meta name="description" property="og:description" content="x">',
      '',
      [['og:description', 'x']],
    ],
    ['several properties of one value', meta('og:title twitter:title', 'x'), '', [['og:title', 'x']]],
    [
      'two properties of one value',
      meta('og:title article:tag', 'x'),
      '',
      [
        ['og:title', 'x'],
        ['article:tag', 'x'],
      ],
    ],
    ['ordinary names', meta('description', 'x', 'name') + meta('twitter:card', 'x', 'name'), '', []],
    [
      'pictures with their sizes',
      meta('og:image', '/1') +
        meta('og:image:width', '9') +
        meta('og:image', '/2') +
        meta('og:image:width', '8'),
      '',
      [
        ['og:image', '/1'],
        ['og:image:width', '9'],
        ['og:image', '/2'],
        ['og:image:width', '8'],
      ],
    ],
  ])('gives its pairs and nothing else: %s', (_what, head, attributes, pairs) => {
    const { items } = inspectStructured({ ...page(head, attributes), syntax: 'opengraph' });
    expect(items).toEqual([{ properties: pairs }]);
  });

  test('of a whole page has the first value of each property', () => {
    const head =
      meta('og:image', '/1') + meta('http://ogp.me/ns#image', '/2') + meta('og:title', 'x', 'name');
    expect(inspectStructured(page(head)).opengraph).toEqual({ 'og:image': '/1', 'og:title': 'x' });
  });
});
