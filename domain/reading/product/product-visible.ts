// Article numbers and brands as shop pages print them: a label and its value, side by side or in a table, or an element
// whose class says what it holds.
import type { Element } from 'domhandler';
import { boundedText, foldSpace } from '../html/copy-text.ts';
import { parseGtin } from './gtin.ts';
import { labelledValues } from './labelled-line.ts';
import { elementsIn, textOf } from '../html/html-tree.ts';
import { markedValue } from './product-mark.ts';
import type { HeadingDraft, LinkDraft, PageScan, PlacedElement } from '../scan/page-scan.ts';
import {
  BEHIND_BRAND,
  type LabelKind,
  MORE_OF_BRAND,
  NO_BRANDS,
  PRODUCT_LABELS,
  SHOP,
  SHOP_OF,
} from '../words/product/product-label.ts';
import { spacedText } from '../html/spaced-text.ts';
import { anyOf } from '../words/word-lists.ts';

const NUMBER = /^[A-Za-z0-9][A-Za-z0-9._/-]{1,39}$/;
/** Elements behind the heading within which the product's own lines stand; later lines may be another product's. */
const REACH = 1_500;
/** Tables of details stand further below; a shop's own number or a brand there is mostly of a similar product. */
const DETAILS_REACH = 4_000;
const NEAR = 300;
const BEFORE = 30;

interface Search {
  readonly scan: PageScan;
  readonly from: number;
  readonly accept: (value: string) => string | undefined;
}

function findLabelled(kind: LabelKind, { scan, from, accept }: Search): string | undefined {
  const label = PRODUCT_LABELS[kind];
  const { blocks } = scan;
  for (let at = 0; at < blocks.length && at < 3_000; at++) {
    const block = blocks[at];
    if (block === undefined || block.region === 'footer' || block.region === 'related') continue;
    if (
      block.order < from - 60 ||
      block.order > from + (kind === 'gtin' || kind === 'mpn' ? DETAILS_REACH : REACH)
    )
      continue;
    for (const value of labelledValues(blocks, at, label)) {
      const accepted = accept(value);
      if (accepted !== undefined) return accepted;
    }
  }
  return undefined;
}

/** The name of the picture that stands in place of a text. */
function pictureName(element: Element): string {
  const picture = elementsIn(element, 'img', 1)[0];
  const name = picture?.attribs['alt'] ?? element.attribs['title'] ?? '';
  return foldSpace(name.replace(/\blogo\b/i, '')).trim();
}

