import { describe, expect, test } from 'vitest';
import { inspectProduct } from '../../../../cli/inspect/explain/inspect-product.ts';

const URL_OF_PAGE = 'https://shop.example/p/lamp';

const ld = (offer: object): string =>
  `<script type="application/ld+json">${JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: 'Lamp',
    offers: { '@type': 'Offer', price: '20', priceCurrency: 'EUR', ...offer },
  })}</script>`;

const page = (body: string, head = '', lang = 'en'): string =>
  `<!doctype html><html lang="${lang}"><head><title>Lamp | Shop</title>${head}</head><body>
  <header><a href="/cart">Cart</a></header><main>${body}</main><footer><a href="/imprint">Imprint</a></footer></body></html>`;

const look = (html: string, url = URL_OF_PAGE): ReturnType<typeof inspectProduct> =>
  inspectProduct({ html, url });

const STATE = (product: object): string =>
  page(
    '<h1>Lamp Lux 40</h1>',
    `<script>window.__INITIAL_STATE__ = ${JSON.stringify({ a: { product } })};</script>`,
  );

describe('shop systems show that a thing is sold out', () => {
  test.each([
    [
      'Shopify theme, button disabled',
      page(
        '<h1>Lamp</h1><div class="price">€20</div><button type="submit" name="add" disabled class="product-form__submit"><span>Sold out</span></button>',
      ),
    ],
    [
      'WooCommerce, stock note and no button',
      page(
        '<div class="product type-product outofstock"><h1 class="product_title">Lamp</h1><p class="price">€20</p><p class="stock out-of-stock">Out of stock</p></div>',
      ),
    ],
    [
      'WooCommerce, container class alone',
      page('<div class="product type-product outofstock"><h1>Lamp</h1><p class="price">€20</p></div>'),
    ],
    [
      'Magento',
      page(
        '<h1>Lamp</h1><span class="price">€20</span><div class="stock unavailable" title="Availability"><span>Out of stock</span></div>',
      ),
    ],
    [
      'PrestaShop',
      page(
        '<h1>Lampe</h1><span class="current-price">20 €</span><span id="product-availability">Rupture de stock</span><button class="btn btn-primary add-to-cart" disabled>Ajouter au panier</button>',
        '',
        'fr',
      ),
    ],
    [
      'Shopware',
      page(
        '<h1>Lampe</h1><p class="product-detail-price">20,00 €</p><div class="product-detail-delivery-information"><p class="delivery-information delivery-not-available">Nicht mehr verfügbar</p></div>',
        '',
        'de',
      ),
    ],
    [
      'OXID',
      page(
        '<h1>Lampe</h1><div class="price">20,00 €</div><span class="stockFlag notOnStock">Dieser Artikel ist nicht auf Lager und muss erst nachbestellt werden.</span>',
        '',
        'de',
      ),
    ],
    [
      'BigCommerce',
      page(
        '<h1>Lamp</h1><span class="price">$20</span><div class="alertBox alertBox--error"><p class="alertBox-message">Out of stock</p></div>',
      ),
    ],
    [
      'a large marketplace',
      page(
        '<h1 id="title">Lamp</h1><div id="availability"><span class="a-size-medium">Currently unavailable.</span><br>We don\'t know when or if this item will be back in stock.</div>',
      ),
    ],
    [
      'an auction that is over',
      page('<h1>Lamp</h1><span>US $20</span><div>This listing was ended by the seller.</div>'),
    ],
    [
      'a form that offers a note, with cards that can be bought below',
      page(
        `<h1>Lamp</h1><p class="price">€20</p><form><label>Leave your address</label><button>Notify me when available</button></form>
        <h2>You may also like</h2><ul class="grid">${[1, 2, 3, 4].map((n) => `<li class="card"><a href="/p/${n}"><img src="/${n}.jpg">Bulb ${n}</a><span class="price">€${n}</span><button>Add to cart</button></li>`).join('')}</ul>`,
      ),
    ],
    [
      'a button classed as buy button that reads sold out',
      page('<h1>Lamp</h1><a class="btn add-to-cart">Sold Out</a>'),
    ],
    ['application state, a flag', STATE({ name: 'Lamp Lux 40', price: 20, inStock: false })],
    ['application state, a word', STATE({ name: 'Lamp Lux 40', price: 20, stockStatus: 'OUT_OF_STOCK' })],
    [
      'product object of a theme, all variants gone',
      page(
        '<h1>Lamp Lux 40</h1>',
        `<script type="application/json">${JSON.stringify({ title: 'Lamp Lux 40', price: 2000, price_min: 2000, variants: [{ available: false }, { available: false }] })}</script>`,
      ),
    ],
    [
      'one thing that can be bought stands under a heading of related ones',
      page(
        '<h1>Lamp</h1><p>€20</p><p>Leider ausverkauft</p><h2>Ähnliche Artikel</h2><a href="/b">Bulb</a><span>€2</span><button>In den Warenkorb</button>',
        '',
        'de',
      ),
    ],
    ['meta tag', page('<h1>Lamp</h1>', '<meta property="product:availability" content="out of stock">')],
    ['markup, short form', page('<h1>Lamp</h1>', ld({ availability: 'OutOfStock' }))],
    ['markup, http', page('<h1>Lamp</h1>', ld({ availability: 'http://schema.org/OutOfStock' }))],
    [
      "markup, a phrase of the shop's language",
      page('<h1>Lamp</h1>', ld({ availability: 'Nicht auf Lager' })),
    ],
  ])('reads that it is sold out: %s', (_, html) => {
    expect(look(html).availability).toMatch(/^(?:OutOfStock|SoldOut)$/);
  });
});

