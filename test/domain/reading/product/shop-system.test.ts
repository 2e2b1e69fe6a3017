// Product pages as the templates of shop systems write them.
import { describe, expect, test } from 'vitest';
import { inspectProduct } from '../../../../cli/inspect/explain/inspect-product.ts';
import { json, shopPage as page } from '../../../support/shop-page.ts';

describe('a product page of a shop system', () => {
  test.each<readonly [string, string, string, Record<string, string>]>([
    [
      'Shopify: offers of variants, one selected by the address',
      'https://brook.example/products/wool-cap?variant=43002',
      page(
        `<title>Wool cap – Brook</title><link rel="canonical" href="https://brook.example/products/wool-cap">` +
          json({
            '@context': 'http://schema.org/',
            '@type': 'Product',
            name: 'Wool cap',
            url: 'https://brook.example/products/wool-cap',
            brand: { '@type': 'Brand', name: 'Brook' },
            offers: [
              {
                '@type': 'Offer',
                sku: 'WC-S',
                availability: 'http://schema.org/InStock',
                price: 20.0,
                priceCurrency: 'EUR',
                url: 'https://brook.example/products/wool-cap?variant=43001',
              },
              {
                '@type': 'Offer',
                sku: 'WC-L',
                availability: 'http://schema.org/OutOfStock',
                price: 25.0,
                priceCurrency: 'EUR',
                url: 'https://brook.example/products/wool-cap?variant=43002',
              },
            ],
          }),
        `<main><h1 class="product__title">Wool cap</h1><div class="price"><span class="price-item price-item--regular">€25,00 EUR</span></div><button type="submit" name="add" disabled>Sold out</button></main>`,
      ),
      { price: '25.00', currency: 'EUR', availability: 'OutOfStock', sku: 'WC-L', name: 'Wool cap' },
    ],
    [
      'Shopify: a sale',
      'https://brook.example/products/mug',
      page(
        `<title>Mug – Brook</title><meta property="og:type" content="product"><meta property="og:price:amount" content="12.00"><meta property="og:price:currency" content="GBP">`,
        `<main><h1>Mug</h1><div class="price price--on-sale"><div class="price__regular"><span class="visually-hidden">Regular price</span><span class="price-item price-item--regular">£12.00 GBP</span></div><div class="price__sale"><span class="visually-hidden">Regular price</span><span><s class="price-item price-item--regular">£18.00 GBP</s></span><span class="visually-hidden">Sale price</span><span class="price-item price-item--sale">£12.00 GBP</span></div><small class="unit-price caption hidden"><span class="visually-hidden">Unit price</span></small></div><product-form><form action="/cart/add"><button type="submit" name="add">Add to cart</button></form></product-form></main>`,
      ),
      { price: '12.00', currency: 'GBP', availability: 'InStock', listPrice: '18.00', name: 'Mug' },
    ],
    [
      'Shopify: a group of variants, one selected',
      'https://brook.example/products/tee?variant=12',
      page(
        `<title>Tee</title>` +
          json({
            '@context': 'http://schema.org/',
            '@id': '/products/tee#product',
            '@type': 'ProductGroup',
            brand: { '@type': 'Brand', name: 'Lumen' },
            name: 'Tee',
            productGroupID: '777',
            hasVariant: [
              {
                '@type': 'Product',
                '@id': '/products/tee?variant=11#variant',
                name: 'Tee - S',
                sku: 'TEE-S',
                offers: {
                  '@type': 'Offer',
                  '@id': '/products/tee?variant=11#offer',
                  availability: 'http://schema.org/OutOfStock',
                  price: '15.00',
                  priceCurrency: 'USD',
                  url: 'https://brook.example/products/tee?variant=11',
                },
              },
              {
                '@type': 'Product',
                '@id': '/products/tee?variant=12#variant',
                name: 'Tee - L',
                sku: 'TEE-L',
                gtin: '4006381333931',
                offers: {
                  '@type': 'Offer',
                  availability: 'http://schema.org/InStock',
                  price: '17.00',
                  priceCurrency: 'USD',
                  url: 'https://brook.example/products/tee?variant=12',
                },
              },
            ],
          }),
        `<main><h1>Tee</h1><span class="price-item">$17.00</span><button name="add">Add to cart</button></main>`,
      ),
      { price: '17.00', currency: 'USD', availability: 'InStock', sku: 'TEE-L', brand: 'Lumen' },
    ],
    [
      'a group of variants, none selected',
      'https://x.example/p/tee',
      page(
        `<title>Tee</title>` +
          json({
            '@context': 'http://schema.org/',
            '@type': 'ProductGroup',
            name: 'Tee',
            brand: 'Lumen',
            hasVariant: [
              {
                '@type': 'Product',
                name: 'Tee - S',
                sku: 'TEE-S',
                offers: {
                  '@type': 'Offer',
                  availability: 'http://schema.org/OutOfStock',
                  price: '15.00',
                  priceCurrency: 'USD',
                },
              },
              {
                '@type': 'Product',
                name: 'Tee - L',
                sku: 'TEE-L',
                offers: {
                  '@type': 'Offer',
                  availability: 'http://schema.org/InStock',
                  price: '15.00',
                  priceCurrency: 'USD',
                },
              },
            ],
          }),
        `<main><h1>Tee</h1><span class="price-item">$15.00</span><button name="add">Add to cart</button></main>`,
      ),
      { price: '15.00', currency: 'USD', availability: 'InStock', name: 'Tee', brand: 'Lumen' },
    ],
    [
      'WooCommerce: a sale',
      'https://woo.example/product/lamp/',
      page(
        `<title>Lamp - Woo</title>` +
          json({
            '@context': 'https://schema.org/',
            '@graph': [
              {
                '@type': 'BreadcrumbList',
                '@id': 'https://woo.example/product/lamp/#breadcrumb',
                itemListElement: [
                  { '@type': 'ListItem', position: 1, name: 'Home', item: 'https://woo.example' },
                ],
              },
              {
                '@type': 'Product',
                '@id': 'https://woo.example/product/lamp/#product',
                name: 'Lamp',
                url: 'https://woo.example/product/lamp/',
                sku: 'LMP-1',
                offers: [
                  {
                    '@type': 'Offer',
                    priceSpecification: [
                      {
                        '@type': 'UnitPriceSpecification',
                        price: '39.90',
                        priceCurrency: 'EUR',
                        valueAddedTaxIncluded: false,
                        validThrough: '2027-12-31',
                      },
                      {
                        '@type': 'UnitPriceSpecification',
                        price: '59.90',
                        priceCurrency: 'EUR',
                        priceType: 'https://schema.org/ListPrice',
                      },
                    ],
                    availability: 'https://schema.org/InStock',
                    url: 'https://woo.example/product/lamp/',
                    seller: { '@type': 'Organization', name: 'Woo' },
                  },
                ],
              },
            ],
          }),
        `<main><div class="product type-product instock sale"><h1 class="product_title entry-title">Lamp</h1><p class="price"><del aria-hidden="true"><span class="woocommerce-Price-amount amount"><bdi>59,90&nbsp;<span class="woocommerce-Price-currencySymbol">&euro;</span></bdi></span></del> <span class="screen-reader-text">Original price was: 59,90&nbsp;&euro;.</span><ins><span class="woocommerce-Price-amount amount"><bdi>39,90&nbsp;<span>&euro;</span></bdi></span></ins></p><p class="stock in-stock">12 in stock</p><form class="cart"><button type="submit" name="add-to-cart" class="single_add_to_cart_button">Add to cart</button></form><div class="product_meta"><span class="sku_wrapper">SKU: <span class="sku">LMP-1</span></span></div></div></main>`,
      ),
      { price: '39.90', currency: 'EUR', listPrice: '59.90', availability: 'InStock', sku: 'LMP-1' },
    ],
    [
      'WooCommerce: a range of prices',
      'https://woo.example/product/rug/',
      page(
        `<title>Rug - Woo</title>`,
        `<main><div class="product type-product product-type-variable instock"><h1 class="product_title">Rug</h1><p class="price"><span class="woocommerce-Price-amount amount"><bdi><span class="woocommerce-Price-currencySymbol">&#36;</span>25.00</bdi></span> &ndash; <span class="woocommerce-Price-amount amount"><bdi><span>&#36;</span>45.00</bdi></span></p><form class="variations_form cart"><select><option>Choose an option</option></select><button type="submit" class="single_add_to_cart_button button alt disabled wc-variation-selection-needed">Add to cart</button></form></div></main>`,
      ),
      { price: '25.00', currency: 'USD' },
    ],
    [
      'WooCommerce: out of stock',
      'https://woo.example/product/rug/',
      page(
        `<title>Rug - Woo</title>`,
        `<main><div class="product type-product outofstock product-type-simple"><h1 class="product_title">Rug</h1><p class="price"><span class="woocommerce-Price-amount amount"><bdi>1.250,00&nbsp;<span>kr.</span></bdi></span></p><p class="stock out-of-stock">Ikke på lager</p></div></main>`,
        'da-DK',
      ),
      { price: '1250.00', currency: 'DKK', availability: 'OutOfStock' },
    ],
    [
      'WooCommerce: a choice is needed first',
      'https://woo.example/product/sock/',
      page(
        `<title>Sock</title>`,
        `<main><div class="product type-product"><h1 class="product_title">Sock</h1><p class="price"><span class="amount">£5.00</span></p><form class="variations_form cart" data-product_variations="[{&quot;sku&quot;:&quot;SK-1&quot;,&quot;is_in_stock&quot;:true}]"><button class="single_add_to_cart_button disabled wc-variation-selection-needed">Add to basket</button></form></div></main>`,
      ),
      { price: '5.00', currency: 'GBP', availability: 'InStock' },
    ],
    [
      'Magento: a sale',
      'https://mag.example/strive-shoulder-pack.html',
      page(
        `<title>Strive Pack</title><meta property="og:type" content="product"><meta property="product:price:amount" content="32"><meta property="product:price:currency" content="USD">`,
        `<main id="maincontent"><div class="product-info-main"><h1 class="page-title"><span class="base" data-ui-id="page-title-wrapper" itemprop="name">Strive Pack</span></h1><div class="product-info-price"><div class="price-box price-final_price" data-role="priceBox" data-product-id="2"><span class="special-price"><span class="price-container price-final_price"><span class="price-label">Special Price</span><span id="product-price-2" data-price-amount="32" data-price-type="finalPrice" class="price-wrapper"><span class="price">$32.00</span></span></span></span><span class="old-price"><span class="price-label">Regular Price</span><span id="old-price-2" data-price-amount="40" data-price-type="oldPrice" class="price-wrapper"><span class="price">$40.00</span></span></span></div><div class="product-info-stock-sku"><div class="stock available" title="Availability"><span>In stock</span></div><div class="product attribute sku"><strong class="type">SKU</strong><div class="value" itemprop="sku">24-MB04</div></div></div></div><form id="product_addtocart_form"><button type="submit" title="Add to Cart" class="action primary tocart" id="product-addtocart-button"><span>Add to Cart</span></button></form></div></main>`,
      ),
      { price: '32.00', currency: 'USD', listPrice: '40.00', availability: 'InStock', sku: '24-MB04' },
    ],
    [
      'Magento: out of stock',
      'https://mag.example/strive.html',
      page(
        `<title>Strive Pack</title>`,
        `<main id="maincontent"><div class="product-info-main"><h1 class="page-title"><span class="base">Strive Pack</span></h1><span id="product-price-2" data-price-amount="32" data-price-type="finalPrice" class="price-wrapper"><span class="price">32,00 zł</span></span><div class="stock unavailable" title="Dostępność"><span>Brak w magazynie</span></div><div class="product attribute sku"><strong class="type">SKU</strong><div class="value">24-MB04</div></div></div></main>`,
        'pl',
      ),
      { price: '32.00', currency: 'PLN', availability: 'OutOfStock', sku: '24-MB04' },
    ],
    [
      'PrestaShop: a discount',
      'https://presta.example/fr/tasses/6-mug.html',
      page(
        `<title>Mug</title><meta property="og:type" content="product"><meta property="product:pretax_price:amount" content="11.9"><meta property="product:pretax_price:currency" content="EUR"><meta property="product:price:amount" content="14.28"><meta property="product:price:currency" content="EUR">`,
        `<section id="main"><div class="row product-container"><h1 class="h1">Mug</h1><div class="product-prices"><div class="product-discount"><span class="regular-price">17,85 €</span></div><div class="product-price h5 has-discount"><div class="current-price"><span class="current-price-value" content="14.28">14,28 €</span><span class="discount discount-percentage">Économisez 20%</span></div></div><div class="tax-shipping-delivery-label">TTC</div></div><div class="product-add-to-cart"><button class="btn btn-primary add-to-cart" data-button-action="add-to-cart" type="submit">Ajouter au panier</button><span id="product-availability"><i class="material-icons">&#xE5CA;</i> En stock</span></div><div class="product-reference"><label class="label">Référence </label><span>demo_11</span></div><div class="product-manufacturer"><label class="label">Marque</label><span><a href="/brand/1">Studio Design</a></span></div></div></section>`,
        'fr',
      ),
      {
        price: '14.28',
        currency: 'EUR',
        listPrice: '17.85',
        availability: 'InStock',
        sku: 'demo_11',
        brand: 'Studio Design',
      },
    ],
    [
      'PrestaShop: microdata',
      'https://presta.example/es/6-mug.html',
      page(
        `<title>Taza - Tienda</title>`,
        `<div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">Taza</h1><p id="product_reference"><label>Referencia: </label><span class="editable" itemprop="sku" content="T-9">T-9</span></p><div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><link itemprop="availability" href="https://schema.org/InStock"/><span id="our_price_display" class="price" itemprop="price" content="1299.5">1.299,50 €</span><meta itemprop="priceCurrency" content="EUR"/><p id="old_price"><span id="old_price_display">1.499,00 €</span></p></div><p id="add_to_cart"><button type="submit" name="Submit" class="exclusive"><span>Añadir al carrito</span></button></p></div>`,
        'es',
      ),
      {
        price: '1299.50',
        currency: 'EUR',
        availability: 'InStock',
        sku: 'T-9',
        listPrice: '1499.00',
        name: 'Taza',
      },
    ],
    [
      'Shopware: sold out',
      'https://sw.example/Kanne/SW10012',
      page(
        `<title>Kanne | SW10012</title><meta property="og:type" content="product"><meta property="product:brand" content="Nordhaus"><meta property="product:price:amount" content="49.95"><meta property="product:price:currency" content="EUR">`,
        `<main><div class="product-detail" itemscope itemtype="https://schema.org/Product"><h1 class="product-detail-name" itemprop="name">Kanne</h1><div class="product-detail-buy"><div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="url" content="https://sw.example/Kanne/SW10012"><meta itemprop="priceCurrency" content="EUR"><div class="product-detail-price-container"><meta itemprop="price" content="49.95"><p class="product-detail-price with-list-price">49,95 €*</p><span class="product-detail-list-price-wrapper"><span class="list-price-price">69,95 €*</span><span class="list-price-percentage">(28.59% gespart)</span></span></div><div class="product-detail-price-unit">Inhalt: 0.75 Liter (66,60 €* / 1 Liter)</div><p class="product-detail-tax"><a>Preise inkl. MwSt. zzgl. Versandkosten</a></p><div class="product-detail-delivery-information"><link itemprop="availability" href="https://schema.org/LimitedAvailability"><p class="delivery-information delivery-soldout"><span class="delivery-status-indicator bg-danger"></span>Nicht mehr verfügbar</p></div></div><div class="product-detail-ordernumber-container"><span class="product-detail-ordernumber-label">Produktnummer:</span><span class="product-detail-ordernumber" itemprop="sku">SW10012</span></div></div></div></main>`,
        'de',
      ),
      {
        price: '49.95',
        currency: 'EUR',
        listPrice: '69.95',
        availability: 'OutOfStock',
        sku: 'SW10012',
        brand: 'Nordhaus',
      },
    ],
  ])('is read right: %s', (_, url, html, expected) => {
    expect(inspectProduct({ html, url })).toMatchObject(expected);
  });
});
