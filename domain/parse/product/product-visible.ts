// Article numbers and brands as shop pages print them: a label and its value, side by side or in a table, or an element
// whose class says what it holds.
import type { Element } from 'domhandler';
import { boundedText, foldSpace } from '../html/copy-text.ts';
import { parseGtin } from './gtin.ts';
import { elementsIn, textOf } from '../html/html-tree.ts';
import type { BlockDraft, HeadingDraft, PageScan, PlacedElement } from '../scan/page-scan.ts';
import { type LabelKind, PRODUCT_LABELS, SHOP, SHOP_OF } from '../../words/product/product-label.ts';
import { spacedText } from '../html/spaced-text.ts';
import { anyOf } from '../../words/word-lists.ts';

/** "Label: value", "Label # value", "Label - value". */
const LABELLED = /^([\p{L}#.'’"″״°/ -]{2,36}?)\s*(?:[:：]|#\s*:?|\bis\b|\s[-–—]\s?)\s*(\S.{0,80})$/u;
/** "Ref. 1002/710", "SKU AB-12": no sign between, so the value must have a digit. */
const LABEL_AND_NUMBER = /^(\p{L}[\p{L}.'’# -]{1,24}?)\s+(\S*\d\S*)$/u;
const NUMBER = /^[A-Za-z0-9][A-Za-z0-9._/-]{1,39}$/;
/** Elements behind the heading within which the product's own lines stand; later lines may be another product's. */
const REACH = 1_500;
const NEAR = 300;

function labelledValue(blocks: readonly BlockDraft[], at: number, label: RegExp): string | undefined {
  const { text } = blocks[at] ?? { text: '' };
  if (text.length > 120) return undefined;
  const inline = LABELLED.exec(text);
  if (inline?.[1] !== undefined && inline[2] !== undefined && label.test(inline[1].trim()))
    return inline[2].trim();
  const numbered = LABEL_AND_NUMBER.exec(text);
  if (numbered?.[1] !== undefined && numbered[2] !== undefined && label.test(numbered[1].trim()))
    return numbered[2];
  const bare = text.replace(/\s*[:：#]$/, '');
  if (!label.test(bare)) return undefined;
  const next = blocks[at + 1];
  return next !== undefined && next.text.length <= 60 ? next.text : undefined;
}

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
    if (block.order < from - 60 || block.order > from + REACH) continue;
    const value = labelledValue(blocks, at, label);
    const accepted = value === undefined ? undefined : accept(value);
    if (accepted !== undefined) return accepted;
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
    if (region !== 'main' || order < from - 30 || order > from + NEAR) continue;
    const shown = spacedText(element);
    const text = shown === '' ? pictureName(element) : shown;
    if (text === '' || text.length > 60) continue;
    const accepted = accept(text.replace(/^[\p{L}. ]{2,24}[.:：#]\s*/u, ''));
    if (accepted !== undefined) return accepted;
  }
  return undefined;
}

export function visibleNumber(
  scan: PageScan,
  kind: 'sku' | 'gtin' | 'mpn',
  from: number,
): string | undefined {
  const accept = (value: string): string | undefined => {
    if (kind === 'gtin') return parseGtin(value);
    const token = (value.split(/\s+/)[0] ?? '').replace(/^[(#]+|[),;.]+$/g, '');
    return NUMBER.test(token) && /\d/.test(token) ? boundedText(token, 40) : undefined;
  };
  const search = { scan, from, accept };
  return findLabelled(kind, search) ?? (kind === 'sku' ? findClassed(scan.numbers, search) : undefined);
}

const OF_SHOP = new RegExp(
  String.raw`^(?:${anyOf(SHOP_OF)})\s*:?\s+(.{2,40}?)(?:[- ](?:${anyOf(SHOP)}))?$`,
  'i',
);

/** "Marque Ondine" → "Ondine": the label stands inside the classed element. */
function withoutLabel(text: string): string {
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

/** The brand from a label, from an element's class, or from a link that begins the heading. */
export function visibleBrand(
  scan: PageScan,
  heading: HeadingDraft | undefined,
  name: string,
): string | undefined {
  const from = heading?.order ?? 0;
  const accept = (value: string): string | undefined =>
    /\p{L}/u.test(value) && value.length <= 40 && !/[:!?]|^(?:view|see|all|more|shop)\b/i.test(value)
      ? boundedText(value, 40)
      : undefined;
  const labelled = findLabelled('brand', { scan, from, accept });
  if (labelled !== undefined) return labelled;
  const classed = findClassed(scan.brands, {
    scan,
    from,
    accept: (value) => {
      const plain = withoutLabel(value);
      const shop = OF_SHOP.exec(plain)?.[1];
      const brand = shop ?? plain;
      const isSure =
        shop !== undefined || name.toLowerCase().includes(brand.toLowerCase()) || brand.length <= 25;
      return isSure ? accept(brand) : undefined;
    },
  });
  return classed ?? (heading === undefined ? undefined : brandInHeading(heading));
}
