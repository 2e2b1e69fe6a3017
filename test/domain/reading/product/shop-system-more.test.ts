// Product pages of more shop systems, and state that their scripts carry.
import { describe, expect, test } from 'vitest';
import { inspectProduct } from '../../../../cli/inspect/explain/inspect-product.ts';
import { json, shopPage as page } from '../../../support/shop-page.ts';

describe('a product page of a shop system or market place', () => {
  test.each<readonly [string, string, string, Record<string, string>]>([
    [
      'BigCommerce: a sale in Canadian dollars',
      'https://bc.example/sample-tote/',
      page(
        `<title>Tote - BC</title><meta property="product:price:amount" content="109"><meta property="product:price:currency" content="CAD"><meta property="og:type" content="product"><meta property="og:availability" content="instock">`,
        `<div class="productView" data-event-type="product"><section class="productView-details product-data"><div class="productView-product"><h1 class="productView-title">Tote</h1><div class="productView-price"><div class="price-section price-section--withoutTax rrp-price--withoutTax" style="display: none;"><span>MSRP: </span><span data-product-rrp-price-without-tax class="price price--rrp"></span></div><div class="price-section price-section--withoutTax non-sale-price--withoutTax"><span>Was: </span><span data-product-non-sale-price-without-tax class="price price--non-sale">$130.00</span></div><div class="price-section price-section--withoutTax"><span class="price-now-label">Now:</span><span data-product-price-without-tax class="price price--withoutTax">$109.00</span></div></div><dl class="productView-info"><dt class="productView-info-name sku-label">SKU:</dt><dd class="productView-info-value" data-product-sku>SM13</dd><dt class="productView-info-name upc-label">UPC:</dt><dd class="productView-info-value" data-product-upc>012345678905</dd></dl></div></section><input id="form-action-addToCart" class="button button--primary" type="submit" value="Add to Cart"></div>`,
      ),
      {
        price: '109.00',
        currency: 'CAD',
        listPrice: '130.00',
        availability: 'InStock',
        sku: 'SM13',
        gtin: '012345678905',
      },
    ],
    [
      'Wix: markup with capitals',
      'https://wix.example/product-page/soap',
      page(
        `<title>Soap | My Site</title><meta property="og:type" content="product"><meta property="product:price:amount" content="8.5"><meta property="product:price:currency" content="EUR"><meta property="product:availability" content="in stock">` +
          json({
            '@context': 'https://schema.org/',
            '@type': 'Product',
            name: 'Soap',
            sku: 'S-11',
            Offers: {
              '@type': 'Offer',
              priceCurrency: 'EUR',
              price: '8.5',
              Availability: 'https://schema.org/OutOfStock',
            },
          }),
        `<main><h1 data-hook="product-title">Soap</h1><div data-hook="product-price"><span data-hook="formatted-primary-price" data-wix-price="8,50€">8,50€</span></div><button data-hook="add-to-cart" disabled aria-disabled="true">Out of Stock</button></main>`,
      ),
      { price: '8.50', currency: 'EUR', availability: 'OutOfStock', sku: 'S-11' },
    ],
    [
      'Squarespace: the name is the title',
      'https://sq.example/shop/p/vase',
      page(
        `<title>Vase — Studio</title><meta property="og:type" content="product"><meta property="product:price:amount" content="85.00"><meta property="product:price:currency" content="USD"><meta property="product:availability" content="instock">` +
          json({
            '@context': 'http://schema.org',
            '@type': 'Product',
            name: 'Vase — Studio',
            brand: 'Studio',
            offers: {
              price: 85.0,
              priceCurrency: 'USD',
              url: 'https://sq.example/shop/p/vase',
              availability: 'InStock',
              sku: 'SQ5563',
              '@type': 'Offer',
            },
          }),
        `<main><article class="ProductItem"><h1 class="ProductItem-details-title">Vase</h1><div class="product-price"><span class="sqs-money-native">85.00</span></div><div class="sqs-add-to-cart-button" role="button">Add To Cart</div></article></main>`,
      ),
      { price: '85.00', currency: 'USD', availability: 'InStock', sku: 'SQ5563', name: 'Vase' },
    ],
    [
      'Salesforce Commerce Cloud',
      'https://sf.example/s/RefArch/easy-blazer/25686364M.html',
      page(
        `<title>Easy Blazer | Ref</title>` +
          json({
            '@context': 'http://schema.org/',
            '@type': 'Product',
            name: 'Easy Blazer',
            description: 'x',
            mpn: '25686364M',
            sku: '25686364M',
            brand: { '@type': 'Thing', name: 'Commerce Co' },
            offers: {
              url: {},
              '@type': 'AggregateOffer',
              priceCurrency: 'GBP',
              lowprice: '62.00',
              highprice: '80.00',
              availability: 'http://schema.org/InStock',
            },
          }),
        `<div class="container product-detail product-wrapper" data-pid="25686364M"><h1 class="product-name">Easy Blazer</h1><div class="product-number">Item No. <span class="product-id">25686364M</span></div><div class="prices"><div class="price"><span><del><span class="strike-through list"><span class="value" content="80.00"><span class="sr-only">Price reduced from</span>£80.00<span class="sr-only">to</span></span></span></del><span class="sales"><span class="value" content="62.00">£62.00</span></span></span></div></div><ul class="availability-msg"><li><div>In Stock</div></li></ul><button class="add-to-cart btn btn-primary">Add to Cart</button></div>`,
      ),
      {
        price: '62.00',
        currency: 'GBP',
        availability: 'InStock',
        sku: '25686364M',
        brand: 'Commerce Co',
        listPrice: '80.00',
      },
    ],
    [
      'SAP Commerce',
      'https://hy.example/store/de/p/300938',
      page(
        `<title>Kamera EX | Store</title>`,
        `<main><div class="product-details page-title"><div class="name">Kamera EX<span class="sku">ID</span><span class="code">300938</span></div></div><h1>Kamera EX</h1><div class="product-main-info"><p class="price">129,00 €</p><div class="stock-wrapper clearfix">21 auf Lager</div><button id="addToCartButton" type="submit" class="btn btn-primary js-add-to-cart">In den Warenkorb</button></div></main>`,
        'de',
      ),
      { price: '129.00', currency: 'EUR', availability: 'InStock', sku: '300938' },
    ],
    [
      'OpenCart',
      'https://oc.example/index.php?route=product/product&product_id=42',
      page(
        `<title>Cinema Display</title>`,
        `<div id="product-product" class="container"><div id="content"><h1>Cinema Display</h1><ul class="list-unstyled"><li>Brand: <a href="/apple">Ampel</a></li><li>Product Code: Product 15</li><li>Reward Points: 100</li><li>Availability: In Stock</li></ul><ul class="list-unstyled"><li><span class="price-old">$122.00</span></li><li><h2><span class="price-new">$110.00</span></h2></li><li>Ex Tax: $90.00</li><li>Price in reward points: 400</li></ul><button type="button" id="button-cart" class="btn btn-primary">Add to Cart</button></div></div>`,
      ),
      { price: '110.00', currency: 'USD', availability: 'InStock', brand: 'Ampel', listPrice: '122.00' },
    ],
    [
      'state of Next',
      'https://nx.example/p/desk-7781',
      page(
        `<title>Desk | NX</title>`,
        `<main><h1>Desk</h1><div class="css-1abc">Loading…</div></main><script id="__NEXT_DATA__" type="application/json">${JSON.stringify({ props: { pageProps: { product: { id: '7781', name: 'Desk', sku: 'DSK-7', brand: { name: 'Holm' }, price: { value: 349.0, currency: 'SEK' }, availability: 'IN_STOCK', gtin: '4006381333931' }, related: [{ name: 'Desk lamp', price: { value: 20, currency: 'SEK' } }] } } })}</script>`,
      ),
      {
        price: '349.00',
        currency: 'SEK',
        availability: 'InStock',
        sku: 'DSK-7',
        brand: 'Holm',
        gtin: '4006381333931',
      },
    ],
    [
      'state of Nuxt',
      'https://nu.example/p/desk',
      page(
        `<title>Desk | NU</title>`,
        `<main><h1>Desk</h1></main><script type="application/json" data-nuxt-data="nuxt-app" data-ssr="true" id="__NUXT_DATA__">${JSON.stringify([['ShallowReactive', 1], { data: 2 }, ['ShallowReactive', 3], { product: 4 }, { name: 5, sku: 6, price: 7, brand: 10, inStock: 11 }, 'Desk', 'DSK-7', { amount: 8, currency: 9 }, 349, 'EUR', 'Holm', true])}</script>`,
      ),
      { price: '349.00', currency: 'EUR', availability: 'InStock', sku: 'DSK-7', brand: 'Holm' },
    ],
    [
      'an analytics layer',
      'https://g.example/p/desk',
      page(
        `<title>Desk | G</title><script>window.dataLayer=window.dataLayer||[];dataLayer.push({event:"view_item",ecommerce:{currency:"NOK",value:499,items:[{item_id:"D-55",item_name:"Desk",item_brand:"Holm",price:499,quantity:1}]}});</script>`,
        `<main><h1>Desk</h1><button class="add">Kjøp</button></main>`,
        'nb',
      ),
      { price: '499.00', currency: 'NOK', sku: 'D-55', brand: 'Holm' },
    ],
    [
      'VTEX',
      'https://vtex.example.com.br/cadeira/p',
      page(
        `<title>Cadeira Azul</title>` +
          json({
            '@context': 'https://schema.org/',
            '@type': 'Product',
            '@id': 'https://vtex.example.com.br/cadeira/p',
            name: 'Cadeira Azul',
            brand: { '@type': 'Brand', name: 'Ipê' },
            mpn: '991',
            sku: '881',
            gtin: '',
            offers: {
              '@type': 'AggregateOffer',
              lowPrice: 1199.9,
              highPrice: 1299.9,
              priceCurrency: 'BRL',
              offers: [
                {
                  '@type': 'Offer',
                  price: 1199.9,
                  priceCurrency: 'BRL',
                  availability: 'http://schema.org/InStock',
                  sku: '881',
                  itemCondition: 'http://schema.org/NewCondition',
                  seller: { '@type': 'Organization', name: 'Loja' },
                },
              ],
              offerCount: 1,
            },
          }),
        `<main><h1>Cadeira Azul</h1><span class="vtex-product-price-1-x-listPriceValue strike">R$ 1.599,00</span><span class="sellingPriceValue">R$ 1.199,90</span><span>em até 10x de R$ 119,99 sem juros</span><button>Adicionar ao carrinho</button></main>`,
        'pt-BR',
      ),
      {
        price: '1199.90',
        currency: 'BRL',
        availability: 'InStock',
        sku: '881',
        brand: 'Ipê',
        listPrice: '1599.00',
        mpn: '991',
      },
    ],
    [
      'Nuvemshop',
      'https://nv.example.com.br/p/x',
      page(
        `<title>Bolsa</title>`,
        `<main><h1 class="js-product-name">Bolsa</h1><div class="price-container"><span class="price-compare" id="compare_price_display">R$250,00</span><span class="js-price-display" id="price_display" data-product-price="19990">R$199,90</span></div><div class="installments">3x de R$66,63 sem juros</div><input type="submit" class="js-addtocart" value="Comprar"></main>`,
        'pt-br',
      ),
      { price: '199.90', currency: 'BRL', listPrice: '250.00', availability: 'InStock' },
    ],
    [
      'EC-CUBE',
      'https://ec.example.jp/products/detail/12',
      page(
        `<title>EC / 湯のみ</title><meta property="og:type" content="og:product"><meta property="product:price:amount" content="3300"><meta property="product:price:currency" content="JPY"><meta property="product:availability" content="oos">`,
        `<div class="ec-productRole__profile"><div class="ec-productRole__title"><h2 class="ec-headingTitle">湯のみ</h2></div><div class="ec-productRole__priceRegular"><span class="ec-productRole__priceRegularPrice">通常価格：<span class="price01-default">￥4,400</span></span><span class="ec-productRole__priceRegularTax">税込</span></div><div class="ec-productRole__price"><div class="ec-price"><span class="ec-price__price price02-default">￥3,300</span><span class="ec-price__tax">税込</span></div></div><div class="ec-productRole__code">商品コード： <span class="product-code-default">yunomi-01</span></div><button type="button" class="ec-blockBtn--action" disabled>ただいま品切れ中です。</button></div>`,
        'ja',
      ),
      { price: '3300', currency: 'JPY', availability: 'OutOfStock', sku: 'yunomi-01' },
    ],
    [
      'Shoptet',
      'https://cz.example.cz/x/',
      page(
        `<title>Hrnek</title>`,
        `<div class="p-detail" itemscope itemtype="https://schema.org/Product"><meta itemprop="sku" content="HR-1"><h1 itemprop="name">Hrnek modrý</h1><div class="p-code">Kód: <span>HR-1</span></div><div class="p-detail-price" itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="price" content="349.00"><meta itemprop="priceCurrency" content="CZK"><link itemprop="availability" href="https://schema.org/InStock"><span class="price-standard"><span>499 Kč</span></span><strong class="price-final"><span class="price-final-holder">349 Kč</span></strong></div><span class="availability-label">Skladem (&gt;5 ks)</span><a class="p-manufacturer">Značka: <span itemprop="brand">Keramo</span></a><button class="add-to-cart-button">Do košíku</button></div>`,
        'cs',
      ),
      {
        price: '349.00',
        currency: 'CZK',
        availability: 'InStock',
        sku: 'HR-1',
        brand: 'Keramo',
        listPrice: '499.00',
      },
    ],
    [
      'Cafe24',
      'https://kr.example.kr/product/x/55/',
      page(
        `<title>컵</title><meta property="og:type" content="product"><meta property="product:price:amount" content="20000"><meta property="product:price:currency" content="KRW"><meta property="product:sale_price:amount" content="15000"><meta property="product:sale_price:currency" content="KRW">`,
        `<div class="xans-product-detail"><h2>머그 컵</h2><table><tr><th>소비자가</th><td><strike>20,000원</strike></td></tr><tr><th>판매가</th><td><strong id="span_product_price_text">15,000원</strong></td></tr><tr><th>브랜드</th><td>소담</td></tr><tr><th>배송비</th><td>3,000원</td></tr></table><a class="btnSubmit">구매하기</a></div>`,
        'ko',
      ),
      { price: '15000', currency: 'KRW', listPrice: '20000', availability: 'InStock', brand: '소담' },
    ],
    [
      'Bitrix',
      'https://ru.example.ru/catalog/x/',
      page(
        `<title>Чайник купить</title>`,
        `<main><h1>Чайник Т-20</h1><div class="product-item-detail-price-old">2&nbsp;990 руб.</div><div class="product-item-detail-price-current">1&nbsp;990 руб.</div><div>Артикул: Т20-BK</div><div>Производитель: Самовар</div><span>Нет в наличии</span></main>`,
        'ru',
      ),
      {
        price: '1990.00',
        currency: 'RUB',
        listPrice: '2990.00',
        availability: 'OutOfStock',
        brand: 'Самовар',
      },
    ],
    [
      'an amount in pieces',
      'https://al.example.pl/x',
      page(
        `<title>Kubek</title>`,
        `<main><h1>Kubek</h1><div aria-label="cena 1 234,50 zł"><span>1 234,</span><span>50</span> <span>zł</span></div><button>Dodaj do koszyka</button></main>`,
        'pl',
      ),
      { price: '1234.50', currency: 'PLN', availability: 'InStock' },
    ],
    [
      'an amount read aloud and in pieces',
      'https://am.example.de/dp/B0ABCDEF12',
      page(
        `<title>Topf</title>`,
        `<div id="dp"><h1 id="title"><span id="productTitle">Topf</span></h1><a id="bylineInfo" href="/stores/x">Marke: Koch</a><div id="corePriceDisplay"><span class="a-price aok-align-center" data-a-size="xl"><span class="a-offscreen">29,99 €</span><span aria-hidden="true"><span class="a-price-whole">29<span class="a-price-decimal">,</span></span><span class="a-price-fraction">99</span><span class="a-price-symbol">€</span></span></span><span class="basisPrice">UVP: <span class="a-price a-text-price" data-a-strike="true"><span class="a-offscreen">39,99 €</span><span aria-hidden="true">39,99 €</span></span></span></div><div id="availability"><span class="a-size-medium a-color-success">Auf Lager</span></div><input id="add-to-cart-button" type="button" value="In den Einkaufswagen"></div>`,
        'de',
      ),
      {
        price: '29.99',
        currency: 'EUR',
        listPrice: '39.99',
        availability: 'InStock',
        brand: 'Koch',
        sku: 'B0ABCDEF12',
      },
    ],
  ])('is read right: %s', (_, url, html, expected) => {
    expect(inspectProduct({ html, url })).toMatchObject(expected);
  });
});
