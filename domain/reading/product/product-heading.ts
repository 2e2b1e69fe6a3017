// The heading of a product page: the page's own, unless that is the name of the shop, as themes set it; else an element
// that its id or class calls the name of the product, a line that the page's title repeats, or the loud line above the price.
import type { ChildNode, Element } from 'domhandler';
import { foldSpace } from '../html/copy-text.ts';
import { isElement, nextNode, textOf } from '../html/html-tree.ts';
import { wordOverlap } from '../html/word-overlap.ts';
import { firstMeta, type PageMetadata } from '../markup/page-metadata.ts';
import { mainHeading } from '../scan/page-heading.ts';
import type { BlockDraft, HeadingDraft, PageScan } from '../scan/page-scan.ts';
import { containsPrice } from '../scan/price-text.ts';
import { letters } from '../words/letters.ts';
import { type Shop, isShopName, piecesOfTitle } from './shop-name.ts';

const MAX_LEVEL = 3;
const MAX_CHARS = 200;
/** Of a heading that is no heading in the page's markup. */
const NO_HEADING = 0;
const NAMED = /(?:product|item|pdp|goods)[-_]*(?:title|name|heading)|(?:title|name)[-_]*(?:product|item)/i;

export function productHeading(
  scan: PageScan,
  metadata: PageMetadata,
  url: string,
): HeadingDraft | undefined {
  const heading = mainHeading(scan, metadata.title);
  const shop: Shop = { url, site: firstMeta(metadata.meta, 'og:site_name') };
  if (heading === undefined)
    return namedBlock(scan) ?? titledBlock(scan, metadata.title, shop) ?? loudBlock(scan, shop);
  if (!isShopName(heading.text, shop)) return namedBefore(scan, metadata.title, heading) ?? heading;
  const titled = titledBlock(scan, metadata.title, shop);
  // Some shops name the product where the site belongs, and show it in the text.
  if (heading.region === 'main') return titled ?? heading;
  return (
    titled ??
    scan.headings.find(
      ({ level, region, text }) => level <= MAX_LEVEL && region === 'main' && !isShopName(text, shop),
    ) ??
    namedBlock(scan) ??
    loudBlock(scan, shop) ??
    heading
  );
}

/** "Brass Hook, Zed Shop" is titled after the product and the shop, and the element that is called its name says which is which. */
function namedBefore(scan: PageScan, title: string, { text }: HeadingDraft): HeadingDraft | undefined {
  const whole = letters(title);
  if (!whole.endsWith(letters(text)) || whole === letters(text)) return undefined;
  const named = namedBlock(scan);
  return named !== undefined && whole.startsWith(letters(named.text)) ? named : undefined;
}

/** Undefined where there are several: each card of a list of products has one. */
function namedBlock({ blocks }: PageScan): HeadingDraft | undefined {
  const named = blocks.filter((block) => block.text.length <= MAX_CHARS && isNamed(block));
  const [only] = named;
  if (only === undefined || named.length > 1 || only.region !== 'main') return undefined;
  return { level: 1, ...placed(only) };
}

function isNamed({ element, linkChars }: BlockDraft): boolean {
  return linkChars === 0 && NAMED.test(`${element.attribs['id'] ?? ''} ${element.attribs['class'] ?? ''}`);
}

function placed({ element, text, region, order }: BlockDraft): Omit<HeadingDraft, 'level'> {
  return { text, element, region, order };
}

/** "[MC-17]" behind the name in its line. */
const MAX_MORE = 30;

/** The line of the main part that begins with the longest part of the page's title that any line begins with. */
function titledBlock({ blocks }: PageScan, title: string, shop: Shop): HeadingDraft | undefined {
  const lines = blocks.filter(
    ({ region, text, linkChars, heading }) =>
      region === 'main' &&
      text.length <= MAX_CHARS &&
      (linkChars < text.length / 2 || heading > 0) &&
      !containsPrice(text),
  );
  for (const part of piecesOfTitle(title, shop)) {
    const line = lines.find(
      ({ text }) =>
        letters(text).startsWith(letters(part)) &&
        text.length <= part.length + MAX_MORE &&
        !isShopName(text, shop),
    );
    if (line !== undefined) return { level: NO_HEADING, ...placed(line), text: part };
  }
  return undefined;
}

/** Elements between the name of what is sold and its price, and between the page's first line of that name and the price. */
const ABOVE_PRICE = 40;
const FAR_ABOVE_PRICE = 300;

/**
 * Pages that are laid out with tables and fonts: the last line above the price that stands out as a whole. "Onion, Milano - Pack of 350"
 * is a variant of the "Milano Onion" that stands out further above.
 */
function loudBlock({ blocks, prices }: PageScan, shop: Shop): HeadingDraft | undefined {
  const price = prices.find(({ region }) => region === 'main');
  if (price === undefined) return undefined;
  const loud = blocks.filter(
    (block) =>
      block.region === 'main' &&
      block.order <= price.order &&
      block.order >= price.order - FAR_ABOVE_PRICE &&
      mayBeName(block.text, shop) &&
      isLoud(block),
  );
  const nearest = loud.at(-1);
  if (nearest === undefined || nearest.order < price.order - ABOVE_PRICE) return undefined;
  const line = loud.find(({ text }) => wordOverlap(text, nearest.text) === 1) ?? nearest;
  return { level: NO_HEADING, ...placed(line), isGuess: true };
}

function mayBeName(text: string, shop: Shop): boolean {
  return (
    text.length <= MAX_CHARS &&
    letters(text).length >= 3 &&
    !/[:：!]$/.test(text) &&
    !containsPrice(text) &&
    !isShopName(text, shop)
  );
}

const LOUD = /^(?:b|strong|big|font)$/;
/** "contenthead", "TopNameLabel", "prod_title". */
const CALLED_NAME = /(?:head(?:er|ing|line)?|title|name)(?:label|text|lbl)?$/i;

/** Whether the line as a whole is set in bold or in a large font, or is called a name. */
function isLoud({ element, text }: BlockDraft): boolean {
  return [element, ...elementsWithin(element)].some(
    (inner) => (isSetLoud(inner) || isCalledName(inner)) && foldSpace(textOf(inner, MAX_CHARS)) === text,
  );
}

/** HTML 3.2: size 1 to 7, of which 3 is that of the text; "+1" is one more than around it. */
function isSetLoud({ name, attribs }: Element): boolean {
  return LOUD.test(name) && (name !== 'font' || /^(?:\+[1-4]|[4-7])$/.test(attribs['size'] ?? ''));
}

function isCalledName({ attribs }: Element): boolean {
  return `${attribs['class'] ?? ''} ${attribs['id'] ?? ''}`
    .split(/\s+/)
    .some((word) => CALLED_NAME.test(word));
}

const MAX_WITHIN = 12;

/** A line has few elements in it; of a cell with many only the first are asked. */
function elementsWithin(top: Element): Element[] {
  const found: Element[] = [];
  let node: ChildNode | undefined = top.firstChild ?? undefined;
  while (node !== undefined && found.length < MAX_WITHIN) {
    if (isElement(node)) found.push(node);
    node = nextNode(node, top, false);
  }
  return found;
}
