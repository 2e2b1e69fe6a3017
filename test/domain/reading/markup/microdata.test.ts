// Microdata by the HTML standard: values by element, and what itemref brings into an item.
import { describe, expect, test } from 'vitest';
import { inspectStructured } from '../../../../cli/inspect/explain/inspect-structured.ts';

const URL_OF_PAGE = 'https://e.example/shop/page';
const items = (html: string): unknown =>
  inspectStructured({ html, url: URL_OF_PAGE, syntax: 'microdata' }).items;
const item = (properties: object): object => ({ properties });

describe('a property', () => {
  test.each([
    ['a text', '<b itemprop="p"> two\n words </b>', 'two words'],
    ['an empty element', '<b itemprop="p"></b>', ''],
    ['meta', '<meta itemprop="p" content="x">', 'x'],
    ['meta without content', '<meta itemprop="p">', ''],
    ['meta with empty content', '<meta itemprop="p" content="">', ''],
    ['a link', '<a itemprop="p" href="/a">x</a>', 'https://e.example/a'],
    [
      'a link in the head of an item',
      '<link itemprop="p" href="https://schema.org/InStock">',
      'https://schema.org/InStock',
    ],
    ['an area', '<map><area itemprop="p" href="a"></map>', 'https://e.example/shop/a'],
    ['an image', '<img itemprop="p" src="i.png" alt="x">', 'https://e.example/shop/i.png'],
    ['a video', '<video itemprop="p" src="/v.mp4">x</video>', 'https://e.example/v.mp4'],
    ['an audio', '<audio itemprop="p" src="/a.mp3"></audio>', 'https://e.example/a.mp3'],
    ['a source', '<audio><source itemprop="p" src="/a.mp3"></audio>', 'https://e.example/a.mp3'],
    ['a frame', '<iframe itemprop="p" src="/f"></iframe>', 'https://e.example/f'],
    ['an embedded object', '<embed itemprop="p" src="/e">', 'https://e.example/e'],
    ['an object', '<object itemprop="p" data="/o">x</object>', 'https://e.example/o'],
    ['a datum', '<data itemprop="p" value="5">five</data>', '5'],
    ['a meter', '<meter itemprop="p" min="0" max="5" value="3">3 of 5</meter>', '3'],
    ['a meter without value', '<meter itemprop="p">3 of 5</meter>', '3 of 5'],
    ['a time', '<time itemprop="p" datetime="2024-05-01">today</time>', '2024-05-01'],
    ['a time as text', '<time itemprop="p">2024-05-01</time>', '2024-05-01'],
    ['an input', '<input itemprop="p" type="hidden" value="19.99">', '19.99'],
    ['an input with both', '<input itemprop="p" value="1" content="2">', '2'],
    ['an input to be filled', '<input itemprop="p" type="text" name="q" placeholder="Search">', ''],
    [
      'a selected option',
      '<select itemprop="p"><option value="1">one<option value="2" selected>two</select>',
      '2',
    ],
    ['a progress bar', '<progress itemprop="p" value="3" max="5">60 %</progress>', '60 %'],
    ['a button', '<button itemprop="p" value="v">Buy</button>', 'Buy'],
    ['a list item with a number', '<li itemprop="p" value="3">x</li>', 'x'],
    ['a text area', '<textarea itemprop="p">x</textarea>', 'x'],
    ['an element with content', '<span itemprop="p" content="19.99">19,99 €</span>', '19.99'],
    ['a link with content', '<a itemprop="p" href="/a" content="x">y</a>', 'x'],
  ])('reads the value of %s', (_what, html, value) => {
    expect(items(`<div itemscope>${html}</div>`)).toEqual([item({ p: value })]);
  });
});

