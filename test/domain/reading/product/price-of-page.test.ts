// Whole product pages without markup: which amount is the price, and what the product is called.
import { expect, test } from 'vitest';
import { inspectProduct } from '../../../../cli/inspect/explain/inspect-product.ts';

interface Shown {
  readonly lang?: string;
  readonly head?: string;
  readonly name?: string;
}

function productOf(body: string, { lang = 'en', head = '', name = 'Garden crate' }: Shown = {}) {
  const main = `<main><h1>${name}</h1>${body}<button>Add to cart</button></main>`;
  const html = `<html lang="${lang}"><head><title>${name}</title>${head}</head><body>${main}</body></html>`;
  return inspectProduct({ html, url: 'https://shop.example/p/1' });
}

test.each([
  ['a name that ends in a word for instalments', '<p class="price">12,99 €</p>', '12.99'],
  ['a monthly rate', '<p>Monatsrate: 6,66 €</p><p class="price">79,90 €</p>', '79.9'],
  [
    'sizes whose names end in a unit',
    '<ul><li>Small $49.00</li><li>Large $89.00</li></ul><p>from $49.00</p>',
    '49',
  ],
  [
    'a lowest price and one of a size',
    '<p class="price">from $49.00</p><ul><li>Large $89.00</li></ul>',
    '49',
  ],
  [
    'a subscription that stands first',
    '<label>Subscribe &amp; save 15% <span>$21.25</span></label><label>One-time purchase <span>$25.00</span></label>',
    '25',
  ],
  [
    'a subscription in German',
    '<div>Im Spar-Abo <b>21,25 €</b></div><div>Einmalkauf <b>25,00 €</b></div>',
    '25',
  ],
  ['a deposit', '<p>12,99 €</p><p>zzgl. 3,30 € Pfand</p><p>1 l = 1,08 €</p>', '12.99'],
  ['a Dutch deposit', '<p>Statiegeld € 3,30</p><p>€ 12,99</p>', '12.99'],
  ['a French deposit', '<p>Consigne : 0,50 €</p><p>3,90 €</p>', '3.9'],
  ['a Swedish deposit', '<p>29,90 kr</p><p>+ pant 2,00 kr</p>', '29.9'],
  ['a Polish deposit', '<p>Kaucja 0,50 zł</p><p>4,99 zł</p>', '4.99'],
  ['a deposit of what is lent', '<p>Kaution: 500 €</p><p>49,00 €</p>', '49'],
  ['a Danish recommended price', '<p>Vejl. pris 499,00 kr.</p><p>399,00 kr.</p>', '399'],
  ['a Norwegian recommended price', '<p>Veil. pris 499 kr</p><p>399 kr</p>', '399'],
  ['a German recommended price', '<p>Empf. VK 149,00 €</p><p>119,00 €</p>', '119'],
  ['a Polish catalogue price', '<p>Cena katalogowa: 149,00 zł</p><p>119,00 zł</p>', '119'],
  ['a Turkish list price', '<p>Liste fiyatı: 1.499,00 TL</p><p>1.199,00 TL</p>', '1199'],
  ['a Finnish recommended price', '<p>Ovh 59,90 €</p><p>39,90 €</p>', '39.9'],
  ['a Romanian recommended price', '<p>PRP: 199,00 lei</p><p>149,00 lei</p>', '149'],
  ['a Vietnamese former price', '<p>Giá gốc: 500.000₫</p><p>400.000₫</p>', '400000'],
  [
    'tiers',
    '<p class="price">4,20 €</p><table><tr><td>10+</td><td>3,90 €</td></tr><tr><td>50+</td><td>3,40 €</td></tr></table>',
    '4.2',
  ],
])('finds the price beside %s', (_, body, price) => {
  expect(Number(productOf(body).price)).toBe(Number(price));
});

test('a price per unit is none of the page', () => {
  expect(Number(productOf('<p>$3.50</p><p>$0.70/ea</p><p>$7.00 per kg</p>').price)).toBe(3.5);
});

const SITE =
  '<meta property="og:site_name" content="Potters Lane"><meta property="og:title" content="Potters Lane">';

test('the name of the shop is not that of the product', () => {
  const header = '<header><h1><a href="/">Potters Lane</a></h1></header>';
  const main = '<main><h2>Clay mug</h2><p class="price">15,00 €</p><button>Add to cart</button></main>';
  const html = `<html><head><title>Potters Lane</title>${SITE}</head><body>${header}${main}</body></html>`;
  expect(inspectProduct({ html, url: 'https://potters.example/mug' }).name).toBe('Clay mug');
});

test('the name of the shop behind that of the product is left out', () => {
  const head = '<meta property="og:title" content="Red onion | Elm Seeds">';
  const html = `<html><head><title>Red onion | Elm Seeds</title>${head}</head><body><main><p>Red onion</p><p class="price">$3.49</p><button>Add to cart</button></main></body></html>`;
  expect(inspectProduct({ html, url: 'https://www.elmseeds.example/onion' }).name).toBe('Red onion');
  const other = html.replaceAll('Elm Seeds', 'Pack of 12');
  expect(inspectProduct({ html: other, url: 'https://www.elmseeds.example/onion' }).name).toBe(
    'Red onion | Pack of 12',
  );
});

test('a shop that names the product where the site belongs', () => {
  const head = '<meta property="og:site_name" content="Clay mug">';
  expect(productOf('<p class="price">15,00 €</p>', { head, name: 'Clay mug' }).name).toBe('Clay mug');
});

test.each([
  ['pt', '<div class="brand"><span>Ver mais artigos da Marca:</span> <a href="/s">Serra</a></div>', 'Serra'],
  ['de', '<div class="product-brand">Alle Artikel von <a href="/b">Bergwald</a></div>', 'Bergwald'],
  ['fr', '<div class="brand">Tous les articles de la marque Ondine</div>', 'Ondine'],
])('the words before a brand are no part of it: %s', (lang, brand, expected) => {
  expect(productOf(`${brand}<p class="price">19,99 €</p>`, { lang }).brand).toBe(expected);
});