describe('things that can be bought', () => {
  const SIZES = '<select class="sizes"><option>S - sold out</option><option>M</option></select>';
  test.each([
    [
      'a size is sold out',
      page(`<h1>Lamp</h1><p>Some sizes are out of stock</p>${SIZES}<button>Add to cart</button>`),
    ],
    [
      'a hidden template says sold out',
      page(
        '<h1>Lamp</h1><div style="display:none" class="stock">Sold out</div><div class="d-none stock">Sold out</div><p class="stock">In stock</p>',
      ),
    ],
    [
      'a badge of another product says sold out',
      page(
        `<h1>Lamp</h1><button>Add to cart</button><ul class="grid">${[1, 2, 3].map((n) => `<li><a href="/p/${n}">Bulb ${n}</a><span class="price">€${n}</span><span class="badge sold-out">Sold out</span></li>`).join('')}</ul>`,
      ),
    ],
    [
      'one variant of the state is left',
      STATE({ name: 'Lamp Lux 40', price: 20, variants: [{ available: false }, { available: true }] }),
    ],
  ])('although %s', (_, html) => {
    expect(look(html).availability).toBe('InStock');
  });
});

describe('stock with a label of its own', () => {
  test.each([
    ['in one line of a list', '<ul><li>Availability: Out of stock</li></ul>', 'OutOfStock'],
    ['in two cells', '<table><tr><td>Stock</td><td>0</td></tr></table>', 'OutOfStock'],
    ['in two cells, pieces', '<table><tr><td>Stock</td><td>154</td></tr></table>', 'InStock'],
    ['in a definition list', '<dl><dt>Verfügbarkeit</dt><dd>zur Zeit nicht am Lager</dd></dl>', 'OutOfStock'],
    ['in Japanese', '<p>在庫：○</p>', 'InStock'],
    ['in Romanian', '<p>Disponibilitate: Stoc epuizat</p>', 'OutOfStock'],
  ])('is read %s', (_, html, availability) => {
    expect(look(page(`<h1>Lamp</h1>${html}`)).availability).toBe(availability);
  });

  test('is not the line before another', () => {
    const lines = '<p>In stock</p><p>A great tool, was out of stock for weeks</p>';
    expect(look(page(`<h1>Lamp</h1>${lines}`)).availability).toBe('InStock');
  });

  test('beats a button that works all the same, and says so', () => {
    const label = '<ul><li>Availability: Out of stock</li></ul><button>Add to cart</button>';
    expect(look(page(`<h1>Lamp</h1>${label}`)).availability).toBe('OutOfStock');
    const found = look(page(`<h1>Lamp</h1>${label}`, ld({ availability: 'InStock' })));
    expect(found.availability).toBe('OutOfStock');
    expect(found.evidence.availabilityConflict).toContain('json-ld says InStock');
  });
});

