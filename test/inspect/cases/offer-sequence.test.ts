// Sequences of product pages whose price and stock are watched, in the notations that shops use.
import { describe, expect, it } from 'vitest';
import type { CaseOptions } from '../../../cli/inspect/cases/change-case.ts';
import { told } from '../../support/told.ts';

type Shop = (price: string, stock?: 'InStock' | 'OutOfStock') => string;

const frame = (inner: string): string =>
  `<html><body><h1>Copper kettle</h1>${inner}<p>Words about it.</p></body></html>`;
const jsonLd: Shop = (price, stock = 'InStock') =>
  frame(
    `<script type="application/ld+json">{"@context":"http://schema.org","@type":["Product","Thing"],"name":"Copper kettle","offers":{"@type":"Offer","offeredBy":{"@type":"Organization","name":"X","telephone":"+1 999"},"price":${price},"priceCurrency":"EUR","availability":"http://schema.org/${stock}"}}</script>`,
  );
const jsonLdText: Shop = (price, stock) => jsonLd(JSON.stringify(price), stock);
const graph: Shop = (price, stock = 'InStock') =>
  frame(
    `<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"S"},{"@type":"Product","name":"Copper kettle","offers":[{"@type":"Offer","price":"${price}","priceCurrency":"USD","availability":"https://schema.org/${stock}"}]}]}</script>`,
  );
const aggregate: Shop = (price, stock = 'InStock') =>
  frame(
    `<script type="application/ld+json">{"@type":"Product","name":"Copper kettle","offers":{"@type":"AggregateOffer","lowPrice":"${price}","highPrice":"9999","priceCurrency":"USD","availability":"${stock}"}}</script>`,
  );
const microdata: Shop = (price, stock = 'InStock') =>
  frame(
    `<div itemscope itemtype="https://schema.org/Product"><span itemprop="name">Copper kettle</span><div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><span itemprop="price">$${price}</span><span itemprop="priceCurrency">USD</span><link itemprop="availability" href="https://schema.org/${stock}" /></div></div>`,
  );
const metaItemprop: Shop = (price, stock = 'InStock') =>
  frame(
    `<div itemscope itemtype="https://schema.org/Offer"><meta itemprop="price" content="${price}"><meta itemprop="priceCurrency" content="GBP"><meta itemprop="availability" content="${stock}"></div>`,
  );
const openGraph: Shop = (price, stock = 'InStock') =>
  `<html><head><meta property="og:type" content="product"><meta property="og:title" content="Copper kettle"><meta property="product:price:amount" content="${price}"><meta property="product:price:currency" content="USD"><meta property="product:availability" content="${stock === 'InStock' ? 'in stock' : 'out of stock'}"></head><body><h1>Copper kettle</h1></body></html>`;
const ogPrice: Shop = (price, stock = 'InStock') =>
  `<html><head><meta property="og:price:amount" content="${price}"><meta property="og:price:currency" content="USD"><meta property="og:availability" content="${stock === 'InStock' ? 'instock' : 'oos'}"></head><body><h1>Copper kettle</h1></body></html>`;
const rdfa: Shop = (price, stock = 'InStock') =>
  frame(
    `<div vocab="https://schema.org/" typeof="Product"><span property="name">Copper kettle</span><div property="offers" typeof="Offer"><span property="price" content="${price}">$${price}</span><meta property="priceCurrency" content="USD"><link property="availability" href="https://schema.org/${stock}"></div></div>`,
  );
const text: Shop = (price, stock = 'InStock') =>
  frame(
    `<div class="price">$${price}</div><div>${stock === 'InStock' ? '<button>Add to cart</button>' : 'Out of stock'}</div>`,
  );

describe('price and stock, in any notation', () => {
  it.each<[string, Shop]>([
    ['JSON-LD with numbers', jsonLd],
    ['JSON-LD with texts', jsonLdText],
    ['JSON-LD in a graph', graph],
    ['JSON-LD with a range of offers', aggregate],
    ['microdata', microdata],
    ['microdata in meta', metaItemprop],
    ['OpenGraph of products', openGraph],
    ['OpenGraph with price', ogPrice],
    ['RDFa', rdfa],
    ['text alone', text],
  ])('are told at each change: %s', (_, shop) => {
    const bodies = [
      shop('190.95'),
      shop('190.95'),
      shop('180.45'),
      shop('180.45', 'OutOfStock'),
      shop('180.45'),
    ];
    expect(told({ watch: 'price_and_stock' }, bodies)).toBe('-ccc');
  });
});

const shown = (price: string): string =>
  frame(`<div class="product"><span class="price">${price}</span><button>Add to cart</button></div>`);

