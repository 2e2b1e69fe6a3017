// One shop page through the parse pass under noise that must stay silent and truths that must be told.
import { describe, expect, it } from 'vitest';
import type { ComparedPage } from '../../../domain/change/compare-input.ts';
import { detectChange } from '../../../domain/change/detect.ts';
import { replayVersions } from '../../../domain/change/replay.ts';
import { learnVolatile } from '../../../domain/change/noise/volatile.ts';
import { NO_FIELDS } from '../../../domain/reading/part/field/field-rule.ts';
import { parsePage } from '../../../domain/reading/parse-page.ts';

type Item = readonly [name: string, price: string];

const ITEMS: readonly Item[] = [
  'Red chair',
  'Blue table',
  'Green lamp',
  'Oak shelf',
  'Pine desk',
  'Wool rug',
].map((name, i) => [name, `€ ${10 + i},00`]);
const STILL = {
  clock: 'Tue, 24 Nov 2026 10:00:00',
  ago: '3 hours ago',
  views: '1,204 views',
  token: 'abc123',
  ad: 'Buy soap today',
  headline: 'Deluxe kettle',
  related: ['Cup', 'Pan', 'Pot', 'Mug'] as readonly string[],
  items: ITEMS,
  banner: '',
  css: 'a1',
  price: '€ 45,99',
  was: '€ 59,99',
  stock: 'In stock',
  middle: 'The second paragraph explains the warranty of two years for all parts.',
  extra: '',
  query: 'v=1',
};
type Scene = typeof STILL;

function html(change: Partial<Scene> = {}): string {
  const s = { ...STILL, ...change };
  const list = s.items.map(
    ([name, price]) => `<li><a href="/p?${s.query}">${name}</a> <span>${price}</span></li>`,
  );
  const related = s.related.map((name) => `<div><a href="#">${name} deluxe</a></div>`);
  return `<!doctype html><html lang="en"><head><title>Shop</title></head><body>
<header><a href="/?sid=${s.token}">Home</a> <span>${s.clock}</span></header>${s.banner}
<main class="${s.css}"><h1>${s.headline}</h1><p>Posted ${s.ago} · ${s.views}</p>
<div class="price"><del>${s.was}</del> <b>${s.price}</b></div><p class="stock">${s.stock}</p>
<p>A kettle made of steel that boils water fast and stays quiet while it does so in every kitchen.</p>
<p>${s.middle}</p><p>The third paragraph is about shipping and returns within thirty days.</p>
<ul>${list.join('')}</ul><div id="ad">${s.ad}</div>
<section id="related"><h2>You may also like</h2>${related.join('')}</section></main>${s.extra}
<footer>© 2026 Shop · Request id: ${s.token} · Page generated in 0.1${s.token.length} seconds</footer></body></html>`;
}

function parse(source: string): ComparedPage {
  const { blocks, fields, lang, product } = parsePage({
    html: source,
    url: 'https://shop.example/k',
    fields: NO_FIELDS,
  });
  const textHash = blocks.map(({ text }) => text).join('\n');
  return {
    blocks,
    textHash,
    fields,
    lang,
    pageType: 'product',
    availability: product?.availability ?? 'unknown',
  };
}

const first = parse(html());
const second = parse(
  html({
    clock: 'Tue, 24 Nov 2026 10:00:09',
    ad: 'Eat bread',
    token: 'zz9911',
    related: ['Pan', 'Lid', 'Cup', 'Jar'],
  }),
);
const volatile = learnVolatile(first.blocks, second.blocks);

function judge(source: string) {
  const { availability = 'unknown', ...page } = first;
  return detectChange({ baseline: { ...page, availability, volatile }, current: parse(source), rules: {} });
}
const order = (list: readonly number[]): Item[] => list.map((i) => ITEMS[i] ?? ['', '']);
const priced = (prices: Readonly<Record<number, string>>): Item[] =>
  ITEMS.map(([name, price], i) => [name, prices[i] ?? price]);
