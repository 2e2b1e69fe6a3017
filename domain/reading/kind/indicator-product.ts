// Indicators that a page sells one thing.
import { type Indicator, indicator, rise } from './indicator.ts';

/** A group of products is a list. */
const OG_PRODUCT = /product(?!\W?group)/;

export const PRODUCT_INDICATORS: readonly Indicator[] = [
  indicator(
    'structured data names one product',
    [0.8, -0.2, -0.3, -0.3],
    (f) => f.productNodes >= 1 && f.productNodes <= 3,
  ),
  indicator(
    'a product in markup with an offer',
    [0.8, -0.3, -0.3, -0.2],
    (f) => f.productNodes >= 1 && f.productOffer,
  ),
  indicator('og:type is product', [0.7, -0.3, -0.2, -0.2], (f) => OG_PRODUCT.test(f.ogType)),
  indicator('a buy button beside the main heading', [0.7, -0.2, -0.3, -0.3], (f) => f.cartNearHeading),
  indicator(
    'one to four buy buttons',
    [0.6, -0.1, -0.3, -0.2],
    (f) => f.cartActions >= 1 && f.cartActions <= 4,
  ),
  indicator('a price stands by the main heading', [1, -0.1, -0.3, -0.5], (f) =>
    rise(f.bestVisiblePrice, 0.35, 0.65),
  ),
  indicator('the product has a number of its own', [0.8, -0.3, -0.2, -0.3], (f) => f.productSku),
  indicator('quantity, sizes, details or delivery are offered', [0.8, -0.2, -0.3, -0.4], (f) =>
    rise(f.buyBox, 0, 3),
  ),
  indicator('the address looks like a product page', [0.9, -0.4, -0.2, -0.3], (_f, url) => url.productHint),
  indicator('stock is stated', [0.6, -0.1, -0.3, -0.3], (f) => f.stockKnown),
];
