// A brand behind its label, in the languages of shops: a label alone, and one that leads to other products of the brand.
import { expect, test } from 'vitest';
import { inspectProduct } from '../../../../cli/inspect/explain/inspect-product.ts';

test.each([
  ['en', 'Brand: <b>Ondine</b>'],
  ['de', 'Marke: <b>Ondine</b>'],
  ['de', 'Mehr von der Marke: <a href="/x">Ondine</a>'],
  ['fr', 'Marque : <b>Ondine</b>'],
  ['fr', 'Voir plus d’articles de la marque : <a href="/x">Ondine</a>'],
  ['es', 'Marca: <b>Ondine</b>'],
  ['es', 'Ver más artículos de la marca: <a href="/x">Ondine</a>'],
  ['it', 'Marca: <b>Ondine</b>'],
  ['it', 'Altri articoli della marca: <a href="/x">Ondine</a>'],
  ['nl', 'Merk: <b>Ondine</b>'],
  ['nl', 'Meer artikelen van het merk: <a href="/x">Ondine</a>'],
  ['pt', 'Ver mais artigos da Marca: <a href="/x">Ondine</a>'],
  ['pt', 'Mais produtos da marca: <a href="/x">Ondine</a>'],
  ['pl', 'Marka: <b>Ondine</b>'],
  ['pl', 'Więcej produktów marki: <a href="/x">Ondine</a>'],
  ['sv', 'Varumärke: <b>Ondine</b>'],
  ['sv', 'Fler produkter från <a href="/brands/ondine">Ondine</a>'],
  ['da', 'Mærke: <b>Ondine</b>'],
  ['nb', 'Merke: <b>Ondine</b>'],
  ['fi', 'Merkki: <b>Ondine</b>'],
  ['cs', 'Značka: <b>Ondine</b>'],
  ['cs', 'Další produkty značky: <a href="/x">Ondine</a>'],
  ['sk', 'Značka: <b>Ondine</b>'],
  ['hu', 'Márka: <b>Ondine</b>'],
  ['ro', 'Brand: <b>Ondine</b>'],
  ['ro', 'Marcă: <b>Ondine</b>'],
  ['hr', 'Brend: <b>Ondine</b>'],
  ['el', 'Μάρκα: <b>Ondine</b>'],
  ['ru', 'Бренд: <b>Ondine</b>'],
  ['ru', 'Все товары бренда: <a href="/x">Ondine</a>'],
  ['uk', 'Бренд: <b>Ondine</b>'],
  ['tr', 'Marka: <b>Ondine</b>'],
  ['tr', 'Markanın diğer ürünleri: <a href="/x">Ondine</a>'],
  ['bg', 'Марка: <b>Ondine</b>'],
  ['ja', 'ブランド: <b>Ondine</b>'],
  ['zh', '品牌：<b>Ondine</b>'],
  ['ko', '브랜드: <b>Ondine</b>'],
  ['en', 'See more from <a href="/brand/ondine">Ondine</a>'],
  ['en', 'More products by this brand: <a href="/x">Ondine</a>'],
])('%s: %s', (lang, line) => {
  const html = `<html lang="${lang}"><title>Item 1200</title><main><h1>Item 1200</h1><div>${line}</div><p>12,50 €</p><button>OK</button></main></html>`;
  expect(inspectProduct({ html, url: 'https://shop.example/p' }).brand).toBe('Ondine');
});
