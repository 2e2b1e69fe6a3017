// Numbers and brands that pages show without structured data, in the words and templates of many shops.
import { describe, expect, test } from 'vitest';
import { inspectProduct } from '../../../../cli/inspect/explain/inspect-product.ts';

function look(body: string, around = ''): ReturnType<typeof inspectProduct> {
  const main = `<main><h1>Lamp Aurora</h1><p class="price">€ 49,90</p><button>Add to cart</button>${body}<p>A fine lamp for every room of the house.</p></main>`;
  return inspectProduct({
    html: `<!doctype html><html><head><title>Lamp Aurora | Lampshop</title><meta property="og:site_name" content="Lampshop"></head><body>${around}${main}</body></html>`,
    url: 'https://lampshop.example/lamp-aurora',
  });
}

const LINES: readonly (readonly [string, (label: string, value: string) => string])[] = [
  ['a table', (label, value) => `<table><tr><th>${label}</th><td>${value}</td></tr></table>`],
  ['a definition list', (label, value) => `<dl><dt>${label}</dt><dd>${value}</dd></dl>`],
  ['a line', (label, value) => `<p>${label}: ${value}</p>`],
  ['two elements of a line', (label, value) => `<div><span>${label}</span><span>${value}</span></div>`],
  ['an item with a bold label', (label, value) => `<ul><li><strong>${label}:</strong> ${value}</li></ul>`],
];

const BRANDS = (
  'Brand|Marke|Hersteller|Fabricant|Marque|Marca|Merk|Fabrikant|Производитель|Бренд|メーカー|ブランド|品牌|제조사|Producent|Značka|' +
  'Výrobce|Gyártó|Märke|Varumärke|Mærke|Merkki|Marka|Manufacturer|Product Brand|Brand / Manufacturer|Markenname|Nom de la marque|' +
  'Nombre de la marca|Nome da marca|Fabricante|Casa produttrice|Thương hiệu|العلامة التجارية|Торговая марка|Κατασκευαστής|Vendor|Made by'
).split('|');
const NUMBERS = (
  'SKU|Item no.|Art.-Nr.|Artikelnummer|Réf.|Référence|Referencia|Código|Codice|Kod produktu|Varenummer|Артикул|品番|商品コード|' +
  'Product code|Product ID|Catalog #|Bestellnummer|Best.-Nr.|Sachnummer|Item Number|Ref|Katalogové číslo|Cikkszám|Tuotenumero|' +
  'Κωδικός|Cod produs|Artikel-ID|Produktnummer|Nº de referencia|N° article'
).split('|');
const MAKERS_NUMBERS = (
  'MPN|Model no.|Model|Model Number|Model Name|Herstellernummer|Hersteller-Nr.|Herstellerartikelnummer|Teilenummer|Typenbezeichnung|' +
  "Part Number|Mfr. Part #|Mfg. Part No.|Manufacturer Part Number|Manufacturer's part number|Manufacturer Model|OEM number|" +
  'Modèle|Référence fabricant|Réf. fabricant|Modelo|Referencia del fabricante|Codice produttore|Codice modello|Modelnummer|' +
  'Typenummer|Fabrikantcode|Kod producenta|Модель|Артикул производителя|Код производителя|型番|型號|모델명|Kód výrobce|' +
  'Gyártói cikkszám|Üretici kodu|Tillverkarens artikelnummer|Producentens varenummer'
).split('|');

describe.each(LINES)('in %s', (_, line) => {
  test.each(BRANDS)('"%s" names the brand', (label) => {
    expect(look(line(label, 'Ondine')).brand).toBe('Ondine');
  });

  test.each(NUMBERS)('"%s" names the shop\'s number', (label) => {
    expect(look(line(label, 'AB-1234')).sku).toBe('AB-1234');
  });

  test.each(MAKERS_NUMBERS)('"%s" names the maker\'s number', (label) => {
    expect(look(line(label, 'XR-500/B')).mpn).toBe('XR-500/B');
  });
});

type Found = Partial<Record<'sku' | 'brand' | 'mpn' | 'gtin', string | null>>;

function found(html: string, around = ''): Found {
  const { sku, brand, mpn, gtin } = look(html, around);
  return { sku, brand, mpn, gtin };
}

describe('several labels in one line', () => {
  test.each<[string, Found]>([
    ['<p>SKU: AB-1234 | Brand: Ondine</p>', { sku: 'AB-1234', brand: 'Ondine' }],
    ['<p>Item # 4711 | Model # XR-500/B</p>', { sku: '4711', mpn: 'XR-500/B' }],
    [
      '<div><span>Internet # 312345678</span> <span>Model # XR-500/B</span></div>',
      { sku: '312345678', mpn: 'XR-500/B' },
    ],
    ['<p>(Art.-Nr. AB-1234)</p>', { sku: 'AB-1234' }],
    ['<p>Artikelnummer AB-1234, EAN 4006381333931</p>', { sku: 'AB-1234', gtin: '4006381333931' }],
    ['<ul><li>EAN: 4006381333931. </li></ul>', { gtin: '4006381333931' }],
  ])('are each read in %s', (html, wanted) => {
    expect(found(html)).toMatchObject(wanted);
  });
});

