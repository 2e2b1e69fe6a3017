import { describe, expect, test } from 'vitest';
import { inspectProduct } from '../../../../cli/inspect/explain/inspect-product.ts';
import { numberInUrl } from '../../../../domain/reading/product/url-number.ts';

const look = (body: string, title = 'Lamp | Shop', head = ''): ReturnType<typeof inspectProduct> =>
  inspectProduct({
    html: `<!doctype html><html><head><title>${title}</title>${head}</head><body><main>${body}</main></body></html>`,
    url: 'https://shop.example/lamp',
  });

describe('the number of a product', () => {
  test.each([
    ['a label with points and a stroke', '<p>Art.-Nr.: SB-1188</p>', 'SB-1188'],
    ['a label without colon', '<p>Art.-Nr. 200144</p>', '200144'],
    ['a label that ends in a sign', '<p>Item #: M5</p>', 'M5'],
    ['two cells', '<table><tr><th>Nova Part Number</th><td>497-1575-5-ND</td></tr></table>', '497-1575-5-ND'],
    ['an advertisement', '<ul><li>Anzeigen-ID</li><li>1612345678</li></ul>', '1612345678'],
    ['Chinese', '<ul><li>品號：7654321</li></ul>', '7654321'],
    ['Czech', '<p>Objednací kód: LUX010</p>', 'LUX010'],
    [
      'a name for tests, where classes are made by a machine',
      '<p class="x81"><span>Black</span> - <span data-qa-qualifier="product-reference">1002/710</span></p>',
      '1002/710',
    ],
    [
      "the maker's, if there is no other",
      '<table><tr><td>Part No</td><td>10-442</td></tr></table>',
      '10-442',
    ],
  ])('is found behind %s', (_, body, sku) => {
    expect(look(`<h1>Lamp</h1>${body}`).sku).toBe(sku);
  });

  test.each([
    ['https://a.example/listing/880011223/hand-carved-spoon', '880011223'],
    ['https://a.example/item/1005001234567890.html', '1005001234567890'],
    ['https://a.example/MLB-1500200300-fone-bluetooth', 'MLB1500200300'],
    ['https://a.example/item.htm?id=623451234512', '623451234512'],
    ['https://a.example/p/N82E16814137598', 'N82E16814137598'],
    ['https://a.example/dp/B07XYZ1234/ref=sr_1_1', 'B07XYZ1234'],
    ['https://a.example/products/i1234567.html', '1234567'],
    ['https://a.example/2021/01/about-us', undefined],
  ])('of %s is %s', (url, number) => {
    expect(numberInUrl(url)).toBe(number);
  });
});

describe('the brand', () => {
  test.each([
    [
      'stands behind its label in one element',
      '<div class="product-brand"><label>Marque</label><span>Ondine</span></div>',
      'Ondine',
    ],
    ['stands behind its label in two', '<div><p>Marka</p><p>Hario</p></div>', 'Hario'],
    ['is a picture', '<a class="product-brand" href="/b"><img src="l.svg" alt="Lowa logo"></a>', 'Lowa'],
    ['has a shop of its own', '<a class="brand">Visiter la boutique Valmont</a>', 'Valmont'],
  ])('%s', (_, body, brand) => {
    expect(look(`<h1>Lamp</h1>${body}`).brand).toBe(brand);
  });

  test('is a link at the head of the name', () => {
    expect(look('<h1><a href="/n">Nordstern</a> Lamp</h1>', 'Nordstern Lamp').brand).toBe('Nordstern');
  });

  test('of a group of variants holds for each of them', () => {
    const variant = {
      '@type': 'Product',
      name: 'Lamp - M',
      sku: 'L-M',
      offers: { '@type': 'Offer', price: 9 },
    };
    const group = { '@type': 'ProductGroup', name: 'Lamp', brand: 'Acme', hasVariant: [variant] };
    const head = `<script type="application/ld+json">${JSON.stringify(group)}</script>`;
    const found = look('<h1>Lamp</h1>', 'Lamp', head);
    expect([found.name, found.brand, found.sku]).toEqual(['Lamp', 'Acme', 'L-M']);
  });
});

describe('the name', () => {
  test.each([
    [
      'leaves out what only screen readers say',
      '<h1><span class="sr-only">Details about </span>Brass Lamp</h1>',
      'x',
      'Brass Lamp',
    ],
    [
      'ends before a price',
      '<h1>Brass Lamp - <span class="price">£80</span> (Leeds)</h1>',
      'x',
      'Brass Lamp',
    ],
    [
      'is the title without the site, where there is no heading',
      '<h3>黃銅燈</h3>',
      '黃銅燈-某某網',
      '黃銅燈',
    ],
  ])('%s', (_, body, title, name) => {
    expect(look(body, title).name).toBe(name);
  });
});
