// The pages of the bench site: about 68 KB, 494 elements, 60 links, 20 products with three fields each. A page is a
// pure function of its number and version. Every page has its own text, so that no figure gains from equal pages.

export const ELEMENTS_PER_PAGE = 494;
export const LINKS_PER_PAGE = 60;
export const PRODUCTS_PER_PAGE = 20;
const REVIEWS = 64;
const SENTENCE_POOL = 4096;

const WORDS =
  'amber anchor arrow autumn basin beacon birch border branch bridge button candle canvas carbon castle cedar chalk copper corner cotton cradle current dapple delta dialect drift ember engine fabric falcon feather fern field flint forest fossil garden ginger glacier granite gravel hammer harbour hazel hollow island ivory jasmine kettle ladder lantern larch linen lumber marble meadow mineral mirror mosaic needle nettle oak orchard paper pebble pepper pillar pocket quarry quiet ribbon ripple river rope saddle saffron sail sand shadow shelter silver slate spark spindle spruce steel stone summit tallow thread timber tunnel valley velvet walnut water willow window winter wool yarrow'.split(
    ' ',
  );

/** mulberry32: small, fast, and the same everywhere. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function pick<T>(items: readonly T[], random: () => number, fallback: T): T {
  return items[Math.floor(random() * items.length)] ?? fallback;
}

function makeSentence(random: () => number): string {
  const count = 12 + Math.floor(random() * 8);
  const words = Array.from({ length: count }, () => pick(WORDS, random, 'stone')).join(' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

const poolRandom = createRandom(20_26);
const SENTENCES: readonly string[] = Array.from({ length: SENTENCE_POOL }, () => makeSentence(poolRandom));

export function pagePath(page: number): string {
  return `/page/${page}`;
}

function link(page: number, text: string): string {
  return `<a href="${pagePath(page)}">${text}</a>`;
}

/** Children in a tree of twenty branches: from page 0 every page can be reached. */
function navigation(page: number, pages: number): string {
  const items = Array.from({ length: 20 }, (_, at) => (page * 20 + 1 + at) % pages);
  return `<header><nav><ul>${items.map((target) => `<li>${link(target, `Shelf ${target}`)}</li>`).join('')}</ul></nav></header>`;
}

function aside(page: number, pages: number): string {
  const items = Array.from({ length: 20 }, (_, at) => (page * 31 + at * at * 17 + 5) % pages);
  return `<aside><ul>${items.map((target) => `<li>${link(target, `See also ${target}`)}</li>`).join('')}</ul></aside>`;
}

interface PageView {
  readonly page: number;
  readonly pages: number;
  readonly version: number;
  readonly random: () => number;
}

/** Each version moves the price of one product, in turn. */
function priceCents(view: PageView, at: number): number {
  const moves = Math.floor((view.version + PRODUCTS_PER_PAGE - 1 - at) / PRODUCTS_PER_PAGE);
  return 1000 + ((view.page * 7919 + at * 104_729) % 90_000) + moves * 137;
}

function product(view: PageView, at: number): string {
  const name = `${pick(WORDS, view.random, 'stone')} ${pick(WORDS, view.random, 'stone')} ${at}`;
  const words = `${pick(SENTENCES, view.random, '')} ${pick(SENTENCES, view.random, '')}`;
  const target = (view.page + at * 7 + 1) % view.pages;
  return `<article class="product"><h2 class="name">${link(target, name)}</h2><img src="/image/${view.page}-${at}.jpg" alt="${name}"><span class="price">$${(priceCents(view, at) / 100).toFixed(2)}</span><span class="sku">SKU-${view.page}-${at}</span><p>${words}</p></article>\n`;
}

/** Each version replaces the text of one review, in turn. */
function review(view: PageView, at: number): string {
  const moves = Math.floor((view.version + REVIEWS - 1 - at) / REVIEWS);
  const sentences = Array.from({ length: at % 4 === 0 ? 7 : 8 }, () => pick(SENTENCES, view.random, ''));
  const [first = ''] = sentences;
  const opening = moves === 0 ? first : `Changed ${moves} times: ${first}`;
  return `<div class="review"><strong>Visitor ${view.page}-${at}</strong><p>${[opening, ...sentences.slice(1)].join(' ')}</p><em>${1 + ((view.page + at) % 5)} of 5</em></div>\n`;
}

export function buildPage(page: number, version: number, pages: number): string {
  const view: PageView = { page, pages, version, random: createRandom(page * 2_654_435 + 1) };
  const products = Array.from({ length: PRODUCTS_PER_PAGE }, (_, at) => product(view, at)).join('');
  const reviews = Array.from({ length: REVIEWS }, (_, at) => review(view, at)).join('');
  const title = `Page ${page}: ${pick(WORDS, view.random, 'stone')}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body>
${navigation(page, pages)}
<main><h1>${title}</h1><div class="products">
${products}</div>
<section class="reviews"><h2>Reviews</h2>
${reviews}</section></main>
${aside(page, pages)}
<footer><p>All prices with tax, <small>page ${page}</small></p></footer>
</body></html>
`;
}
