// The shop's state in each act: a pure function of the act's number, so that any two acts can be compared.
// Act 1 is the baseline, act 2 has the known changes of the demo, later acts make smaller changes without
// end.
import { type Article, ARTICLES, EXTENDED_ARTICLE, EXTENSION, NOTES } from './article.ts';
import { KITCHEN_PRODUCTS } from './kitchen-products.ts';
import { LATE_PRODUCT, OUTDOOR_PRODUCTS } from './outdoor-products.ts';
import { type Product, minorPerUnit } from './product.ts';
import { DAY_MS } from '../../../domain/system/duration.ts';

export interface ShopState {
  readonly act: number;
  /** All products in the order of their listings, kitchen before outdoor. */
  readonly products: readonly Product[];
  /** Slugs of products that are no longer sold: their URLs answer 410. */
  readonly removed: readonly string[];
  readonly articles: readonly Article[];
}

/**
 * Products that act 2 changes. Pages that should stay unchanged (home, related products) do not show them.
 */
const PRICES_OF_ACT_2: Readonly<Record<string, number>> = {
  'arc-kettle': 10995,
  'harbour-knife': 11500,
  'ridge-tent': 114995,
  'roast-beans': 1990,
};
const SOLD_OUT_IN_ACT_2 = 'moss-grinder';
const RESTOCKED_IN_ACT_2 = 'tide-lantern';
const REMOVED_IN_ACT_2 = 'brass-compass';
const SWAPPED_IN_ACT_2: readonly [string, string] = ['copper-set', 'stone-mortar'];

const TOUCHED_IN_ACT_2: ReadonlySet<string> = new Set([
  ...Object.keys(PRICES_OF_ACT_2),
  SOLD_OUT_IN_ACT_2,
  RESTOCKED_IN_ACT_2,
  REMOVED_IN_ACT_2,
  LATE_PRODUCT.slug,
]);

export function isQuietInAct2(product: Product): boolean {
  return !TOUCHED_IN_ACT_2.has(product.slug);
}

const FIRST_ACT_DAY = Date.UTC(2025, 5, 1);

/** Each act is a day of the shop's calendar, from 1 June 2025. */
export function dayOfAct(act: number): string {
  return new Date(FIRST_ACT_DAY + (act - 1) * DAY_MS).toISOString().slice(0, 10);
}

export const FIRST_STATE: ShopState = {
  act: 1,
  products: [...KITCHEN_PRODUCTS, ...OUTDOOR_PRODUCTS],
  removed: [],
  articles: ARTICLES,
};

function changeProduct(
  products: readonly Product[],
  slug: string | undefined,
  change: (product: Product) => Product,
): readonly Product[] {
  return products.map((product) => (product.slug === slug ? change(product) : product));
}

function flipStock(product: Product): Product {
  return { ...product, availability: product.availability === 'InStock' ? 'OutOfStock' : 'InStock' };
}

function swap(products: readonly Product[], [first, second]: readonly [string, string]): readonly Product[] {
  const firstAt = products.findIndex((product) => product.slug === first);
  const secondAt = products.findIndex((product) => product.slug === second);
  return products.map((product, at) => {
    if (at === firstAt) return products[secondAt] ?? product;
    if (at === secondAt) return products[firstAt] ?? product;
    return product;
  });
}

function extendArticle(article: Article): Article {
  if (article.slug !== EXTENDED_ARTICLE) return article;
  return { ...article, modified: dayOfAct(2), paragraphs: [...article.paragraphs, EXTENSION] };
}

function secondAct(state: ShopState): ShopState {
  const priced = state.products.map((product) => ({
    ...product,
    priceMinor: PRICES_OF_ACT_2[product.slug] ?? product.priceMinor,
  }));
  const restocked = changeProduct(
    changeProduct(priced, SOLD_OUT_IN_ACT_2, flipStock),
    RESTOCKED_IN_ACT_2,
    flipStock,
  );
  const kept = restocked.filter((product) => product.slug !== REMOVED_IN_ACT_2);
  return {
    act: 2,
    products: [...swap(kept, SWAPPED_IN_ACT_2), LATE_PRODUCT],
    removed: [REMOVED_IN_ACT_2],
    articles: state.articles.map(extendArticle),
  };
}

/** A tenth off with the old price's ending kept (129,95 becomes 116,95), or back to the regular price. */
function toggleSale(product: Product): Product {
  const { regularMinor, ...rest } = product;
  if (regularMinor !== undefined) return { ...rest, priceMinor: regularMinor };
  const step = minorPerUnit(product.notation) === 1 ? 100 : minorPerUnit(product.notation);
  const ending = product.priceMinor % step;
  const lowered = Math.floor((product.priceMinor * 9) / 10 / step) * step + ending;
  return { ...product, priceMinor: lowered, regularMinor: product.priceMinor };
}

function noteArticle(articles: readonly Article[], act: number): readonly Article[] {
  const turn = act / 3;
  const note = NOTES[turn % NOTES.length];
  return articles.map((article, at) =>
    note !== undefined && at === turn % articles.length
      ? { ...article, note, modified: dayOfAct(act) }
      : article,
  );
}

/** Every act changes a price, every second a stock, every third an article. The strides reach all. */
function laterAct(state: ShopState, act: number): ShopState {
  const count = state.products.length;
  const priced = changeProduct(state.products, state.products[(act * 7) % count]?.slug, toggleSale);
  const stocked =
    act % 2 === 0 ? changeProduct(priced, priced[(act * 5 + 3) % count]?.slug, flipStock) : priced;
  const articles = act % 3 === 0 ? noteArticle(state.articles, act) : state.articles;
  return { ...state, act, products: stocked, articles };
}

export function nextState(state: ShopState): ShopState {
  return state.act === 1 ? secondAct(state) : laterAct(state, state.act + 1);
}

export function stateOfAct(act: number): ShopState {
  let state = FIRST_STATE;
  while (state.act < act) state = nextState(state);
  return state;
}
