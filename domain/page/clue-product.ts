// Clues that a page sells one thing.
import { clue } from './clue.ts';
import type { Clue } from './clue.ts';

export const PRODUCT_CLUES: readonly Clue[] = [
  clue(
    'structured data names one product',
    [1.6, 0, -0.5, -0.5],
    (f) => f.number('productNodes') >= 1 && f.number('productNodes') <= 3,
  ),
  clue(
    'a product in markup with an offer',
    [1, -0.3, -0.5, -0.3],
    (f) => f.number('productNodes') >= 1 && f.flag('productOffer'),
  ),
  clue('og:type is product', [1.2, 0.2, -0.5, -0.3], (f) => f.text('ogType').includes('product')),
  clue('a buy button beside the main heading', [1.3, 0, -0.5, -0.4], (f) => f.flag('cartNearHeading')),
  clue(
    'one to four buy buttons',
    [0.7, -0.2, -0.2, -0.2],
    (f) => f.number('cartActions') >= 1 && f.number('cartActions') <= 4,
  ),
  clue(
    'a price stands by the main heading',
    [1.1, 0.1, -0.3, -0.4],
    (f) => f.number('bestVisiblePrice') >= 0.5,
  ),
  clue('the product has a number of its own', [0.7, -0.4, -0.2, 0], (f) => f.flag('productSku')),
  clue(
    'quantity, sizes, details or delivery are offered',
    [1, -0.1, -0.3, -0.1],
    (f) => f.number('buyBox') >= 2,
  ),
  clue('the address looks like a product page', [1.3, -0.7, -0.3, -0.2], (_f, url) => url.productHint),
  clue('structured data says item page', [0.8, 0, 0, 0], (f) => f.flag('ldItemPage')),
  clue('stock is stated', [0.4, 0.1, -0.2, -0.2], (f) => f.flag('stockKnown')),
];
