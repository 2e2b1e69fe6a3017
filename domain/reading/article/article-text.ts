// The main text of an article. Each paragraph adds its weight to the elements around it; the blocks of the element
// with most weight, without link lists and chrome, are the text.
import type { Element } from 'domhandler';
import { isElement, textOf } from '../html/html-tree.ts';
import { type Region, wordsOf } from '../scan/page-region.ts';
import type { BlockDraft, PageScan } from '../scan/page-scan.ts';
import { AD_LABELS } from '../words/page/ad-label.ts';
import { HOME, INVITATIONS, READ_ON } from '../words/article/invitation.ts';
import { RIGHTS } from '../words/page/rights.ts';
import { anyOf } from '../words/word-lists.ts';

const GOOD = /article|body|content|entry|post|story|text|main|blog/;
const BAD =
  /(?:^|[\s_-])(?:comments?|sidebar|footer|promo|promotions?|related|share|sharing|social|byline|newsletter|subscribe|subscription|banner|ads?|advert\w*|sponsor\w*|tags|tag-?list|author-?(?:bio|box|info)|nav|menu|breadcrumbs?|cta|disclaimer|signup|print|toc|popup|modal)(?:$|[\s_-])/;
const PARAGRAPH_MIN = 40;
const CLIMB = 5;

export interface ArticleBody {
  readonly container: Element;
  readonly blocks: readonly BlockDraft[];
  readonly chars: number;
  /** Share of the page's readable text. */
  readonly share: number;
}

const MAX_COMMAS = 10;

function countCommas(text: string): number {
  const comma = text.includes(',') ? ',' : text.includes('、') ? '、' : text.includes('，') ? '，' : '،';
  let commas = 0;
  for (let at = text.indexOf(comma); at >= 0 && commas < MAX_COMMAS; at = text.indexOf(comma, at + 1))
    commas++;
  return commas;
}

function paragraphWeight(block: BlockDraft): number {
  const { text } = block;
  const density = block.linkChars / text.length;
  const commas = countCommas(text);
  return (1 + commas + Math.min(text.length / 100, 4)) * (1 - density);
}

function classBonus(element: Element): number {
  let factor = element.name === 'article' ? 1.25 : 1;
  if (element.attribs['itemprop'] === 'articleBody') factor *= 1.5;
  const words = wordsOf(element);
  if (words !== '' && words.length < 300) {
    if (GOOD.test(words)) factor *= 1.2;
    if (BAD.test(words)) factor *= 0.5;
  }
  return factor;
}

const NEVER_TEXT: ReadonlySet<Region> = new Set(['footer', 'comments', 'consent', 'pagination']);

/**
 * Usually only the region `main` is text. If the other regions hold more than twice its running text, they were guessed
 * wrongly from class names, and all regions but NEVER_TEXT count.
 */
function textRegions(scan: PageScan): (region: Region) => boolean {
  let main = 0;
  let other = 0;
  for (const block of scan.blocks) {
    if (block.text.length < 80 || block.linkChars * 3 > block.text.length) continue;
    if (block.region === 'main') main += block.text.length;
    else if (!NEVER_TEXT.has(block.region)) other += block.text.length;
  }
  return main >= other * 0.5 ? (region) => region === 'main' : (region) => !NEVER_TEXT.has(region);
}

function paragraphsOf(scan: PageScan, isTextRegion: (region: Region) => boolean): BlockDraft[] {
  return scan.blocks.filter(
    (block) =>
      block.text.length >= PARAGRAPH_MIN &&
      block.heading === 0 &&
      isTextRegion(block.region) &&
      block.element.name !== 'option' &&
      block.element.name !== 'button' &&
      block.linkChars * 2 <= block.text.length,
  );
}

