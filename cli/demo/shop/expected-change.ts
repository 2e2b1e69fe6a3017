// The changes between two acts that a watcher has to find, computed from the shop's data and never from its
// pages; and pages that differ without news of their own (a listing repeats a price, two cards change
// places).
import { type ShopState, stateOfAct } from './act.ts';
import { type Article, articlePath } from './article.ts';
import { NO_NOISE } from './noise.ts';
import { type Product, currencyOf, priceText, productPath } from './product.ts';
import { answerFor, pagePaths } from './site-map.ts';

export interface ExpectedChange {
  readonly path: string;
  readonly kind: 'price' | 'availability' | 'text' | 'added' | 'removed';
  /** As the page shows it. */
  readonly before?: string;
  readonly after?: string;
  /** For prices, the same as integers. */
  readonly price?: { readonly currency: string; readonly beforeMinor: number; readonly afterMinor: number };
  /** One sentence for people who see Webloom for the first time. */
  readonly words: string;
}

/** A page that differs but has no news of its own. */
export interface QuietDifference {
  readonly path: string;
  readonly why: 'moved' | 'echo';
}

function priceChange(before: Product, after: Product): ExpectedChange[] {
  if (before.priceMinor === after.priceMinor) return [];
  const [beforeText, afterText] = [before, after].map((one) => priceText(one.priceMinor, one.notation));
  if (beforeText === undefined || afterText === undefined) return [];
  const direction = after.priceMinor < before.priceMinor ? 'cheaper' : 'more expensive';
  return [
    {
      path: productPath(after.slug),
      kind: 'price',
      before: beforeText,
      after: afterText,
      price: {
        currency: currencyOf(after.notation),
        beforeMinor: before.priceMinor,
        afterMinor: after.priceMinor,
      },
      words: `${after.name} became ${direction}: ${afterText} instead of ${beforeText}.`,
    },
  ];
}

function stockChange(before: Product, after: Product): ExpectedChange[] {
  if (before.availability === after.availability) return [];
  const words =
    after.availability === 'InStock' ? `${after.name} can be bought again.` : `${after.name} has sold out.`;
  return [
    {
      path: productPath(after.slug),
      kind: 'availability',
      before: before.availability,
      after: after.availability,
      words,
    },
  ];
}

function productChanges(from: ShopState, to: ShopState): ExpectedChange[] {
  const old = new Map(from.products.map((product) => [product.slug, product]));
  const current = new Set(to.products.map((product) => product.slug));
  const kept = to.products.flatMap((after): ExpectedChange[] => {
    const before = old.get(after.slug);
    if (before !== undefined) return [...priceChange(before, after), ...stockChange(before, after)];
    return [{ path: productPath(after.slug), kind: 'added', words: `${after.name} is new in the shop.` }];
  });
  const gone = from.products
    .filter((product) => !current.has(product.slug))
    .map(
      (product): ExpectedChange => ({
        path: productPath(product.slug),
        kind: 'removed',
        words: `${product.name} is no longer sold; its page answers "gone" and nothing links to it.`,
      }),
    );
  return [...kept, ...gone];
}

function articleText(article: Article): readonly string[] {
  return article.note === undefined ? article.paragraphs : [...article.paragraphs, article.note];
}

function articleChanges(from: ShopState, to: ShopState): ExpectedChange[] {
  const old = new Map(from.articles.map((article) => [article.slug, articleText(article)]));
  return to.articles.flatMap((article): ExpectedChange[] => {
    const before = old.get(article.slug) ?? [];
    const text = articleText(article);
    const lost = before.filter((paragraph) => !text.includes(paragraph)).join('\n');
    const won = text.filter((paragraph) => !before.includes(paragraph)).join('\n');
    if (lost === '' && won === '') return [];
    return [
      {
        path: articlePath(article.slug),
        kind: 'text',
        ...(lost === '' ? {} : { before: lost }),
        ...(won === '' ? {} : { after: won }),
        words: `The article “${article.headline}” has a new paragraph.`,
      },
    ];
  });
}

/** The changes from one act to another; none if the acts are the same. */
export function expectedChanges(fromAct: number, toAct: number): readonly ExpectedChange[] {
  const [from, to] = [stateOfAct(fromAct), stateOfAct(toAct)];
  return [...productChanges(from, to), ...articleChanges(from, to)];
}

function sortedWords(body: string): string {
  return body.split(/\s+/).toSorted().join(' ');
}

/**
 * Pages that differ beyond noise but have no news of their own, so that an alert for them tells nothing new.
 */
export function quietDifferences(fromAct: number, toAct: number): readonly QuietDifference[] {
  const [from, to] = [stateOfAct(fromAct), stateOfAct(toAct)];
  const told = new Set(expectedChanges(fromAct, toAct).map((change) => change.path));
  const view = { origin: 'http://shop.example', noise: NO_NOISE };
  return pagePaths(to).flatMap((path): QuietDifference[] => {
    const [before, after] = [from, to].map((state) => answerFor(state, path, view));
    if (told.has(path) || before === undefined || after === undefined || before.body === after.body)
      return [];
    return [{ path, why: sortedWords(before.body) === sortedWords(after.body) ? 'moved' : 'echo' }];
  });
}
