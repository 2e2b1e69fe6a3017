// The page of one product: the visible price among other amounts (list price, shipping, instalments, price
// per kilogram, related products) and, depending on the product, JSON-LD, microdata or no markup for
// machines.
import { type Markup, html, jsonScript, NOTHING } from '../html.ts';
import { type Product, currencyOf, decimalText, priceText, productPath } from '../product.ts';
import { type Frame, renderPage } from './layout.ts';
import { drawing, productCard, stockWords } from './product-card.ts';

function productJson(product: Product, origin: string): object {
  const url = origin + productPath(product.slug);
  return {
    '@type': 'Product',
    '@id': `${url}#product`,
    name: product.name,
    sku: product.sku,
    brand: { '@type': 'Brand', name: product.brand },
    description: product.description[0] ?? '',
    aggregateRating: {
      '@type': 'AggregateRating',
      ratingValue: product.rating,
      reviewCount: 20 + product.sku.length,
    },
    offers: {
      '@type': 'Offer',
      url,
      price: decimalText(product.priceMinor, product.notation),
      priceCurrency: currencyOf(product.notation),
      availability: `https://schema.org/${product.availability}`,
      itemCondition: 'https://schema.org/NewCondition',
    },
  };
}

function trailJson(product: Product, origin: string): object {
  return {
    '@type': 'BreadcrumbList',
    itemListElement: [
      { '@type': 'ListItem', position: 1, name: 'Home', item: `${origin}/` },
      { '@type': 'ListItem', position: 2, name: product.category, item: `${origin}/${product.category}` },
      { '@type': 'ListItem', position: 3, name: product.name },
    ],
  };
}

function linkedData(product: Product, origin: string): Markup {
  const context = 'https://schema.org';
  switch (product.markings) {
    case 'json-ld':
      return jsonScript({ '@context': context, ...productJson(product, origin) });
    case 'json-ld-graph':
      return jsonScript({
        '@context': context,
        '@graph': [trailJson(product, origin), productJson(product, origin)],
      });
    case 'microdata':
    case 'visible':
      return NOTHING;
  }
}

function priceBlock(product: Product): Markup {
  const text = priceText(product.priceMinor, product.notation);
  const stock = html`<p class="stock ${product.availability === 'InStock' ? 'in' : 'out'}">${stockWords(product.availability)}</p>`;
  if (product.markings !== 'microdata') return html`<p class="price">${text}</p>${stock}`;
  return html`<div itemprop="offers" itemscope itemtype="https://schema.org/Offer">
<p class="price"><span itemprop="price" content="${decimalText(product.priceMinor, product.notation)}">${text}</span>
<meta itemprop="priceCurrency" content="${currencyOf(product.notation)}"></p>
${stock}<link itemprop="availability" href="https://schema.org/${product.availability}">
</div>`;
}

function otherAmounts(product: Product): Markup {
  const write = (minor: number) => priceText(minor, product.notation);
  const { listMinor, contentGrams, instalments } = product;
  return html`${listMinor === undefined ? NOTHING : html`<p class="was">List price <s>${write(listMinor)}</s></p>`}
${contentGrams === undefined ? NOTHING : html`<p class="meta">${write(Math.round((product.priceMinor * 1000) / contentGrams))} per kg</p>`}
${instalments === undefined ? NOTHING : html`<p class="meta">or ${instalments} instalments of ${write(Math.ceil(product.priceMinor / instalments))}</p>`}
<p class="shipping">${product.shippingMinor === 0 ? 'Delivery included' : `Delivery ${write(product.shippingMinor)}`}</p>`;
}

function purchase(product: Product, frame: Frame): Markup {
  const { noise } = frame;
  if (noise === undefined) return NOTHING;
  return html`<form action="/cart" method="post">
<input type="hidden" name="csrf_token" value="${noise.token}">
<input type="hidden" name="sku" value="${product.sku}">
<button${product.availability === 'InStock' ? NOTHING : html` disabled`}>Add to cart</button>
</form>
<p class="meta">${noise.watching} people are looking at this right now</p>`;
}

function productArticle(product: Product, frame: Frame): Markup {
  const marked = product.markings === 'microdata';
  const scope = marked ? html` itemscope itemtype="https://schema.org/Product"` : NOTHING;
  const property = (name: string) => (marked ? html` itemprop="${name}"` : NOTHING);
  return html`<article class="product"${scope}>
${drawing(product)}
<div>
<h1${property('name')}>${product.name}</h1>
<p class="meta">by <span${property('brand')}>${product.brand}</span>, article number <span${property('sku')}>${product.sku}</span>, rated ${product.rating} of 5</p>
${priceBlock(product)}
${otherAmounts(product)}
${purchase(product, frame)}
<div class="text"${property('description')}>
${product.description.map((paragraph) => html`<p>${paragraph}</p>`)}
</div>
<h2>Details</h2>
<table><tbody>
${product.details.map(([label, value]) => html`<tr><th scope="row">${label}</th><td>${value}</td></tr>`)}
</tbody></table>
</div>
</article>`;
}

export function renderProduct(frame: Frame, product: Product, related: readonly Product[]): string {
  const category = product.category === 'kitchen' ? 'Kitchen' : 'Outdoor';
  return renderPage(frame, {
    title: product.name,
    path: productPath(product.slug),
    description: product.description[0] ?? product.name,
    head: linkedData(product, frame.origin),
    main: html`<nav class="trail" aria-label="You are here"><a href="/">Home</a> › <a href="/${product.category}">${category}</a> › ${product.name}</nav>
${productArticle(product, frame)}
<section><h2>Goes well with it</h2>
<ul class="cards">
${related.map(productCard)}
</ul></section>`,
  });
}