describe('templates of shop systems', () => {
  test.each<[string, Found]>([
    ['<span class="sku_wrapper">SKU: <span class="sku">AB-1234</span></span>', { sku: 'AB-1234' }],
    [
      '<div class="product attribute sku"><strong class="type">SKU</strong><div class="value">AB-1234</div></div>',
      { sku: 'AB-1234' },
    ],
    [
      '<div class="product-manufacturer"><label class="label">Marque</label><span><a href="/brand/3-ondine">Ondine</a></span></div>',
      { brand: 'Ondine' },
    ],
    [
      '<div class="product-manufacturer"><a href="/brand/3-ondine"><img src="x.jpg" class="manufacturer-logo" alt="Ondine"></a></div>',
      { brand: 'Ondine' },
    ],
    [
      '<div class="product--supplier"><a href="/ondine/"><img src="o.png" alt="Ondine"></a></div>',
      { brand: 'Ondine' },
    ],
    [
      '<ul><li>Brand: <a href="#">Ondine</a></li><li>Product Code: AB-1234</li></ul>',
      { brand: 'Ondine', sku: 'AB-1234' },
    ],
    ['<p class="product__vendor">Ondine</p>', { brand: 'Ondine' }],
    [
      '<div><span>Model:</span><span>XR-500/B</span></div><div><span>SKU:</span><span>6501234</span></div>',
      { mpn: 'XR-500/B', sku: '6501234' },
    ],
  ])('show number and brand in %s', (html, wanted) => {
    expect(found(html)).toMatchObject(wanted);
  });
});

describe('what templates leave behind', () => {
  test.each<[string, Found]>([
    ['<span itemprop="brand">Ondine</span>', { brand: 'Ondine' }],
    [
      '<div itemprop="brand" itemscope itemtype="https://schema.org/Brand"><meta itemprop="name" content="Ondine"></div>',
      { brand: 'Ondine' },
    ],
    ['<span itemprop="sku">AB-1234</span>', { sku: 'AB-1234' }],
    ['<meta itemprop="productID" content="sku:AB-1234">', { sku: 'AB-1234' }],
    ['<span itemprop="mpn">XR-500/B</span>', { mpn: 'XR-500/B' }],
    ['<meta itemprop="gtin13" content="4006381333931">', { gtin: '4006381333931' }],
    ['<div data-brand="Ondine" data-sku="AB-1234"></div>', { brand: 'Ondine', sku: 'AB-1234' }],
    ['<a class="button" data-product_id="77" data-product_sku="AB-1234">Add</a>', { sku: 'AB-1234' }],
    ['<form><input type="hidden" name="sku" value="AB-1234"></form>', { sku: 'AB-1234' }],
    // Several products, and a trade number in the place of the shop's.
    ['<select><option data-sku="X1">S</option><option data-sku="X2">M</option></select>', { sku: null }],
    ['<div data-sku="4006381333931"></div>', { sku: null }],
    ['<div data-brand="technology"></div>', { brand: null }],
  ])('name number and brand only where they are one: %s', (html, wanted) => {
    expect(found(html)).toMatchObject(wanted);
  });
});

describe('links to the brand', () => {
  test.each<[string, Found]>([
    ['<a href="/brands/ondine">Ondine</a>', { brand: 'Ondine' }],
    ['<p>by <a href="/brands/ondine">Ondine</a></p>', { brand: 'Ondine' }],
    ['<a href="/collections/vendors?q=Ondine">Ondine</a>', { brand: 'Ondine' }],
    ['<a href="/brands/ondine">All products by Ondine</a>', { brand: 'Ondine' }],
    ['<a href="/marken/ondine">Mehr von Ondine</a>', { brand: 'Ondine' }],
    ['<a href="/brands/all">All brands</a>', { brand: null }],
    ['<a href="/brands/ondine">Ondine</a> <a href="/brands/xylo">Xylo</a>', { brand: null }],
  ])('name the brand only where they name one: %s', (html, wanted) => {
    expect(found(html)).toMatchObject(wanted);
  });

  test('in the menu are of the shop', () => {
    expect(found('', '<nav><a href="/brands/ondine">Ondine</a></nav>').brand).toBeNull();
  });
});

describe('no number and no brand', () => {
  test.each([
    '<p>SKU: N/A</p>',
    '<p>SKU: Select options</p>',
    '<table><tr><td>Brand</td><td>Unbranded</td></tr></table>',
    '<table><tr><td>Brand</td><td>N/A</td></tr></table>',
    '<table><tr><td>Marke</td><td>keine Angabe</td></tr></table>',
    '<p>Brand: we love all of these wonderful things</p>',
    '<p class="product__vendor">Lampshop</p>',
    '<p>Sold by: Lampshop</p>',
    '<p>Verkäufer: Lampenwelt</p>',
    '<table><tr><td>Model</td><td>Classic</td></tr></table>',
    '<p>Code: SAVE20 for 20% off</p>',
    '<p>Zip code: 90210</p>',
    '<p>Color code: B12</p>',
    '<p>Reviews: 12</p>',
    '<section class="related-products"><p>SKU: ZZ-1</p><p>Brand: Other</p></section>',
  ])('are found in %s', (html) => {
    expect(found(html)).toMatchObject({ sku: null, brand: null, mpn: null });
  });
});

describe('a shop that markup names as the brand', () => {
  const head = (brand: string): string =>
    `<script type="application/ld+json">${JSON.stringify({ '@type': 'Product', name: 'Lamp Aurora', brand })}</script>`;

  test.each([
    ['Lampshop', '<table><tr><th>Marke</th><td>Ondine</td></tr></table>', 'Ondine'],
    ['Lampshop', '', 'Lampshop'],
    ['Lampshop', '<p class="brand">Lifetime Guarantee</p>', 'Lampshop'],
    ['Ondine', '<p class="product__vendor">Xylo</p>', 'Ondine'],
  ])('%s with %s is %s', (brand, html, expected) => {
    expect(look(html, head(brand)).brand).toBe(expected);
  });
});