describe('itemref', () => {
  test.each([
    [
      'names an element behind the item',
      '<div itemscope itemref="r"></div><p id="r"><b itemprop="x">1</b></p>',
      [item({ x: '1' })],
    ],
    [
      'names an element before the item',
      '<p id="r"><b itemprop="x">1</b></p><div itemscope itemref="r"></div>',
      [item({ x: '1' })],
    ],
    [
      'names the property itself',
      '<b id="r" itemprop="x">1</b><div itemscope itemref="r"></div>',
      [item({ x: '1' })],
    ],
    [
      'names several',
      '<div itemscope itemref="r  s"></div><b id="r" itemprop="x">1</b><b id="s" itemprop="y">2</b>',
      [item({ x: '1', y: '2' })],
    ],
    [
      'names one twice',
      '<div itemscope itemref="r r"></div><b id="r" itemprop="x">1</b>',
      [item({ x: '1' })],
    ],
    [
      'names nothing there is',
      '<div itemscope itemref="gone"><b itemprop="x">1</b></div>',
      [item({ x: '1' })],
    ],
    [
      'is shared by two items',
      '<div itemscope itemref="r"></div><div itemscope itemref="r"></div><b id="r" itemprop="x">1</b>',
      [item({ x: '1' }), item({ x: '1' })],
    ],
    [
      'brings an item',
      '<div itemscope itemref="r"></div><div id="r" itemprop="x" itemscope><b itemprop="y">1</b></div>',
      [item({ x: item({ y: '1' }) })],
    ],
    [
      'brings an item that stands before',
      '<div id="r" itemprop="x" itemscope><b itemprop="y">1</b></div><div itemscope itemref="r"></div>',
      [item({ x: item({ y: '1' }) })],
    ],
    [
      'brings an item with references of its own',
      '<div itemscope itemref="r"></div><div id="r" itemprop="x" itemscope itemref="s"></div><b id="s" itemprop="y">1</b>',
      [item({ x: item({ y: '1' }) })],
    ],
    [
      'brings an item within an element',
      '<div itemscope itemref="r"></div><div id="r"><b itemprop="z">0</b><div itemprop="x" itemscope><b itemprop="y">1</b></div></div>',
      [item({ z: '0', x: item({ y: '1' }) })],
    ],
    [
      'does not reach into an item without a name',
      '<div itemscope itemref="r"></div><div id="r"><div itemscope><b itemprop="y">1</b></div></div>',
      [{ value: '' }, item({ y: '1' })],
    ],
    [
      'counts only on items',
      '<div itemscope itemref="r"></div><p id="r" itemref="s"><b itemprop="x">1</b></p><b id="s" itemprop="y">2</b>',
      [item({ x: '1' })],
    ],
    [
      'names an element around the item',
      '<p id="r"><b itemprop="x">1</b><i itemscope itemref="r"><b itemprop="y">2</b></i></p>',
      [item({ x: '1', y: '2' })],
    ],
    [
      'names an element around an item with a name',
      '<div id="r"><b itemprop="x">1</b><i itemprop="z" itemscope itemref="r"><b itemprop="y">2</b></i></div>',
      [item({ x: '1', y: '2' })],
    ],
    [
      'names the item itself',
      '<div id="r" itemscope itemref="r"><b itemprop="x">1</b></div>',
      [item({ x: '1' })],
    ],
    [
      'names an element within a nested item',
      '<div itemscope itemref="r"><div itemprop="n" itemscope><p id="r"><b itemprop="x">1</b></p></div></div>',
      [item({ x: '1', n: item({ x: '1' }) })],
    ],
    [
      'takes the first element of an id',
      '<div itemscope itemref="r"></div><b id="r" itemprop="x">1</b><b id="r" itemprop="x">2</b>',
      [item({ x: '1' })],
    ],
  ])('%s', (_what, html, expected) => {
    expect(items(html)).toEqual(expected);
  });

  test.each([
    '<div itemscope id="a" itemprop="x" itemref="a"></div>',
    '<div itemscope itemref="a"></div><div id="a" itemprop="x" itemscope itemref="b"></div><div id="b" itemprop="y" itemscope itemref="a"></div>',
    `<div itemscope itemref="a"></div><div id="a" itemprop="x" itemscope itemref="a b"></div><div id="b" itemprop="y" itemscope itemref="a b"></div>`,
  ])('in a circle ends: %s', (html) => {
    expect(items(html)).toHaveLength(1);
  });
});

describe('items', () => {
  test.each([
    [
      'with several types',
      '<div itemscope itemtype="https://a.example/A  https://a.example/B"><b itemprop="x">1</b></div>',
      [{ type: ['https://a.example/A', 'https://a.example/B'], properties: { x: '1' } }],
    ],
    [
      'with several names for one value',
      '<div itemscope><b itemprop="x y">1</b></div>',
      [item({ x: '1', y: '1' })],
    ],
    [
      'with several values of one name',
      '<div itemscope><b itemprop="x">1</b><b itemprop="x">2</b></div>',
      [item({ x: ['1', '2'] })],
    ],
    ['with a name twice on one element', '<div itemscope><b itemprop="x x">1</b></div>', [item({ x: '1' })]],
    [
      'with an identifier',
      '<div itemscope itemtype="https://a.example/A" itemid="urn:isbn:1"><b itemprop="x">1</b></div>',
      [{ type: 'https://a.example/A', id: 'urn:isbn:1', properties: { x: '1' } }],
    ],
    [
      'within items without a name',
      '<div itemscope><b itemprop="x">1</b><div itemscope><b itemprop="y">2</b></div></div>',
      [item({ x: '1' }), item({ y: '2' })],
    ],
    [
      'within a property',
      '<div itemscope><p itemprop="x">a <b itemprop="y">b</b></p></div>',
      [item({ x: 'a b', y: 'b' })],
    ],
  ])('are read %s', (_what, html, expected) => {
    expect(items(html)).toEqual(expected);
  });
});
