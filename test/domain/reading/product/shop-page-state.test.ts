// Product pages whose scripts or components alone know the product: no markup, no text, state of a framework.
import { expect, test } from 'vitest';
import { inspectProduct } from '../../../../cli/inspect/explain/inspect-product.ts';

test.each<readonly [string, string, string, Record<string, unknown>]>([
  [
    'Next shop without markup: price in __NEXT_DATA__ only',
    'https://nx.example/products/linen-shirt',
    '<!doctype html><html lang="en"><head><title>Linen Shirt | Nx</title></head><body><div id="__next"><header><a href="/">Nx</a></header><main><h1>Linen Shirt</h1><div class="skeleton"></div></main></div><script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"product":{"id":"p1","title":"Linen Shirt","handle":"linen-shirt","priceRange":{"minVariantPrice":{"amount":"79.0","currencyCode":"EUR"},"maxVariantPrice":{"amount":"79.0","currencyCode":"EUR"}},"availableForSale":true,"vendor":"Halm"},"related":[{"title":"Wool Scarf","priceRange":{"minVariantPrice":{"amount":"39.0","currencyCode":"EUR"}}}]}}}</script></body></html>',
    { price: '79.00', currency: 'EUR', name: 'Linen Shirt', availability: 'InStock', brand: 'Halm' },
  ],
  [
    'React without markup: nothing but a root and state',
    'https://rs.example/item/991',
    '<!doctype html><html lang="en"><head><title>Trail Backpack 32</title></head><body><div id="root"></div><script>window.__INITIAL_STATE__={"cart":{"items":[],"total":0},"productDetail":{"data":{"productName":"Trail Backpack 32","sku":"TB32","pricing":{"listPrice":140,"salePrice":112.5,"currency":"USD"},"inventory":{"inStock":true}}}};</script></body></html>',
    { price: '112.50', currency: 'USD', name: 'Trail Backpack 32', availability: 'InStock' },
  ],
  [
    'Nuxt payload without heading',
    'https://nu.example/p/steel-bottle',
    '<!doctype html><html lang="en"><head><title>Steel Bottle 0.7 l – Nu</title></head><body><div id="__nuxt"></div><script>window.__NUXT__={data:[{product:{name:"Steel Bottle 0.7 l",sku:"SB07",price:{value:24.9,currency:"EUR"},stock:{available:true}}}],state:{}};</script></body></html>',
    { price: '24.90', currency: 'EUR', name: 'Steel Bottle 0.7 l' },
  ],
  [
    'Apollo state of a shop, prices with currency code',
    'https://ap.example/p/kettle',
    '<!doctype html><html lang="en"><head><title>Kettle Pro</title></head><body><div id="app"></div><script>window.__APOLLO_STATE__={"ROOT_QUERY":{},"Product:77":{"__typename":"Product","id":"77","name":"Kettle Pro","price":{"__typename":"Money","amount":"59.95","currency":"GBP"},"stockStatus":"IN_STOCK"},"Product:78":{"__typename":"Product","id":"78","name":"Toaster Pro","price":{"__typename":"Money","amount":"49.95","currency":"GBP"}}};</script></body></html>',
    { price: '59.95', currency: 'GBP', name: 'Kettle Pro', availability: 'InStock' },
  ],
  [
    'Vue props in an attribute',
    'https://vu.example/p/rug',
    '<!doctype html><html lang="en"><head><title>Jute Rug | Vu</title></head><body><div id="app"><product-page :product=\'{"id":4,"name":"Jute Rug","price":"89.00","currency":"USD","in_stock":true}\'></product-page></div></body></html>',
    { price: '89.00', currency: 'USD', name: 'Jute Rug' },
  ],
  [
    'React page: price in state under another name, visible none, heading by script',
    'http://re.example/p/x',
    '<!doctype html><html lang="en"><head><title>Trouser Miller | A Day</title><meta property="og:title" content="Trouser Miller"></head><body><div id="app"></div><script>window.__PRELOADED_STATE__ = JSON.parse(\'{"product":{"item":{"name":"Trouser Miller","variants":[{"sku":"1","prices":{"usd":{"now":170,"was":170,"currency":"USD"}}}]}}}\');</script></body></html>',
    { price: '170', currency: 'USD', name: 'Trouser Miller' },
  ],
  [
    'Nuxt 3 payload indexed',
    'http://nu.example/p/z',
    '<!doctype html><html lang="en"><head><title>Kettle Bo</title></head><body><div id="__nuxt"></div><script type="application/json" id="__NUXT_DATA__">[{"data":1},{"product":2},{"name":3,"price":4,"currency":5,"sku":6},"Kettle Bo",49.5,"EUR","KB1"]</script></body></html>',
    { price: '49.5', currency: 'EUR' },
  ],
  [
    'TanStack/React Query dehydrated',
    'http://rq.example/p/z',
    '<!doctype html><html lang="en"><head><title>Kettle Bo | Rq</title></head><body><div id="__next"><h1>Kettle Bo</h1></div><script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"dehydratedState":{"queries":[{"state":{"data":{"product":{"name":"Kettle Bo","pricing":{"current":{"value":59.9,"currency":"EUR"},"original":{"value":79.9,"currency":"EUR"}},"availability":{"status":"IN_STOCK"}}}}}]}}}}</script></body></html>',
    { price: '59.9', currency: 'EUR', availability: 'InStock' },
  ],
  [
    'GraphQL price in minor units with formatted',
    'http://gq.example/p/z',
    '<!doctype html><html lang="en"><head><title>Kettle Bo | Gq</title></head><body><div><h1>Kettle Bo</h1></div><script type="application/json">{"product":{"name":"Kettle Bo","price":{"centAmount":5990,"currencyCode":"EUR","fractionDigits":2}}}</script></body></html>',
    { price: '59.90', currency: 'EUR' },
  ],
])('%s', (_name, url, html, wanted) => {
  const found = inspectProduct({ html, url });
  expect({ ...found, price: Number(found.price) }).toMatchObject({
    ...wanted,
    price: Number(wanted['price']),
  });
});

test('state with several products of equal names is ambiguous', () => {
  const html =
    '<!doctype html><html lang="en"><head><title>Lamp | X</title></head><body><div id="app"></div><script>window.__STATE__={"a":{"name":"Lamp Oda","price":20},"b":{"name":"Lamp Ida","price":30}};</script></body></html>';
  expect(inspectProduct({ html, url: 'http://re.example/p/y' }).price).toBeNull();
});
