import { describe, expect, test } from 'vitest';
import { inspectProduct } from '../../../../cli/inspect/explain/inspect-product.ts';

const look = (body: string): string => {
  const html = `<!doctype html><html><head><title>Lamp | Shop</title></head><body><main><h1>Lamp</h1>${body}</main></body></html>`;
  const { price, currency } = inspectProduct({ html, url: 'https://shop.example/p/lamp' });
  return price === null ? 'none' : `${price} ${currency ?? '?'}`;
};

const CARDS = [29, 39, 19]
  .map(
    (n) => `<li><a href="/p/${n}"><img src="/${n}.jpg">Bulb ${n}</a><span class="price">€${n}.00</span></li>`,
  )
  .join('');

describe('the price a reader sees', () => {
  test.each([
    [
      'is called regular where nothing is reduced, though others are cheaper',
      `<span class="regular-price"><span class="price">89,95 €</span></span><p>x</p><p>y</p><p>z</p><ul>${CARDS}</ul>`,
      '89.95 EUR',
    ],
    [
      'is not the regular one where a lower one stands beside it',
      '<span class="regular-price">99 €</span> <span class="price">79 €</span>',
      '79.00 EUR',
    ],
    [
      'is not struck out by a style',
      '<span style="text-decoration: line-through;">$100.00</span><h2>US$80.00</h2>',
      '80.00 USD',
    ],
    [
      'is in pieces, and shown twice',
      '<span class="a-price"><span class="off">£34.99</span><span><span class="price-symbol">£</span><span class="price-whole">34<span>.</span></span><span class="price-fraction">99</span></span></span>',
      '34.99 GBP',
    ],
    [
      'has cents set small behind a grouped amount',
      '<p class="price">1.299<sup>99</sup> <span>Lei</span></p>',
      '1299.99 RON',
    ],
    [
      'has no currency beside its small cents',
      '<div class="price">29,<sup class="price__fraction">95</sup></div>',
      '29.95 ?',
    ],
    ['has its currency in an element of its own', '<b>2,750</b><i>円</i><span>（税込）</span>', '2750 JPY'],
    ['has a currency of letters glued to it', '<h2>1.202,00Lei</h2>', '1202.00 RON'],
    ['stands behind an instalment', '<p>From £22.19 per month</p><p>£799.00</p>', '799.00 GBP'],
    ['stands before what delivery costs', '<p>€85 plus shipping</p>', '85.00 EUR'],
    ['is not what delivery costs', '<p>送料550円</p><p>2,750円</p>', '2750 JPY'],
    [
      'is not a surcharge of an option',
      '<p>£80.00</p><select><option>Red (+£5.00)</option></select>',
      '80.00 GBP',
    ],
    ['is not the least an order must reach', '<p>€0.12 / piece</p><p>Minimum order: €50.00</p>', '0.12 EUR'],
    ['is one by the metre, if there is no other', '<p class="preis">12,90 € / m</p>', '12.90 EUR'],
    ['is not one by the litre, if there is another', '<p>(11,99 € / 1 l)</p><p>8,99 €</p>', '8.99 EUR'],
    [
      'is that of one piece in a table of quantities',
      `<table>${[
        [1, '0.62'],
        [10, '5.43'],
        [100, '41.74'],
        [500, '180.00'],
        [1000, '300.52'],
      ]
        .map(([n, price]) => `<tr><td>${n}</td><td>£${price}</td></tr>`)
        .join('')}</table>`,
      '0.62 GBP',
    ],
    [
      'is none where only other products have one',
      `<p>Currently unavailable.</p><h2>Also</h2><ul>${CARDS}</ul>`,
      'none',
    ],
    [
      'is the article beside words that end alike',
      '<p>Baumwollstoff</p><p class="preis">12,90 €</p>',
      '12.90 EUR',
    ],
    [
      'stands in the box to buy, whatever that is called',
      '<div class="details-cart"><div class="pricing"><p class="price main">Price: $165.95</p></div><button>Add to Cart</button></div>',
      '165.95 USD',
    ],
    [
      'is not what lies in the basket',
      '<div class="header-cart"><span class="price">$12.00</span></div><p class="price">$165.95</p>',
      '165.95 USD',
    ],
    [
      'is that of the first pack, where each has one',
      '<table><tr><td>Pack of 350</td></tr></table><span>Price: <b><span id="list_ctl00_price">$3.49</span></b></span><p>x</p><table><tr><td>Pack of 3500</td></tr></table><span>Price: <b><span id="list_ctl01_price">$19.99</span></b></span><button>Add to cart</button>',
      '3.49 USD',
    ],
    [
      'is not what one of several pieces costs',
      '<div><span class="price">$12.48</span> <span>$6.24 per item</span></div>',
      '12.48 USD',
    ],
    [
      'is not what members pay, before or behind it',
      '<p class="price">159 €</p><p class="price">Clubpreis 129 €</p>',
      '159.00 EUR',
    ],
    [
      'is not what a class keeps for members',
      '<p class="price price--member">129 €</p><p class="price">159 €</p>',
      '159.00 EUR',
    ],
    ['is what members pay where nobody else may buy', '<p class="price">129 € for members</p>', '129.00 EUR'],
  ])('%s', (_, body, expected) => {
    expect(look(body)).toBe(expected);
  });
});
