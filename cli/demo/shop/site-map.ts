// The URLs of the shop in an act, the answer of each, and robots.txt and sitemap. Pure: state of the server
// (first requests, delays) is in shop.ts.
import { type ShopState, dayOfAct, isQuietInAct2 } from './act.ts';
import { type Article, articlePath } from './article.ts';
import { escapeText } from './html.ts';
import { lampAnswer } from './lamp-answer.ts';
import type { Noise } from './noise.ts';
import type { Frame } from './page/layout.ts';
import {
  type ListingSlice,
  listingPath,
  renderHome,
  renderJournal,
  renderListing,
} from './page/listing-page.ts';
import { renderProduct } from './page/product-page.ts';
import { renderArticle, renderLogin, renderNotice, renderText, TEXT_PAGES } from './page/text-page.ts';
import { type Category, type Product, productPath } from './product.ts';

const PER_LISTING_PAGE = 4;
const CATEGORIES: readonly Category[] = ['kitchen', 'outdoor'];
const FEATURED = ['copper-set', 'lever-machine', 'trail-pack', 'fjord-kayak'];

export interface Answer {
  readonly status: 200 | 404 | 410;
  readonly contentType: string;
  readonly body: string;
  /** Day of the last change; only on answers that are the same for every visitor. */
  readonly lastModified?: string;
}

const HTML_TYPE = 'text/html; charset=utf-8';

function livePage(body: string): Answer {
  return { status: 200, contentType: HTML_TYPE, body };
}

function steadyPage(body: string, lastModified: string): Answer {
  return { status: 200, contentType: HTML_TYPE, body, lastModified };
}

function categorySlices(state: ShopState, category: Category): readonly ListingSlice[] {
  const products = state.products.filter((product) => product.category === category);
  const pageCount = Math.max(1, Math.ceil(products.length / PER_LISTING_PAGE));
  return Array.from({ length: pageCount }, (_, at) => ({
    category,
    page: at + 1,
    pageCount,
    total: products.length,
    products: products.slice(at * PER_LISTING_PAGE, (at + 1) * PER_LISTING_PAGE),
  }));
}

/** Three others of the category that act 2 does not change, so that its changes stay on their own pages. */
function relatedProducts(state: ShopState, product: Product): readonly Product[] {
  const candidates = state.products
    .filter(
      (other) => other.category === product.category && other.slug !== product.slug && isQuietInAct2(other),
    )
    .toSorted((one, other) => one.slug.localeCompare(other.slug));
  const offset = product.sku.charCodeAt(product.sku.length - 1) + product.slug.length;
  return [0, 1, 2].flatMap((step) => candidates[(offset + step) % candidates.length] ?? []);
}

function latestChange(articles: readonly Article[]): string {
  return articles.map((article) => article.published).reduce((latest, day) => (day > latest ? day : latest));
}

type Render = (live: Frame, steady: Frame) => Answer;

/** Every page that answers 200, with its renderer. */
function pages(state: ShopState): ReadonlyMap<string, Render> {
  const found = new Map<string, Render>();
  const featured = FEATURED.flatMap((slug) => state.products.find((product) => product.slug === slug) ?? []);
  found.set('/', (live) => livePage(renderHome(live, featured, state.articles.slice(-3))));
  for (const slice of CATEGORIES.flatMap((category) => categorySlices(state, category)))
    found.set(listingPath(slice.category, slice.page), (live) => livePage(renderListing(live, slice)));
  for (const product of state.products)
    found.set(productPath(product.slug), (live) =>
      livePage(renderProduct(live, product, relatedProducts(state, product))),
    );
  found.set('/journal', (_, steady) =>
    steadyPage(renderJournal(steady, state.articles), latestChange(state.articles)),
  );
  for (const article of state.articles)
    found.set(articlePath(article.slug), (_, steady) =>
      steadyPage(renderArticle(steady, article), article.modified),
    );
  for (const text of TEXT_PAGES)
    found.set(text.path, (_, steady) => steadyPage(renderText(steady, text), dayOfAct(1)));
  found.set('/login', (live) => livePage(renderLogin(live)));
  return found;
}

/** Paths of all pages that answer 200 and can be reached by links. */
export function pagePaths(state: ShopState): readonly string[] {
  return [...pages(state).keys()];
}

function robotsText(origin: string): string {
  return `User-agent: *\nDisallow: /cart\nDisallow: /search\nDisallow: /__\n\nSitemap: ${origin}/sitemap.xml\n`;
}

function sitemapText(state: ShopState, origin: string): string {
  const entries = pagePaths(state)
    .filter((path) => path !== '/login')
    .map((path) => `  <url><loc>${escapeText(origin + path)}</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('\n')}\n</urlset>\n`;
}

function missing(state: ShopState, path: string, steady: Frame): Answer {
  if (state.removed.some((slug) => productPath(slug) === path)) {
    const words = 'We used to sell this, and do not any more. Thank you for asking.';
    return { ...livePage(renderNotice(steady, path, 'Gone for good', words)), status: 410 };
  }
  const words = 'There is nothing at this address. Perhaps there never was.';
  return { ...livePage(renderNotice(steady, path, 'Not found', words)), status: 404 };
}

/** The shop's answer to a GET of `path` (with its query) in this act. */
export function answerFor(state: ShopState, path: string, view: { origin: string; noise: Noise }): Answer {
  const { origin, noise } = view;
  if (path === '/robots.txt')
    return { status: 200, contentType: 'text/plain; charset=utf-8', body: robotsText(origin) };
  if (path === '/sitemap.xml')
    return { status: 200, contentType: 'application/xml; charset=utf-8', body: sitemapText(state, origin) };
  const lamps = lampAnswer(path, state.act);
  if (lamps !== null) return { status: 200, ...lamps };
  const steady: Frame = { origin };
  const live: Frame = { origin, noise };
  if (path === '/cart' || path.startsWith('/search'))
    return livePage(
      renderNotice(live, path, 'Nothing here yet', 'Robots are asked not to come to this page.'),
    );
  const render = pages(state).get(path);
  return render === undefined ? missing(state, path, steady) : render(live, steady);
}
