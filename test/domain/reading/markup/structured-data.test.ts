import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../../domain/reading/markup/json-mend.ts';
import { inspectStructured } from '../../../../cli/inspect/explain/inspect-structured.ts';
import { inspectProduct } from '../../../../cli/inspect/explain/inspect-product.ts';

describe('broken JSON', () => {
  test.each([
    ['trailing commas', '{"a":[1,2,],"b":1,}', { a: [1, 2], b: 1 }],
    ['comments', '/* x */ {"a": 1, // one\n "b": 2}', { a: 1, b: 2 }],
    ['an HTML comment around it', '<!-- {"a":1} -->', { a: 1 }],
    ['CDATA around it', '//<![CDATA[\n{"a":1}\n//]]>', { a: 1 }],
    ['raw line breaks in strings', '{"a":"x\ny"}', { a: 'x\ny' }],
    ['unescaped quotes in strings', '{"a":"a 5" tube","b":1}', { a: 'a 5" tube', b: 1 }],
    ['single quotes and bare names', "{a:'x', b:true}", { a: 'x', b: true }],
    ['a cut-off end', '{"a":{"b":"c', { a: { b: 'c' } }],
    ['several documents', '{"a":1}{"b":2}', [{ a: 1 }, { b: 2 }]],
    [
      'integers too long for a number',
      '{"a":12345678901234567891,"b":"1234567890123456"}',
      { a: '12345678901234567891', b: '1234567890123456' },
    ],
    [
      'fractions and powers of ten as numbers',
      '[0.0000010000000000000002,1e-10000000000000000,-1.5000000000000000001]',
      [0.0000010000000000000002, 0, -1.5],
    ],
    ['a key that would touch the prototype', "{'__proto__':{'x':1},'a':1}", { a: 1 }],
  ])('is mended: %s', (_name, source, value) => {
    expect(parseJson(source)).toEqual(value);
  });

  test.each(['', 'hello', 'var a = 1'])('gives nothing for %j', (source) => {
    expect(parseJson(source)).toBeUndefined();
  });
});

const items = (html: string, syntax: string): unknown =>
  inspectStructured({ html, url: 'https://e.example/page', syntax }).items;

describe('microdata', () => {
  test('follows itemref, nests items and takes values by element kind', () => {
    const html = `<div itemscope itemtype="https://schema.org/Product" itemref="more"><b itemprop="name">Lamp</b>
      <a itemprop="url" href="/l">x</a><div itemprop="offers" itemscope itemtype="https://schema.org/Offer">
      <meta itemprop="price" content="5"></div></div><p id="more"><i itemprop="sku">S1</i></p>`;
    expect(items(html, 'microdata')).toEqual([
      {
        type: 'https://schema.org/Product',
        properties: {
          sku: 'S1',
          name: 'Lamp',
          url: 'https://e.example/l',
          offers: { type: 'https://schema.org/Offer', properties: { price: '5' } },
        },
      },
    ]);
  });

  test('reads what itemref names within the item once', () => {
    const html = `<div itemscope itemref="in"><p id="in"><i itemprop="sku">S1</i></p></div>`;
    expect(items(html, 'microdata')).toEqual([{ properties: { sku: 'S1' } }]);
  });

  test('ends where items refer to each other in a circle', () => {
    const html =
      '<div id="a" itemscope itemref="b"></div><div id="b" itemprop="x" itemscope itemref="a"></div>';
    expect(items(html, 'microdata')).toHaveLength(1);
  });
});

describe('RDFa', () => {
  test('reads vocab, typeof, property and links between subjects', () => {
    const html = `<div vocab="http://schema.org/" typeof="Product" resource="#p"><b property="name">Lamp</b>
      <div property="offers" typeof="Offer"><i property="price" content="5">five</i></div></div>`;
    const [, product, offer] = items(html, 'rdfa') as Record<string, unknown>[];
    expect(product).toMatchObject({
      '@id': 'https://e.example/page#p',
      'http://schema.org/name': [{ '@value': 'Lamp' }],
    });
    expect(offer).toMatchObject({
      '@type': ['http://schema.org/Offer'],
      'http://schema.org/price': [{ '@value': '5' }],
    });
  });

  test('takes plain link relations for terms of the vocabulary, but not beside a property', () => {
    const html = `<div vocab="http://schema.org/" resource="#me"><ul rel="knows"><li typeof="Person"></li></ul>
      <a rel="nofollow" property="url" href="/l">x</a></div>`;
    const all = items(html, 'rdfa') as Record<string, unknown>[];
    const me = all.find((one) => one['@id'] === 'https://e.example/page#me');
    expect(me).toMatchObject({ 'http://schema.org/knows': [{ '@id': expect.stringMatching(/^_:/) }] });
    expect(me).not.toHaveProperty('http://schema.org/nofollow');
  });

  test('makes a product like any other syntax', () => {
    const html = `<div vocab="http://schema.org/" typeof="Product"><b property="name">Lamp</b><span property="sku">S-77</span>
      <div property="offers" typeof="Offer"><i property="price" content="5.00"></i><i property="priceCurrency" content="EUR"></i></div></div>`;
    expect(inspectProduct({ html, url: 'https://e.example/x' })).toMatchObject({
      name: 'Lamp',
      price: '5.00',
      currency: 'EUR',
      sku: 'S-77',
    });
  });
});