/** The first acceptable value of an element near the heading whose class announces it (class="brand"). */
function findClassed(places: readonly PlacedElement[], { from, accept }: Search): string | undefined {
  for (const { element, order, region } of places) {
    if (region !== 'main' || order < from - BEFORE || order > from + NEAR) continue;
    const shown = spacedText(element);
    const text = shown === '' ? pictureName(element) : shown;
    if (text === '' || text.length > 60) continue;
    const accepted = accept(text.replace(/^[\p{L}. ]{2,40}[.:：#]\s*/u, ''));
    if (accepted !== undefined) return accepted;
  }
  return undefined;
}

type NumberKind = 'sku' | 'gtin' | 'mpn';

function acceptNumber(kind: NumberKind, value: string): string | undefined {
  if (kind === 'gtin') return parseGtin(value.replace(/[\s.,;]+$/, ''));
  if (value.includes('%')) return undefined;
  const token = (value.split(/\s+/)[0] ?? '').replace(/^[(#]+|[),;.]+$/g, '');
  return NUMBER.test(token) && /\d/.test(token) ? boundedText(token, 40) : undefined;
}

export function visibleNumber(scan: PageScan, kind: NumberKind, from: number): string | undefined {
  const search = { scan, from, accept: (value: string) => acceptNumber(kind, value) };
  return findLabelled(kind, search) ?? (kind === 'sku' ? findClassed(scan.numbers, search) : undefined);
}

/** A number in what templates and scripts leave in attributes. Of several numbers a trade number is not the shop's. */
export function markedNumber(scan: PageScan, kind: NumberKind, from: number): string | undefined {
  return markedValue(kind, {
    scan,
    from,
    accept: (value) =>
      kind === 'sku' && parseGtin(value) !== undefined ? undefined : acceptNumber(kind, value),
  });
}

const OF_SHOP = new RegExp(
  String.raw`^(?:${anyOf(SHOP_OF)})\s*:?\s+(.{2,40}?)(?:[- ](?:${anyOf(SHOP)}))?$`,
  'i',
);

/** "Alle Artikel von Ondine"; a single word before the name may be of the name. */
const MORE_OF = new RegExp(String.raw`^(?=\S+ \S+ )(?:${anyOf(MORE_OF_BRAND)})\s+(.{2,40})$`, 'iu');

/** "Marque Ondine" → "Ondine": the label stands inside the classed element. */
function withoutLabel(text: string): string {
  const named = MORE_OF.exec(text)?.[1];
  if (named !== undefined) return named;
  const [, first = '', rest = ''] = /^(\p{L}{3,16})\s*[:：]?\s+(.+)$/u.exec(text) ?? [];
  return PRODUCT_LABELS.brand.test(first) ? rest : text;
}

/** A link that begins the heading, before the name: "<h1><a>Nordstern</a> Pullover</h1>". */
function brandInHeading({ element, text }: HeadingDraft): string | undefined {
  const link = elementsIn(element, 'a', 1)[0];
  const brand = link === undefined ? '' : foldSpace(textOf(link, 60)).trim();
  const isFirst = brand.length >= 2 && text.startsWith(brand) && text.length > brand.length;
  return isFirst ? brand : undefined;
}

const NO_BRAND = new RegExp(String.raw`^(?:${anyOf(NO_BRANDS)})$|[:!?]|^(?:view|see|all|more|shop)\b`, 'iu');
const BRAND_MAX = 40;
const BRAND_WORDS = 5;

function acceptBrand(value: string): string | undefined {
  const isName = /\p{L}/u.test(value) && value.length <= BRAND_MAX && value.split(' ').length <= BRAND_WORDS;
  return isName && !NO_BRAND.test(value.trim()) ? boundedText(value, BRAND_MAX) : undefined;
}

/** In an attribute, words in lower case are kinds and sections of a page. */
function acceptMark(value: string): string | undefined {
  return /^\p{Ll}/u.test(value) ? undefined : acceptBrand(value);
}

/** Paths of pages about a brand. */
const BRAND_PATH =
  /\/(?:brands?|marken?|marques?|marcas?|merk(?:en)?|hersteller|manufacturers?|fabricantes?|producent|brand-shop|vendors?)\/[^/?#]+|\/collections\/vendors\?q=./i;
const BRAND_LINK = new RegExp(
  String.raw`^(?:(?:${anyOf(MORE_OF_BRAND)})\s+)?(.{2,40}?)(?:\s+(?:${anyOf(BEHIND_BRAND)}))?$`,
  'iu',
);

/** A link near the heading to the page of the brand; several lead to other brands too. */
function linkedBrand(links: readonly LinkDraft[], from: number): string | undefined {
  const near = links.filter(
    ({ region, order, href }) =>
      region === 'main' && order >= from - BEFORE && order <= from + NEAR && BRAND_PATH.test(href),
  );
  const names = new Set<string>();
  for (const { text } of near) {
    const name = acceptBrand(BRAND_LINK.exec(text)?.[1] ?? '');
    if (name !== undefined) names.add(name);
  }
  const [first, ...others] = names;
  return others.length === 0 ? first : undefined;
}

interface BrandInput {
  readonly scan: PageScan;
  readonly heading: HeadingDraft | undefined;
  /** Of the product; a brand that it begins with needs no other proof. */
  readonly name: string;
  /** Of the site: shop systems name it where a vendor is missing. */
  readonly site: string | undefined;
}

/** The brand behind a label that says so. */
export function labelledBrand(scan: PageScan, from: number): string | undefined {
  return findLabelled('brand', { scan, from, accept: acceptBrand });
}

/** The brand from a label, an element's class, what templates leave behind, a link, or one that begins the heading. */
export function visibleBrand({ scan, heading, name, site }: BrandInput): string | undefined {
  const from = heading?.order ?? 0;
  const labelled = labelledBrand(scan, from);
  if (labelled !== undefined) return labelled;
  const isInName = (brand: string): boolean => name.toLowerCase().includes(brand.toLowerCase());
  const classed = findClassed(scan.brands, {
    scan,
    from,
    accept: (value) => {
      const plain = withoutLabel(value);
      const shop = OF_SHOP.exec(plain)?.[1];
      const brand = shop ?? plain;
      if (shop === undefined && !isInName(brand) && brand.toLowerCase() === site?.toLowerCase())
        return undefined;
      const isSure = shop !== undefined || isInName(brand) || brand.length <= 25;
      return isSure ? acceptBrand(brand) : undefined;
    },
  });
  return (
    classed ??
    markedValue('brand', { scan, from, accept: acceptMark }) ??
    linkedBrand(scan.links, from) ??
    (heading === undefined ? undefined : brandInHeading(heading))
  );
}