describe('price and stock, as the page writes them', () => {
  it.each<[before: string, after: string, expected: string]>([
    ['$1,299.00', '$1,199.00', 'c'],
    ['1.299,00 €', '1.199,00 €', 'c'],
    ['€ 1 299,00', '1.299,00 €', '-'],
    ['US$5', '$5.00', '-'],
    ['¥1,200', '¥1,100', 'c'],
    ['₹ 1,29,900', '₹ 1,19,900', 'c'],
    ['CHF 12.-', 'CHF 11.-', 'c'],
    ['12,50 kr', '11,50 kr', 'c'],
    ['12 990 ₽', '11 990 ₽', 'c'],
    ['1234.56 zł', '1234,56 zł', '-'],
    ['19<sup>99</sup> €', '18<sup>99</sup> €', 'c'],
    ['$<!-- -->90<!-- -->.<!-- -->74', '$<!-- -->90<!-- -->.<!-- -->75', 'c'],
    ['<s>$20</s> $15', '<s>$25</s> $15', '-'],
    ['$15 <small>was $20</small>', '$15 <small>was $22</small>', '-'],
    ['$5', 'Price on request', '-'],
  ])('%s, then %s', (before, after, expected) => {
    expect(told({ watch: 'price_and_stock' }, [shown(before), shown(after)])).toBe(expected);
  });

  it.each<[before: string, after: string, expected: string]>([
    ['InStock', 'LimitedAvailability', '-'],
    ['InStock', 'Discontinued', 'c'],
    ['InStock', 'BackOrder', 'c'],
    ['OutOfStock', 'PreOrder', '-'],
    ['OutOfStock', 'OnlineOnly', 'c'],
    ['OutOfStock', 'SoldOut', '-'],
    ['in stock', 'out of stock', 'c'],
    ['InStock', '', '-'],
  ])('stock %s, then %s', (before, after, expected) => {
    const body = (stock: string): string => jsonLd('9').replace('http://schema.org/InStock', stock);
    expect(told({ watch: 'price_and_stock' }, [body(before), body(after)])).toBe(expected);
  });
});

const watch = (options: Omit<CaseOptions, 'watch'>, ...prices: string[]): string =>
  told(
    { watch: 'price_and_stock', ...options },
    prices.map((price) => jsonLdText(price)),
  );

describe('price and stock, with limits', () => {
  it.each<[title: string, options: CaseOptions, prices: string[], expected: string]>([
    [
      'tells each price outside of two limits',
      { price_min: 900, price_max: 1100.1 },
      ['950.95', '1000.45', '890.45', '820.45', '1890.45', '1000'],
      '-ccc-',
    ],
    ['holds without an upper limit', { price_min: 900 }, ['950', '1000', '2000', '899.99'], '--c'],
    ['holds without a lower limit', { price_max: 1100 }, ['950', '10', '1100.01'], '-c'],
    ['counts a limit itself as within', { price_min: 900, price_max: 1100 }, ['950', '900', '1100'], '--'],
    ['names limits below and above', { below: 900, above: 1100 }, ['950', '1000', '899', '1101'], '-cc'],
    ['takes limits as texts', { price_min: '900', price_max: '1100' }, ['950', '1000', '890'], '-c'],
    [
      'compares a threshold with the price told last',
      { threshold_percent: 5 },
      ['950.95', '960.45', '1960.45', '1950.45', '1700'],
      '-c-c',
    ],
    [
      'adds up small steps up',
      { price_change_threshold_percent: 5 },
      ['100', '102', '104', '106', '108', '112'],
      '--c-c',
    ],
    ['adds up small steps down', { threshold_percent: 10 }, ['100', '95', '91', '90', '85', '81'], '--c-c'],
    [
      'does not add up steps that take each other back',
      { threshold_percent: 10 },
      ['100', '106', '100', '94', '100'],
      '----',
    ],
    ['takes a threshold itself for far enough', { threshold_percent: 5 }, ['100', '105'], 'c'],
    ['takes a threshold with a percent sign', { threshold: '5%' }, ['100', '104', '106'], '-c'],
    [
      'needs both a limit and a threshold',
      { price_min: 900, price_max: 1100, threshold_percent: 5 },
      ['1000', '1080', '1120', '850'],
      '-cc',
    ],
    ['does not follow prices when told so', { follow_price_changes: false }, ['100', '50', '10'], '--'],
    ['reads the same price in another notation as the same', {}, ['1000', '1000.00', '1,000.00'], '--'],
    ['tells cents', {}, ['10.00', '10.01'], 'c'],
  ])('%s', (...[, options, prices, expected]) => expect(watch(options, ...prices)).toBe(expected));

  it.each<[title: string, options: CaseOptions, expected: string]>([
    ['every move of the stock', {}, 'cc'],
    ['only what comes back', { in_stock_only: true }, '-c'],
    ['no stock', { stock: 'off' }, '--'],
    ['only what comes back, in words', { stock: 'in_stock_only' }, '-c'],
    ['every move, in words', { stock: 'all_changes' }, 'cc'],
  ])('tells %s', (...[, options, expected]) => {
    const bodies = [jsonLd('9'), jsonLd('9', 'OutOfStock'), jsonLd('9')];
    expect(told({ watch: 'price_and_stock', ...options }, bodies)).toBe(expected);
  });

  it('says nothing of a page without a price in between', () => {
    expect(
      told({ watch: 'price_and_stock' }, [jsonLd('9'), '<p>Be right back</p>', jsonLd('9'), jsonLd('8')]),
    ).toBe('--c');
  });

  it('minds no words around the offer', () => {
    expect(
      told({ watch: 'price_and_stock' }, [jsonLd('9'), jsonLd('9').replace('Words', 'Other words')]),
    ).toBe('-');
  });
});