function containerScores(paragraphs: readonly BlockDraft[]): Map<Element, number> {
  const scores = new Map<Element, number>();
  for (const block of paragraphs) {
    const weight = paragraphWeight(block);
    // The block's own element counts too, for pages that hold all text in one element broken by <br>.
    let here: Element | undefined = block.element;
    let share = block.element.name === 'p' || block.element.name === 'li' ? 0 : 0.9;
    for (let step = 0; here !== undefined && here.name !== 'html' && step < CLIMB; step++) {
      if (share > 0) scores.set(here, (scores.get(here) ?? 0) + weight * share);
      here = isElement(here.parent) ? here.parent : undefined;
      share = step === 0 ? 1 : share * 0.75;
    }
  }
  return scores;
}

function bestContainer(scores: Map<Element, number>): Element | undefined {
  let best: Element | undefined;
  let top = 0;
  for (const [element, score] of scores) {
    const weighed = score * classBonus(element);
    if (weighed > top) {
      top = weighed;
      best = element;
    }
  }
  return best;
}

/** Elements that are part of a text but never the whole of it. */
const PARTS = new Set([
  'tbody',
  'table',
  'tr',
  'td',
  'ul',
  'ol',
  'li',
  'dl',
  'dd',
  'p',
  'blockquote',
  'span',
  'pre',
  'figure',
]);
const WHOLES = new Set(['article', 'main']);

/** Factor by which an outer element must hold more text than the element chosen inside it. */
function wantedGain(inner: Element, outer: Element): number {
  if (PARTS.has(inner.name)) return 1;
  return WHOLES.has(outer.name) || outer.attribs['itemprop'] === 'articleBody' ? 1.04 : 1.18;
}

function chainOf(element: Element): Element[] {
  const chain: Element[] = [];
  let here: Element | undefined = element;
  while (here !== undefined && here.name !== 'html' && chain.length < 60) {
    chain.push(here);
    here = isElement(here.parent) ? here.parent : undefined;
  }
  return chain;
}

/** Characters of paragraphs, without their links, inside each element of the chain; innermost element first. */
function charsAlong(chain: readonly Element[], blocks: readonly BlockDraft[]): number[] {
  const place = new Map(chain.map((element, at) => [element, at]));
  const chars = chain.map(() => 0);
  for (const block of blocks) {
    let here: Element | undefined = block.element;
    while (here !== undefined && !place.has(here)) here = isElement(here.parent) ? here.parent : undefined;
    const at = here === undefined ? undefined : place.get(here);
    if (at !== undefined) chars[at] = (chars[at] ?? 0) + block.text.length - block.linkChars;
  }
  for (let at = 1; at < chars.length; at++) chars[at] = (chars[at] ?? 0) + (chars[at - 1] ?? 0);
  return chars;
}

/** Takes an outer element if it holds clearly more running text, for articles cut into several sections. */
function widen(element: Element, paragraphs: readonly BlockDraft[]): Element {
  const chain = chainOf(element);
  const chars = charsAlong(chain, paragraphs);
  let chosen = 0;
  for (let at = 1; at < chain.length; at++) {
    const inner = chain[chosen];
    const outer = chain[at];
    if (inner === undefined || outer === undefined) break;
    if ((chars[at] ?? 0) >= (chars[chosen] ?? 0) * wantedGain(inner, outer)) chosen = at;
  }
  return chain[chosen] ?? element;
}

export function isInside(element: Element, container: Element): boolean {
  let here: Element | undefined = element;
  for (let steps = 0; here !== undefined && steps < 100; steps++) {
    if (here === container) return true;
    here = isElement(here.parent) ? here.parent : undefined;
  }
  return false;
}

interface LinkShare {
  chars: number;
  linkChars: number;
}

/** Characters of text and of links per element, so that a sentence cut in two by a picture is judged as one. */
function linkShares(blocks: readonly BlockDraft[]): Map<Element, LinkShare> {
  const shares = new Map<Element, LinkShare>();
  for (const { element, text, linkChars } of blocks) {
    const share = shares.get(element);
    if (share === undefined) {
      shares.set(element, { chars: text.length, linkChars });
    } else {
      share.chars += text.length;
      share.linkChars += linkChars;
    }
  }
  return shares;
}

