// Watching price and stock of a page, by the options that other tools have.
import { describe, expect, it } from 'vitest';
import { toldOffer } from '../../../cli/inspect/cases/offer-case.ts';
import type { OfferOptions } from '../../../cli/inspect/cases/offer-limits.ts';

const product = (price: string | null, stock: string): string =>
  `<body><div itemscope itemtype="https://schema.org/Offer">${price === null ? '' : `<b itemprop="price" content="${price}">${price}</b>`}` +
  `<link itemprop="availability" href="https://schema.org/${stock}"></div></body>`;

describe('toldOffer', () => {
  const of = (options: OfferOptions, ...prices: (string | [string | null, string])[]): string =>
    toldOffer(
      prices.map((one) => (typeof one === 'string' ? product(one, 'InStock') : product(one[0], one[1]))),
      { watch: 'price_and_stock', ...options },
    )
      .slice(1)
      .map((changed) => (changed === true ? 'c' : '-'))
      .join('');

  it('needs no product around an offer, and no price for stock', () => {
    expect(of({}, '190.95', '180.45', '180.45', '190.95')).toBe('c-c');
    expect(of({}, '9', [null, 'OutOfStock'], [null, 'OutOfStock'], '9', '8')).toBe('c-cc');
  });

  it('adds up small steps until they reach the threshold', () => {
    expect(of({ threshold_percent: 5 }, '100', '103', '106', '109')).toBe('-c-');
    expect(of({ threshold_amount: 5 }, '100', '96', '95', '91')).toBe('-c-');
  });

  it.each<OfferOptions>([
    { min: 900, max: 1100 },
    { limits: [900, 1100] },
    { limit_low: 900, limit_high: 1100 },
  ])('tells prices outside of %j and is armed again within', (limits) => {
    expect(of(limits, '950', '1000', '890', '950', '890', '1200')).toBe('-c-cc');
  });

  it('tells only what comes back, or no prices, when told so', () => {
    expect(of({ in_stock_only: true }, '9', ['9', 'OutOfStock'], '9')).toBe('-c');
    expect(of({ follow_price: false }, '9', '8', ['8', 'SoldOut'])).toBe('-c');
  });
});
