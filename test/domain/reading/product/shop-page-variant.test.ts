// Product pages of several variants with a price each: the price of the chosen one, and what all of them cost.
import { expect, test } from 'vitest';
import { inspectProduct } from '../../../../cli/inspect/explain/inspect-product.ts';

test.each<readonly [string, string, string, Record<string, unknown>]>([
  [
    'Shopify: product JSON in the page, first variant selected',
    'https://sh.example/products/soap',
    '<!doctype html><html lang="en"><head><title>Soap Bar – Sh</title><meta property="og:title" content="Soap Bar"><meta property="og:type" content="product"><meta property="og:price:amount" content="3.49"><meta property="og:price:currency" content="USD"></head><body><main><h1 class="product__title">Soap Bar</h1><div class="price"><span class="price-item price-item--regular">From $3.49</span></div><variant-radios><fieldset><input type="radio" name="Size" value="One" checked><label>One</label><input type="radio" name="Size" value="Six"><label>Six</label></fieldset></variant-radios><button name="add">Add to cart</button></main><script type="application/json" data-product-json>{"id":1,"title":"Soap Bar","vendor":"Mild","price":349,"price_min":349,"price_max":1999,"price_varies":true,"variants":[{"id":11,"title":"One","price":349,"available":true},{"id":12,"title":"Six","price":1999,"available":true}]}</script></body></html>',
    { price: '3.49', currency: 'USD', name: 'Soap Bar', variants: { count: 2, low: '3.49', high: '19.99' } },
  ],
  [
    'WooCommerce: variations form with a range',
    'https://wo.example/product/candle/',
    '<!doctype html><html lang="en-GB"><head><title>Candle – Wo</title></head><body><div class="product type-product product-type-variable"><div class="summary entry-summary"><h1 class="product_title entry-title">Candle</h1><p class="price"><span class="woocommerce-Price-amount amount"><bdi><span class="woocommerce-Price-currencySymbol">&pound;</span>8.00</bdi></span> &ndash; <span class="woocommerce-Price-amount amount"><bdi><span class="woocommerce-Price-currencySymbol">&pound;</span>22.00</bdi></span></p><form class="variations_form cart" data-product_variations="[{&quot;variation_id&quot;:1,&quot;display_price&quot;:8,&quot;display_regular_price&quot;:8,&quot;is_in_stock&quot;:true,&quot;attributes&quot;:{&quot;attribute_size&quot;:&quot;S&quot;}},{&quot;variation_id&quot;:2,&quot;display_price&quot;:14,&quot;display_regular_price&quot;:14,&quot;is_in_stock&quot;:true,&quot;attributes&quot;:{&quot;attribute_size&quot;:&quot;M&quot;}},{&quot;variation_id&quot;:3,&quot;display_price&quot;:22,&quot;display_regular_price&quot;:22,&quot;is_in_stock&quot;:false,&quot;attributes&quot;:{&quot;attribute_size&quot;:&quot;L&quot;}}]"><select name="attribute_size"><option value="">Choose an option</option><option>S</option><option>M</option><option>L</option></select><button type="submit" class="single_add_to_cart_button button alt">Add to basket</button></form></div></div></body></html>',
    { price: '8.00', currency: 'GBP', name: 'Candle', variants: { count: 3, low: '8.00', high: '22.00' } },
  ],
  [
    'Magento: configurable options in jsonConfig',
    'https://ma.example/tee.html',
    '<!doctype html><html lang="en"><head><title>Radiant Tee</title></head><body><main><h1 class="page-title"><span class="base" data-ui-id="page-title-wrapper">Radiant Tee</span></h1><div class="product-info-price"><div class="price-box price-final_price"><span class="price-label">As low as</span> <span class="price-container"><span data-price-amount="22" data-price-type="finalPrice" class="price-wrapper"><span class="price">$22.00</span></span></span></div></div><button id="product-addtocart-button">Add to Cart</button></main><script type="text/x-magento-init">{"[data-role=swatch-options]":{"Magento_Swatches/js/swatch-renderer":{"jsonConfig":{"optionPrices":{"101":{"finalPrice":{"amount":22}},"102":{"finalPrice":{"amount":22}},"103":{"finalPrice":{"amount":27.5}}}}}}}</script></body></html>',
    {
      price: '22.00',
      currency: 'USD',
      name: 'Radiant Tee',
      variants: { count: 3, low: '22.00', high: '27.50' },
    },
  ],
  [
    'JSON-LD: offers of variants with different prices',
    'https://jl.example/p/tea',
    '<!doctype html><html lang="de"><head><title>Green Tea</title><script type="application/ld+json">{"@context":"https://schema.org","@type":"Product","name":"Green Tea","offers":[{"@type":"Offer","price":"6.50","priceCurrency":"EUR","sku":"T50","name":"50 g","availability":"https://schema.org/InStock"},{"@type":"Offer","price":"11.90","priceCurrency":"EUR","sku":"T100","name":"100 g"},{"@type":"Offer","price":"24.00","priceCurrency":"EUR","sku":"T250","name":"250 g"}]}</script></head><body><main><h1>Green Tea</h1><p class="price">6,50 €</p><button>In den Warenkorb</button></main></body></html>',
    { price: '6.50', currency: 'EUR', name: 'Green Tea', variants: { count: 3, low: '6.50', high: '24.00' } },
  ],
  [
    'JSON-LD: AggregateOffer of variants, the page shows the selected one',
    'https://jl.example/p/mat',
    '<!doctype html><html lang="en"><head><title>Yoga Mat</title><script type="application/ld+json">{"@context":"https://schema.org","@type":"Product","name":"Yoga Mat","offers":{"@type":"AggregateOffer","lowPrice":"20","highPrice":"45","offerCount":4,"priceCurrency":"USD"}}</script></head><body><main><h1>Yoga Mat</h1><p class="price">$29.00</p><select><option selected>4 mm</option><option>6 mm</option></select><button>Add to cart</button></main></body></html>',
    {
      price: '29.00',
      currency: 'USD',
      name: 'Yoga Mat',
      variants: { count: 4, low: '20.00', high: '45.00' },
    },
  ],
  [
    'a select of sizes with prices',
    'https://se.example/p/honey',
    '<!doctype html><html lang="en"><head><title>Honey</title></head><body><main><h1>Honey</h1><form><select name="size"><option value="1" selected>250 g - $3.49</option><option value="2">2 kg - $19.99</option></select><button>Add to cart</button></form></main></body></html>',
    { price: '3.49', currency: 'USD', variants: { count: 2, low: '3.49', high: '19.99' } },
  ],
  [
    'a select of sizes with the second selected',
    'https://se.example/p/honey2',
    '<!doctype html><html lang="en"><head><title>Honey</title></head><body><main><h1>Honey</h1><form><select name="size"><option value="1">250 g - $3.49</option><option value="2" selected>2 kg - $19.99</option></select><button>Add to cart</button></form></main></body></html>',
    { price: '19.99', currency: 'USD', variants: { count: 2, low: '3.49', high: '19.99' } },
  ],
  [
    'radio rows of packs',
    'https://se.example/p/bulb',
    '<!doctype html><html lang="en"><head><title>Onion Sets</title></head><body><main><h1>Onion Sets</h1><div class="skus"><label><input type="radio" name="s" checked> Pack of 50 <b>$3.49</b></label><label><input type="radio" name="s"> Pack of 400 <b>$19.99</b></label></div><button>Add to cart</button></main></body></html>',
    { price: '3.49', currency: 'USD', variants: { count: 2, low: '3.49', high: '19.99' } },
  ],
  [
    'ProductGroup with variants of several prices',
    'https://pg.example/p/shirt?color=red',
    '<!doctype html><html lang="en"><head><title>Shirt</title><script type="application/ld+json">{"@context":"https://schema.org","@type":"ProductGroup","name":"Shirt","brand":{"@type":"Brand","name":"Ondine"},"hasVariant":[{"@type":"Product","name":"Shirt red","offers":{"@type":"Offer","url":"https://pg.example/p/shirt?color=red","price":30,"priceCurrency":"USD","availability":"InStock"}},{"@type":"Product","name":"Shirt blue","offers":{"@type":"Offer","url":"https://pg.example/p/shirt?color=blue","price":35,"priceCurrency":"USD","availability":"OutOfStock"}}]}</script></head><body><main><h1>Shirt</h1><p>$30.00</p><button>Add to cart</button></main></body></html>',
    {
      price: '30.00',
      currency: 'USD',
      brand: 'Ondine',
      availability: 'InStock',
      variants: { count: 2, low: '30.00', high: '35.00' },
    },
  ],
  [
    'price from in a hero and one price per night beside',
    'https://gf.example/p/card',
    '<!doctype html><html lang="en"><head><title>Gift Card</title></head><body><main><h1>Gift Card</h1><select><option>$25.00</option><option>$50.00</option><option>$100.00</option></select><button>Add to cart</button></main></body></html>',
    { price: '25.00', currency: 'USD', variants: { count: 3, low: '25.00', high: '100.00' } },
  ],
])('%s', (_name, url, html, wanted) => {
  const found = inspectProduct({ html, url });
  expect({ ...found, price: Number(found.price) }).toMatchObject({
    ...wanted,
    price: Number(wanted['price']),
  });
});
