// What the variants of a product cost, beside the price of the one that its page shows.
import { describe, expect, it } from 'vitest';
import { chooseOffer } from '../../../domain/price/offer.ts';
import { variantPoint, variantWords } from '../../../domain/price/variant-offer.ts';
import { variantRange } from '../../../domain/reading/product/variant/variant-range.ts';

const shown = (raw: string, low: string, high: string) =>
  chooseOffer([{ raw, role: 'price', source: 'visible', locator: 'p', confidence: 0.7 }], {
    availability: 'InStock',
    variants: { kind: 'variants', count: 2, low, high },
    host: 'shop.example',
  });

describe('the variants of an offer', () => {
  it('are told with their number, the lowest and the highest price', () => {
    const offer = shown('$3.49', '3.49', '19.99');
    expect(offer?.variants).toEqual({
      kind: 'variants',
      count: 2,
      low: { minor: 349, currency: 'USD' },
      high: { minor: 1999, currency: 'USD' },
    });
    const { variants } = variantPoint(offer ?? {});
    expect(variants && variantWords(variants, 'USD')).toBe('2 variants, 3.49–19.99 USD');
  });

  it('are those of something else where the price is not among them', () => {
    expect(shown('$30', '3.49', '19.99')?.variants).toBeUndefined();
    expect(variantPoint({})).toEqual({});
  });
});

describe('the range of variants', () => {
  it.each([
    ['prices of any notation', ['3,49 €', '19,99 €'], { low: '3.49', high: '19.99' }],
    ['whole amounts', ['20', '45'], { low: '20.00', high: '45.00' }],
    ['amounts with more decimals', ['1.2345', '2'], { low: '1.2345', high: '2.00' }],
  ])('is read from %s', (_, prices, range) => {
    expect(variantRange('variants', prices)).toEqual({ kind: 'variants', count: 2, ...range });
  });

  it.each([
    ['one price', ['5']],
    ['equal prices', ['5', '5.00']],
    ['no amounts', ['on request', '5']],
    ['nothing to pay', ['0', '5']],
    ['amounts beyond any price', ['5', '99999999999999999999']],
  ])('is none of %s', (_, prices) => {
    expect(variantRange('variants', prices)).toBeUndefined();
  });
});
