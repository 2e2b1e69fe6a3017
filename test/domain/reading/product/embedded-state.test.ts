import { expect, test } from 'vitest';
import { inspectProduct } from '../../../../cli/inspect/explain/inspect-product.ts';
import { inTime } from '../../../support/in-time.ts';

const look = (scripts: string): ReturnType<typeof inspectProduct> =>
  inspectProduct({
    html: `<!doctype html><title>Lamp Lux 40</title><h1>Lamp Lux 40</h1>${scripts}`,
    url: 'https://shop.example/lamp',
  });

const PRODUCT = {
  name: 'Lamp Lux 40',
  sku: 'L-40',
  price: 19.5,
  currency: 'EUR',
  brand: 'Lux',
  inStock: true,
};
const quoted = JSON.stringify(JSON.stringify({ p: PRODUCT }));
const INDEXED = JSON.stringify([
  { data: 1 },
  { product: 2 },
  { name: 3, sku: 4, price: 5, currency: 6, brand: 7, inStock: 8 },
  'Lamp Lux 40',
  'L-40',
  19.5,
  'EUR',
  'Lux',
  true,
]);
const STREAM = JSON.stringify(`5:["$","div",null,${JSON.stringify({ product: PRODUCT })}]\n`);

test.each([
  ['an assignment', `<script>window.__STATE__ = ${JSON.stringify({ a: [PRODUCT] })}; start();</script>`],
  [
    'an object literal with bare keys',
    `<script>var item = {name: 'Lamp Lux 40', sku: 'L-40', price: 19.50, currency: 'EUR', brand: 'Lux', inStock: true, };</script>`,
  ],
  ['quoted JSON', `<script>window.__APOLLO_STATE__ = JSON.parse(${quoted});</script>`],
  [
    'an analytics layer',
    `<script>dataLayer.push({event:'view_item', ecommerce:{currency:'EUR', items:[{item_name:'Lamp Lux 40', item_id:'L-40', price:19.5, item_brand:'Lux', inStock:true}]}});</script>`,
  ],
  ['indexed state', `<script type="application/json" id="__NUXT_DATA__">${INDEXED}</script>`],
  ['streamed state', `<script>self.__next_f.push([1,${STREAM}])</script>`],
])('a product is read from %s', (_, scripts) => {
  expect(look(scripts)).toMatchObject({
    price: '19.50',
    currency: 'EUR',
    sku: 'L-40',
    brand: 'Lux',
    availability: 'InStock',
  });
});

test('theme objects that count in cents are read as such', () => {
  const meta = {
    product: {
      id: 1,
      vendor: 'Lux',
      title: 'Lamp Lux 40',
      variants: [{ price: 1950, sku: 'L-40', public_title: null }],
    },
  };
  expect(
    look(
      `<meta property="og:price:currency" content="EUR"><script>var meta = ${JSON.stringify(meta)};</script>`,
    ),
  ).toMatchObject({
    price: '19.50',
    sku: 'L-40',
    brand: 'Lux',
  });
});

test('an object of another product is not taken', () => {
  expect(look(`<script>var item = {"name":"Bulb","price":3,"sku":"B-1"};</script>`)).toMatchObject({
    price: null,
    sku: null,
  });
});

test('hostile scripts end in nothing, soon', () => {
  const deep = `<script>var a = ${'{"price":'.repeat(50_000)}1;</script>`;
  const many = `<script>${'var a = {"price":"x'.repeat(20_000)}</script>`;
  const open = `<script>${'JSON.parse("\\"price\\\\"'.repeat(20_000)}</script>`;
  inTime(3_000, () => {
    for (const scripts of [deep, many, open]) expect(look(scripts).price).toBeNull();
  });
});