const BANNER = '<div><p>We use cookies to give you the best experience.</p><button>Accept all</button></div>';

describe('noise that must stay silent', () => {
  it.each<[string, string]>([
    ['a clock', html({ clock: 'Wed, 25 Nov 2026 11:01:02' })],
    ['a relative time', html({ ago: '2 days ago' })],
    ['a counter', html({ views: '9,999 views' })],
    ['tokens and timings', html({ token: 'ffee99abc' })],
    ['an advertisement', html({ ad: 'Fly to Rome' })],
    ['shuffled related items', html({ related: ['Mug', 'Pot', 'Cup', 'Pan'] })],
    ['other related items', html({ related: ['Jug', 'Pot', 'Fork', 'Pan'] })],
    ['a shuffled list', html({ items: order([5, 3, 1, 0, 2, 4]) })],
    ['a cookie banner', html({ banner: BANNER })],
    ['new class names', html({ css: 'zz9' })],
    ['cache busters in links', html({ query: 'v=99' })],
    [
      'white space and entities',
      html()
        .replace(/<p>/g, '<p>\n   ')
        .replace(/ that /g, '&nbsp;that  '),
    ],
    ['another currency', html().replace(/€ /g, '$ ')],
    ['an empty page', '<html><body></body></html>'],
  ])('is silent about %s', (_, source) => {
    expect(judge(source).verdict).not.toBe('changed');
  });
});

describe('truths that must be told', () => {
  it.each<[string, Partial<Scene>, string]>([
    ['a digit transposed', { price: '€ 49,59' }, 'Price under Deluxe kettle went from € 45,99 to € 49,59'],
    ['price and former price swapped', { price: '€ 59,99', was: '€ 45,99' }, 'Price'],
    ['the former price alone', { was: '€ 49,99' }, 'Price under Deluxe kettle went from € 59,99 to € 49,99'],
    ['two prices swapped', { items: priced({ 0: '€ 11,00', 1: '€ 10,00' }) }, '2 prices changed'],
    [
      'an item on top',
      { items: [['New sofa', '€ 99,00'], ...ITEMS] },
      'Item added under Deluxe kettle: “New sofa € 99,00”',
    ],
    ['an item renamed', { items: ITEMS.with(2, ['Yellow lamp', '€ 12,00']) }, 'became'],
    ['an item gone', { items: ITEMS.slice(0, 5) }, 'Item removed'],
    ['out of stock', { stock: 'Out of stock' }, 'Availability'],
    ['one word in the middle', { middle: STILL.middle.replace('two', 'three') }, 'three years'],
    [
      'a new paragraph',
      { extra: '<p>A recall of this kettle was announced by its maker.</p>' },
      'Paragraph added',
    ],
    ['a new headline', { headline: 'Deluxe kettle XL' }, 'Deluxe kettle XL'],
    [
      'a price in a shuffled list',
      { items: [5, 3, 1, 0, 2, 4].map((i) => priced({ 3: '€ 18,00' })[i] ?? ['', '']) },
      'Price of “Oak shelf” went from € 13,00 to € 18,00',
    ],
  ])('tells %s', (_, change, summary) => {
    const verdict = judge(html(change));
    expect(verdict.verdict === 'changed' ? verdict.change.summary : verdict.reason).toContain(summary);
    expect(verdict.verdict).toBe('changed');
  });
});

describe('replayVersions', () => {
  it('counts what rules would have told over stored versions', () => {
    const versions = ['€ 45,99', '€ 44,99', '€ 44,99', '€ 30,00'].map((price) => parse(html({ price })));
    expect(replayVersions(versions, {}).fired).toBe(2);
    expect(replayVersions(versions, { onlyNumbersBeyondPercent: 10 }).fired).toBe(1);
    expect(replayVersions(versions, { ignoreText: ['€'] }).fired).toBe(0);
  });
});
