// Words of product pages: every one is known to the reader of buttons, of labels, of headings.
import { describe, expect, test } from 'vitest';
import { NO_FIELDS } from '../../../../../domain/reading/part/field/field-rule.ts';
import { parsePage, viewPage } from '../../../../../domain/reading/parse-page.ts';
import { relatedFrom } from '../../../../../domain/reading/scan/related-heading.ts';
import { BUY_BUTTONS } from '../../../../../domain/reading/words/product/buy-button.ts';
import { CONTACT_BUTTONS } from '../../../../../domain/reading/words/product/contact-button.ts';
import {
  BRAND_LABELS,
  GTIN_LABELS,
  MPN_LABELS,
  OTHERS_OF_BRAND,
  PRODUCT_LABELS,
  SHOP_OF,
  SKU_LABELS,
} from '../../../../../domain/reading/words/product/product-label.ts';
import { RELATED_HEADINGS } from '../../../../../domain/reading/words/product/related-heading.ts';
import { asHtml, goneOn, spelledWords } from '../../../../support/spelled-words.ts';

const URL = 'https://shop.example/oak-desk';

test.each(spelledWords(BUY_BUTTONS))('a button "%s" buys', (text) => {
  const { scan } = viewPage(`<h1>Oak desk</h1><button>${asHtml(text)}</button>`, URL);
  expect(scan.actions).toMatchObject([{ kind: 'cart', text }]);
});

test.each(spelledWords(CONTACT_BUTTONS).map(goneOn))('a button "%s" writes to who sells', (text) => {
  const { scan } = viewPage(`<h1>Oak desk</h1><button>${asHtml(text)}</button>`, URL);
  expect(scan.contacts).toMatchObject([{ text }]);
});

test.each(spelledWords(RELATED_HEADINGS).map(goneOn))('below "%s" stand other products', (text) => {
  const { scan } = viewPage(`<h1>Oak desk</h1><p>29 €</p><h2>${asHtml(text)}</h2><p>Lamp</p>`, URL);
  expect(relatedFrom(scan, scan.headings[0])).toBeLessThan(Number.POSITIVE_INFINITY);
});

describe.each([
  ['sku', SKU_LABELS],
  ['gtin', GTIN_LABELS],
  ['mpn', MPN_LABELS],
  ['brand', BRAND_LABELS],
  ['brand', OTHERS_OF_BRAND],
] as const)('a label of %s', (kind, labels) => {
  test.each(spelledWords(labels))('"%s"', (text) => {
    expect(PRODUCT_LABELS[kind].test(text)).toBe(true);
  });
});

test.each(spelledWords(SHOP_OF))('"%s Ondine" names the maker', (words) => {
  const html = `<h1>Oak desk</h1><a class="brand" href="/ondine">${words} Ondine</a><p class="price">29,90 €</p><button>Add to cart</button>`;
  expect(parsePage({ html, url: URL, fields: NO_FIELDS }).product?.brand).toBe('Ondine');
});