describe('what acts as a button', () => {
  const PRICE = '<p class="price">€20</p>';
  test.each([
    ['an anchor without address', '<a class="x1">Add to cart</a>', 'InStock'],
    ['a role', '<div role="button"><span>Add to bag</span></div>', 'InStock'],
    ['a class', '<div class="aa_buybut"><div class="btn">Купить</div></div>', 'InStock'],
    ['a class, gone', '<div class="btn-gray btn">已售完</div>', 'OutOfStock'],
    ['a picture', '<input type="image" src="/i/btn_buynowCC.gif" alt="PayPal">', 'InStock'],
    [
      'a disabled button in a classed box',
      '<div class="btn"><button disabled>Add to cart</button></div>',
      null,
    ],
    [
      'a collection at a shop',
      '<p>Not available for delivery</p><button>Add for collection</button>',
      'InStock',
    ],
    ['a way to write to the seller', '<button>Nachricht schreiben</button>', 'InStock'],
    [
      'a way to write to the seller of what is sold',
      '<p>Sold</p><button>Message seller</button>',
      'OutOfStock',
    ],
  ])('tells whether the thing can be bought: %s', (_, html, availability) => {
    expect(look(page(`<h1>Lamp</h1>${PRICE}${html}`)).availability).toBe(availability);
  });

  test('a contact without any price sells nothing', () => {
    expect(look(page('<h1>Lamp</h1><button>Contact seller</button>')).availability).toBeNull();
  });
});

describe('markup and page disagree', () => {
  test('a working buy button beats stale markup, and the markup is told', () => {
    const found = look(
      page(
        '<h1>Lamp</h1><p class="price">€20</p><button>Add to cart</button>',
        ld({ availability: 'OutOfStock' }),
      ),
    );
    expect(found.availability).toBe('InStock');
    expect(found.evidence.availabilityConflict).toContain('json-ld says OutOfStock');
  });

  test('a disabled button that reads sold out beats markup that is always in stock', () => {
    const found = look(
      page(
        '<h1>Lamp</h1><button disabled>Sold out</button>',
        ld({ availability: 'https://schema.org/InStock' }),
      ),
    );
    expect(found.availability).toBe('OutOfStock');
    expect(found.evidence.availabilityConflict).toContain('json-ld says InStock');
  });

  test.each([
    ['only known by its class', '<a class="btn-buy">→</a>'],
    ['disabled', '<button disabled>Add to cart</button>'],
    ['beside a note that it is gone', '<p class="stock">Sold out</p><button>Add to cart</button>'],
  ])('a button %s does not beat markup', (_, button) => {
    expect(look(page(`<h1>Lamp</h1>${button}`, ld({ availability: 'OutOfStock' }))).availability).toBe(
      'OutOfStock',
    );
  });
});

test('the variant that the address selects is the one that counts', () => {
  const offers = ['1', '2'].map((id) => ({
    '@type': 'Offer',
    price: '20',
    priceCurrency: 'EUR',
    url: `${URL_OF_PAGE}?variant=${id}`,
    availability: id === '1' ? 'InStock' : 'OutOfStock',
  }));
  const head = `<script type="application/ld+json">${JSON.stringify({ '@type': 'Product', name: 'Lamp', offers })}</script>`;
  expect(look(page('<h1>Lamp</h1>', head), `${URL_OF_PAGE}?variant=2`).availability).toBe('OutOfStock');
  expect(look(page('<h1>Lamp</h1>', head)).availability).toBe('InStock');
});