/** A link that shows its address ("https://example.com/report") belongs to the text; link lists show names. */
const WRITTEN_URL = /^https?:\/\/\S+$/;
/** Short lines that are no text of the article: "Home", "Advertisement", "Read more", "Subscribe to …", "© 2024". */
const INVITATION = new RegExp(
  String.raw`^(?:${anyOf(HOME, AD_LABELS, READ_ON)})$|${anyOf(INVITATIONS)}|^(?:©|\(c\)|copyright)\s*(?:©\s*)?\d{4}\b|(?:${anyOf(RIGHTS)})\.?$`,
  'i',
);
const INVITATION_MAX = 140;

function isRunningText(block: BlockDraft, shares: ReadonlyMap<Element, LinkShare>): boolean {
  if (
    block.element.name === 'option' ||
    block.element.name === 'button' ||
    block.element.name === 'figcaption'
  )
    return false;
  if (block.text.length <= INVITATION_MAX && INVITATION.test(block.text)) return false;
  if (WRITTEN_URL.test(block.text)) return true;
  const { chars, linkChars } = shares.get(block.element) ?? { chars: 1, linkChars: 0 };
  const density = linkChars / Math.max(1, chars);
  return density < 0.6 || (chars > 60 && density < 0.9);
}

/** A form with more characters than this wraps part of an article. */
const FORM_MAX = 600;

function textLength(element: Element, max: number): number {
  return textOf(element, max + 1).replace(/\s+/g, ' ').length;
}

/** Says which elements inside a container are chrome; the answer for each element is remembered. */
class ChromeCheck {
  readonly #known = new Map<Element, boolean>();
  readonly #container: Element;

  constructor(container: Element) {
    this.#container = container;
  }

  /** A short form inside an article is chrome. A form that wraps the whole page lies above the container. */
  holds(element: Element, steps = 0): boolean {
    if (element === this.#container || steps > 40) return false;
    const known = this.#known.get(element);
    if (known !== undefined) return known;
    const words = wordsOf(element);
    const isChrome = words !== '' && words.length < 300 && BAD.test(words) && !GOOD.test(words);
    const own = isChrome || (element.name === 'form' && textLength(element, FORM_MAX) < FORM_MAX);
    const answer = own || (isElement(element.parent) && this.holds(element.parent, steps + 1));
    this.#known.set(element, answer);
    return answer;
  }
}

const LEAD_MAX = 6;

/** The introduction outside the container: paragraphs between the page's only h1 and the text of the container. */
function leadOf(
  scan: PageScan,
  inside: readonly BlockDraft[],
  paragraphs: readonly BlockDraft[],
): BlockDraft[] {
  const start = inside[0]?.order ?? 0;
  const heads = scan.headings.filter((heading) => heading.level === 1 && heading.region === 'main');
  const head = heads.length === 1 ? heads[0]?.order : undefined;
  if (head === undefined || head >= start) return [];
  const lead = paragraphs.filter(
    ({ order, text, element }) =>
      order > head && order < start && text.length >= 80 && (element.name === 'p' || element.name === 'div'),
  );
  return lead.length <= LEAD_MAX ? lead : [];
}

export function articleBody(scan: PageScan): ArticleBody | undefined {
  const isTextRegion = textRegions(scan);
  const paragraphs = paragraphsOf(scan, isTextRegion);
  const best = bestContainer(containerScores(paragraphs));
  if (best === undefined) return undefined;
  const container = widen(best, paragraphs);
  const chrome = new ChromeCheck(container);
  const held = scan.blocks.filter(
    (block) => isTextRegion(block.region) && isInside(block.element, container),
  );
  const inside = [...leadOf(scan, held, paragraphs), ...held];
  const shares = linkShares(inside);
  const blocks = inside.filter((block) => isRunningText(block, shares) && !chrome.holds(block.element));
  const chars = blocks.reduce((sum, block) => sum + block.text.length, 0);
  return { container, blocks, chars, share: chars / Math.max(1, scan.counts.textChars) };
}
