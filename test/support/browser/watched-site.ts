// A small site for the dashboard's tests: a site of slow pages, long enough to be paused and stopped, and a product whose
// text and price differ from look to look.
import { page } from '../site/page.ts';
import { type Handler, type Site, startSite } from '../site/site.ts';

export interface WatchedSite extends Site {
  /** From now on the product is shown with another text and price. */
  readonly change: () => void;
  /** From now on it is as it was in the beginning. */
  readonly restore: () => void;
}

export const PRODUCT = {
  name: 'Copper kettle',
  before: { text: 'It boils two litres of water in seven minutes.', price: '49.90' },
  after: { text: 'It boils three litres of water in seven minutes.', price: '39.90' },
} as const;

const SLOW_PAGES = 150;
/** A page takes so long that all of them outlast what a test asks in between, on any machine. */
const SLOW_MS = 2_000;

export async function startWatchedSite(): Promise<WatchedSite> {
  let look: (typeof PRODUCT)['before' | 'after'] = PRODUCT.before;
  const slow = Array.from({ length: SLOW_PAGES }, (_, at) => `/slow/${at + 1}`);
  const site = await startSite({
    '/': page(indexPage(slow)),
    '/kettle': (request, response) => page(productPage(look))(request, response),
    ...Object.fromEntries(slow.map((path) => [path, slowPage(path)])),
  });
  return {
    ...site,
    change: () => {
      look = PRODUCT.after;
    },
    restore: () => {
      look = PRODUCT.before;
    },
  };
}

function indexPage(paths: readonly string[]): string {
  const links = paths.map((path) => `<li><a href="${path}">The story ${path.slice(1)}</a></li>`);
  return `<!doctype html><html lang="en"><title>Slow stories</title><h1>Slow stories</h1>
<p>Every story of this collection was written by hand, and none of them is sent in a hurry.</p><ul>${links.join('')}</ul>`;
}

function slowPage(path: string): Handler {
  const answer = page(
    `<!doctype html><html lang="en"><title>${path}</title><h1>The story ${path}</h1><p>It was told slowly.</p>`,
  );
  return (request, response) => {
    const timer = setTimeout(() => answer(request, response), SLOW_MS);
    response.on('close', () => clearTimeout(timer));
  };
}

function productPage({ text, price }: { readonly text: string; readonly price: string }): string {
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: PRODUCT.name,
    sku: 'K-1',
    offers: {
      '@type': 'Offer',
      price,
      priceCurrency: 'EUR',
      availability: 'https://schema.org/InStock',
    },
  };
  return `<!doctype html><html lang="en"><head><title>${PRODUCT.name}</title>
<script type="application/ld+json">${JSON.stringify(data)}</script></head>
<body><main><h1>${PRODUCT.name}</h1><p class="price">${price} €</p><p>${text}</p>
<p>It is made of one sheet of copper, tinned inside, with a handle of beech that stays cool on the fire.</p>
<button>Add to cart</button></main></body></html>`;
}
