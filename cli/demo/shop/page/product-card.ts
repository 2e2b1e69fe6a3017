// A product in short: its drawing, its card in listings, and the words for its stock.
import { type Markup, html } from '../html.ts';
import { type Availability, type Product, priceText, productPath } from '../product.ts';

/** Products have no photographs; each gets an abstract drawing made from its article number. */
export function drawing(product: Product): Markup {
  const seed = product.sku.split('').reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7);
  const hue = seed % 360;
  const x = 60 + (seed % 7) * 30;
  const size = 34 + (seed % 5) * 7;
  return html`<svg class="art" viewBox="0 0 320 200" role="img" aria-label="Drawing of ${product.name}">
<rect width="320" height="200" fill="hsl(${hue} 32% 86%)"/>
<circle cx="${x}" cy="96" r="${size}" fill="hsl(${(hue + 30) % 360} 38% 58%)"/>
<rect x="${320 - x}" y="${120 - size}" width="${size}" height="${size + 40}" rx="8" fill="hsl(${(hue + 180) % 360} 26% 42%)"/>
<path d="M0 170 Q 90 ${140 + (seed % 40)} 180 168 T 320 160 V 200 H 0 Z" fill="hsl(${hue} 24% 70%)"/>
</svg>`;
}

export function stockWords(availability: Availability): string {
  return availability === 'InStock' ? 'In stock' : 'Sold out';
}

export function productCard(product: Product): Markup {
  return html`<li class="card">
<a href="${productPath(product.slug)}" tabindex="-1" aria-hidden="true">${drawing(product)}</a>
<div><h3><a href="${productPath(product.slug)}">${product.name}</a></h3>
<p class="meta">${product.brand} · ${stockWords(product.availability)}</p>
<p class="price">${priceText(product.priceMinor, product.notation)}</p></div>
</li>`;
}
