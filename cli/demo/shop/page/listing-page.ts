// Overview pages: home, the two categories with their pages, and the journal's index.
import { type Article, articlePath } from '../article.ts';
import { type Markup, html, NOTHING } from '../html.ts';
import type { Category, Product } from '../product.ts';
import { type Frame, renderPage } from './layout.ts';
import { productCard } from './product-card.ts';

const CATEGORY_WORDS: Readonly<Record<Category, { readonly title: string; readonly intro: string }>> = {
  kitchen: {
    title: 'Kitchen',
    intro: 'Tools for cooking, brewing and keeping, most of them older than electricity.',
  },
  outdoor: {
    title: 'Outdoor',
    intro: 'Things that make a night under the sky warmer, drier and a little brighter.',
  },
};

export interface ListingSlice {
  readonly category: Category;
  readonly page: number;
  readonly pageCount: number;
  readonly total: number;
  readonly products: readonly Product[];
}

export function listingPath(category: Category, page: number): string {
  return page === 1 ? `/${category}` : `/${category}?page=${page}`;
}

function neighbours(slice: ListingSlice): { readonly head: Markup; readonly links: Markup } {
  const previous = slice.page > 1 ? listingPath(slice.category, slice.page - 1) : undefined;
  const next = slice.page < slice.pageCount ? listingPath(slice.category, slice.page + 1) : undefined;
  return {
    head: html`${previous === undefined ? NOTHING : html`<link rel="prev" href="${previous}">`}
${next === undefined ? NOTHING : html`<link rel="next" href="${next}">`}`,
    links: html`<nav class="pages" aria-label="Pages">
${previous === undefined ? NOTHING : html`<a rel="prev" href="${previous}">‹ Previous</a>`}
<span>Page ${slice.page} of ${slice.pageCount}</span>
${next === undefined ? NOTHING : html`<a rel="next" href="${next}">Next ›</a>`}
</nav>`,
  };
}

export function renderListing(frame: Frame, slice: ListingSlice): string {
  const words = CATEGORY_WORDS[slice.category];
  const { head, links } = neighbours(slice);
  return renderPage(frame, {
    title: slice.page === 1 ? words.title : `${words.title}, page ${slice.page}`,
    path: listingPath(slice.category, slice.page),
    description: words.intro,
    head,
    main: html`<h1>${words.title}</h1>
<p>${words.intro}</p>
<p class="count">${slice.total} products</p>
<ul class="cards">
${slice.products.map(productCard)}
</ul>
${links}`,
  });
}

function articleEntry(article: Article): Markup {
  return html`<li><a href="${articlePath(article.slug)}">${article.headline}</a> <span class="meta">${article.author}, <time datetime="${article.published}">${article.published}</time></span></li>`;
}

export function renderHome(frame: Frame, featured: readonly Product[], latest: readonly Article[]): string {
  return renderPage(frame, {
    title: 'Good tools for slow days',
    path: '/',
    description: 'A small shop for kitchen and outdoor things that can be repaired.',
    main: html`<h1>Good tools for slow days</h1>
<p class="text">We sell a few dozen things for the kitchen and for the woods behind it. Each of them is made by somebody whose name we know, and each of them can be repaired.</p>
<section><h2>From our shelves</h2>
<ul class="cards">
${featured.map(productCard)}
</ul></section>
<section><h2>From the journal</h2>
<ul>
${latest.map(articleEntry)}
</ul></section>`,
  });
}

export function renderJournal(frame: Frame, articles: readonly Article[]): string {
  return renderPage(frame, {
    title: 'Journal',
    path: '/journal',
    description: 'What we learn about the things we sell, and the people who make them.',
    main: html`<h1>Journal</h1>
<p>What we learn about the things we sell, and the people who make them.</p>
<ul>
${articles.map(articleEntry)}
</ul>`,
  });
}
