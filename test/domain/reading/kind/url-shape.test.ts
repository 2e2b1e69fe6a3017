import { describe, expect, test } from 'vitest';
import { urlShape } from '../../../../domain/reading/kind/url-shape.ts';

describe('what an address hints at', () => {
  test.each([
    ['https://shop.example/', true],
    ['https://shop.example/?utm_source=mail&gclid=1', true],
    ['https://shop.example/de-at/', true],
    ['https://shop.example/us/en', true],
    ['https://shop.example/index.php?lang=de', true],
    ['https://forum.example/index.php?/topic/201820-ink/', false],
    ['https://shop.example/index.php?main_page=contact_us', false],
    ['https://blog.example/?p=123', false],
  ])('%s is a home page: %s', (url, isHome) => {
    expect(urlShape(url).isHome).toBe(isHome);
  });

  test.each([
    ['https://shop.example/category/bags/crossbody', true],
    ['https://shop.example/collections/lamps', true],
    ['https://papers.example/list/cs.AI/recent', true],
    ['https://herald.example/topic/Car%20Rental', true],
    ['https://shop.example/products/', true],
    ['https://shop.example/sale/', true],
    ['https://board.example/topic/201820-ink/', false],
    ['https://herald.example/news/2026/bridge-waits', false],
  ])('%s is the address of a list: %s', (url, listingHint) => {
    expect(urlShape(url).listingHint).toBe(listingHint);
  });

  test('a shelf of products is no product', () => {
    expect(urlShape('https://shop.example/products').productHint).toBe(false);
    expect(urlShape('https://shop.example/products/oak-lamp').productHint).toBe(true);
  });

  test.each([
    ['https://s.example/ueber-uns', 'otherHint'],
    ['https://s.example/mentions-legales', 'otherHint'],
    ['https://s.example/carrito', 'otherHint'],
    ['https://s.example/uslugi/remont', 'serviceHint'],
    ['https://s.example/hizmetlerimiz', 'serviceHint'],
    ['https://s.example/kategoria/stoly', 'listingHint'],
    ['https://s.example/danh-muc/ban', 'listingHint'],
    ['https://n.example/actualites/le-pont', 'articleHint'],
    ['https://n.example/wiadomosci/stary-most', 'articleHint'],
    ['https://s.example/termek/asztal', 'productHint'],
    ['https://s.example/szukaj?f=most', 'isSearch'],
  ] as const)('%s is %s', (url, hint) => {
    expect(urlShape(url)[hint]).toBe(true);
  });
});
