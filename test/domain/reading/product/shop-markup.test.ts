// Forms of markup and of layout that many shops share.
import { describe, expect, test } from 'vitest';
import { inspectProduct } from '../../../../cli/inspect/explain/inspect-product.ts';
import { json, shopPage as page } from '../../../support/shop-page.ts';

describe('a product page', () => {
  test.each<readonly [string, string, string, Record<string, string>]>([
    [
      'a graph with references',
      'https://gr.example/item',
      page(
        `<title>Chair</title>` +
          json({
            '@context': 'https://schema.org',
            '@graph': [
              { '@type': 'WebPage', '@id': '#page', mainEntity: { '@id': '#prod' } },
              {
                '@type': 'Product',
                '@id': '#prod',
                name: 'Chair',
                offers: { '@id': '#offer' },
                brand: { '@id': '#brand' },
              },
              {
                '@type': 'Offer',
                '@id': '#offer',
                price: '77.50',
                priceCurrency: 'CHF',
                availability: 'https://schema.org/PreOrder',
              },
              { '@type': 'Brand', '@id': '#brand', name: 'Alpin' },
            ],
          }),
        `<main><h1>Chair</h1></main>`,
        'de-CH',
      ),
      { price: '77.50', currency: 'CHF', availability: 'PreOrder', brand: 'Alpin' },
    ],
    [
      'an aggregate offer',
      'https://ag.example/tv',
      page(
        `<title>TV 55</title>` +
          json({
            '@context': 'https://schema.org',
            '@type': 'Product',
            name: 'TV 55',
            offers: {
              '@type': 'AggregateOffer',
              lowPrice: '499,00',
              highPrice: '799,00',
              priceCurrency: 'EUR',
              offerCount: 12,
            },
          }),
        `<main><h1>TV 55</h1></main>`,
        'de',
      ),
      { price: '499.00', currency: 'EUR' },
    ],
    [
      'offers of several sellers',
      'https://mp.example/tv',
      page(
        `<title>TV 55</title>` +
          json([
            { '@context': 'https://schema.org', '@type': 'BreadcrumbList', itemListElement: [] },
            {
              '@context': 'https://schema.org',
              '@type': 'Product',
              name: 'TV 55',
              sku: 'A1',
              offers: {
                '@type': 'AggregateOffer',
                lowPrice: 480,
                highPrice: 520,
                priceCurrency: 'EUR',
                offers: [
                  {
                    '@type': 'Offer',
                    price: 480,
                    priceCurrency: 'EUR',
                    availability: 'https://schema.org/OutOfStock',
                  },
                  {
                    '@type': 'Offer',
                    price: 500,
                    priceCurrency: 'EUR',
                    availability: 'https://schema.org/InStock',
                  },
                  { '@type': 'Offer', price: 520, priceCurrency: 'EUR', availability: 'InStock' },
                ],
              },
            },
          ]),
        `<main><h1>TV 55</h1><button>In den Warenkorb</button></main>`,
        'de',
      ),
      { currency: 'EUR', availability: 'InStock', sku: 'A1' },
    ],
    [
      'a price that is struck through',
      'https://g2.example/x',
      page(
        `<title>Boot</title>` +
          json({
            '@context': 'https://schema.org',
            '@type': 'Product',
            name: 'Boot',
            offers: {
              '@type': 'Offer',
              price: 90,
              priceCurrency: 'USD',
              availability: 'InStock',
              priceSpecification: {
                '@type': 'UnitPriceSpecification',
                price: 120,
                priceCurrency: 'USD',
                priceType: 'https://schema.org/StrikethroughPrice',
              },
            },
          }),
        `<main><h1>Boot</h1></main>`,
      ),
      { price: '90.00', currency: 'USD', listPrice: '120.00', availability: 'InStock' },
    ],
    [
      'a price per litre before the price',
      'https://g3.example/x',
      page(
        `<title>Olive oil</title>` +
          json({
            '@context': 'https://schema.org',
            '@type': 'Product',
            name: 'Olive oil',
            offers: {
              '@type': 'Offer',
              priceSpecification: [
                {
                  '@type': 'UnitPriceSpecification',
                  price: 9.98,
                  priceCurrency: 'EUR',
                  referenceQuantity: { '@type': 'QuantitativeValue', value: 1, unitCode: 'LTR' },
                },
                { '@type': 'PriceSpecification', price: 4.99, priceCurrency: 'EUR' },
              ],
            },
          }),
        `<main><h1>Olive oil</h1></main>`,
      ),
      { price: '4.99', currency: 'EUR' },
    ],
    [
      'a price for members',
      'https://g4.example/x',
      page(
        `<title>Olive oil</title>` +
          json({
            '@context': 'https://schema.org',
            '@type': 'Product',
            name: 'Olive oil',
            offers: {
              '@type': 'Offer',
              price: '10.00',
              priceCurrency: 'EUR',
              priceSpecification: [
                {
                  '@type': 'UnitPriceSpecification',
                  price: 8,
                  priceCurrency: 'EUR',
                  validForMemberTier: { '@type': 'MemberProgramTier', name: 'gold' },
                },
              ],
            },
          }),
        `<main><h1>Olive oil</h1><p class="price">10,00 €</p></main>`,
      ),
      { price: '10.00' },
    ],
    [
      'a sign in place of the currency',
      'https://shop.example.com.au/x',
      page(
        `<title>Oil</title>` +
          json({
            '@context': 'https://schema.org',
            '@type': 'Product',
            name: 'Oil',
            offers: { '@type': 'Offer', price: '$1,049.00', priceCurrency: '$', availability: 'in stock' },
          }),
        `<main><h1>Oil</h1></main>`,
        'en-AU',
      ),
      { price: '1049.00', currency: 'AUD', availability: 'InStock' },
    ],
    [
      'RDFa',
      'https://dr.example/x',
      page(
        `<title>Oil</title>`,
        `<div vocab="https://schema.org/" typeof="Product"><h1 property="name">Oil press</h1><div property="offers" typeof="Offer"><span property="price" content="199.00">199,00</span><meta property="priceCurrency" content="EUR"><link property="availability" href="https://schema.org/OutOfStock"></div><span property="brand">Presto</span></div>`,
        'fr',
      ),
      { price: '199.00', currency: 'EUR', availability: 'OutOfStock', brand: 'Presto', name: 'Oil press' },
    ],
    [
      'microdata with texts',
      'https://md.example/x',
      page(
        `<title>Oil</title>`,
        `<div itemscope itemtype="http://schema.org/Product"><h1 itemprop="name">Oil press</h1><span itemprop="brand" itemscope itemtype="http://schema.org/Brand"><meta itemprop="name" content="Presto"></span><div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><span itemprop="priceCurrency" content="SEK">kr</span> <span itemprop="price">1 299:-</span><link itemprop="availability" href="http://schema.org/InStock"><meta itemprop="itemCondition" content="NewCondition"></div><meta itemprop="gtin13" content="4006381333931"><meta itemprop="mpn" content="OP-2"></div>`,
        'sv',
      ),
      {
        price: '1299.00',
        currency: 'SEK',
        availability: 'InStock',
        brand: 'Presto',
        gtin: '4006381333931',
        mpn: 'OP-2',
      },
    ],
    [
      'no markup at all',
      'https://plain.example/x',
      page(
        `<title>Kettle K2 - Plain</title>`,
        `<main><h1>Kettle K2</h1><p>Our price: $59.00 (was $79.00)</p><p>Usually ships within 24 hours</p><form action="/cart"><input type="submit" value="Add to basket"></form><p>Manufacturer part number: K2-B-UK</p><p>Brand: Hotwell</p></main>`,
      ),
      { price: '59.00', currency: 'USD', availability: 'InStock', mpn: 'K2-B-UK', brand: 'Hotwell' },
    ],
    [
      'a list of others before the product',
      'https://rb.example/p/stool',
      page(
        `<title>Stool</title>` +
          json({
            '@context': 'https://schema.org',
            '@type': 'ItemList',
            itemListElement: [
              {
                '@type': 'ListItem',
                item: {
                  '@type': 'Product',
                  name: 'Bench',
                  offers: { '@type': 'Offer', price: 5, priceCurrency: 'USD' },
                },
              },
            ],
          }) +
          json({
            '@context': 'https://schema.org',
            '@type': 'Product',
            name: 'Stool',
            offers: { '@type': 'Offer', price: 55, priceCurrency: 'USD' },
          }),
        `<main><h1>Stool</h1></main>`,
      ),
      { price: '55.00', name: 'Stool' },
    ],
    [
      'meta tags of a catalogue',
      'https://fr.example/p/x',
      page(
        `<title>Table</title><meta property="og:type" content="product.item"><meta property="product:price:amount" content="1 299,90"><meta property="product:price:currency" content="EUR"><meta property="product:availability" content="out of stock"><meta property="product:retailer_item_id" content="TB-22"><meta property="product:brand" content="Chêne &amp; Cie"><meta property="product:ean" content="4006381333931"><meta property="product:mfr_part_no" content="CC-TB22">`,
        `<main><h1>Table</h1><p>1 299,90 €</p></main>`,
        'fr',
      ),
      {
        price: '1299.90',
        currency: 'EUR',
        availability: 'OutOfStock',
        sku: 'TB-22',
        brand: 'Chêne & Cie',
        gtin: '4006381333931',
        mpn: 'CC-TB22',
      },
    ],
    [
      'meta tags of another catalogue',
      'https://fb.example/p/x',
      page(
        `<title>Table</title><meta property="og:type" content="product"><meta property="og:price:amount" content="99"><meta property="og:price:currency" content="AUD"><meta property="og:availability" content="out_of_stock"><meta property="og:brand" content="Holm"><meta property="og:upc" content="012345678905">`,
        `<main><h1>Table</h1></main>`,
      ),
      { price: '99.00', currency: 'AUD', availability: 'OutOfStock', brand: 'Holm', gtin: '012345678905' },
    ],
  ])('is read right with %s', (_, url, html, expected) => {
    expect(inspectProduct({ html, url })).toMatchObject(expected);
  });
});