describe('the product of a page', () => {
  const ld = (value: unknown): string =>
    `<script type="application/ld+json; charset=utf-8">${JSON.stringify(value)}</script>`;
  const product = (html: string): ReturnType<typeof inspectProduct> =>
    inspectProduct({ html, url: 'https://s.example/p/lamp' });

  test('is the one the heading names, not a related one before it', () => {
    const related = {
      '@type': 'ItemList',
      itemListElement: [
        { '@type': 'Product', name: 'Bulb', offers: { price: '5.00', priceCurrency: 'EUR' } },
      ],
    };
    const main = {
      '@type': 'Product',
      name: 'Lamp',
      offers: { '@type': 'Offer', price: '19,99', priceCurrency: 'EUR' },
    };
    expect(product(`${ld(related)}${ld(main)}<h1>Lamp</h1>`)).toMatchObject({ name: 'Lamp', price: '19.99' });
  });

  test('keeps a struck-through specification as the list price', () => {
    const offers = {
      '@type': 'Offer',
      priceCurrency: 'EUR',
      priceSpecification: [
        {
          '@type': 'UnitPriceSpecification',
          price: '120',
          priceType: 'https://schema.org/StrikethroughPrice',
        },
        { '@type': 'UnitPriceSpecification', price: '90' },
      ],
    };
    expect(product(`${ld({ '@type': 'Product', name: 'Lamp', offers })}<h1>Lamp</h1>`)).toMatchObject({
      price: '90.00',
      listPrice: '120.00',
    });
  });

  test('is in stock when one of its variants is', () => {
    const offer = (availability: string): object => ({
      '@type': 'Offer',
      price: '9',
      priceCurrency: 'EUR',
      availability,
    });
    const value = {
      '@type': 'Product',
      name: 'Lamp',
      offers: [offer('https://schema.org/OutOfStock'), offer('in stock')],
    };
    expect(product(ld(value)).availability).toBe('InStock');
  });

  test.each([
    ['PreOrder', 'PreOrder'],
    ['http://schema.org/BackOrder', 'BackOrder'],
    ['sold out', 'SoldOut'],
    ['who knows', null],
  ])('availability %s is %s', (term, expected) => {
    const offers = { '@type': 'Offer', price: '9', priceCurrency: 'EUR', availability: term };
    expect(product(ld({ '@type': 'Product', name: 'Lamp', offers })).availability).toBe(expected);
  });

  test('is found in embedded state by the name the heading shows', () => {
    const state = {
      props: {
        other: { name: 'Bulb', price: 3 },
        page: {
          product: {
            name: 'Lamp Lux 40',
            sku: 'E-9',
            price: { value: 19.5 },
            currency: 'EUR',
            brand: { name: 'Lux' },
          },
        },
      },
    };
    const html = `<title>Lamp Lux 40</title><h1>Lamp Lux 40</h1><script id="__NEXT_DATA__" type="application/json">${JSON.stringify(state)}</script>`;
    expect(product(html)).toMatchObject({
      name: 'Lamp Lux 40',
      sku: 'E-9',
      brand: 'Lux',
      price: '19.50',
      currency: 'EUR',
    });
  });

  test('is read from the visible page when there is no markup', () => {
    const html = `<title>Lamp - Shop</title><h1>Lamp</h1><p>SKU: AB-1234</p><p>Brand: Lux</p><div class="price">£19<sup>99</sup></div>
      <p>Delivery £4.95</p><button>Add to basket</button>`;
    expect(product(html)).toMatchObject({
      name: 'Lamp',
      sku: 'AB-1234',
      brand: 'Lux',
      price: '19.99',
      currency: 'GBP',
      availability: 'InStock',
    });
  });
});
