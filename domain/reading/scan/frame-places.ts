// Which blocks of a page belong to its frame: menus, header, footer, side columns, related things, consent. What a person
// reads the page for is its body. By the region of each block; where a page has a main part that holds most of its text, all
// that stands outside of it. A page that would be all frame has none.
import type { Element } from 'domhandler';
import { isElement } from '../html/html-tree.ts';
import { statesFact } from '../words/text-kind.ts';
import type { Region } from './page-region.ts';
import { type BlockDraft, charsOf } from './page-scan.ts';

/** Comments are written by readers: who watches a page waits for them, too. */
const FRAMES: ReadonlySet<Region> = new Set([
  'navigation',
  'header',
  'footer',
  'aside',
  'related',
  'pagination',
  'consent',
]);
/** Pages put texts and prices of their own into these. */
const MIXED: ReadonlySet<Region> = new Set(['header', 'aside']);
/** A text of this length without links is written for this page. */
const TEXT_CHARS = 160;
const MAX_LINK_SHARE = 0.3;
/** A block of links. */
const LINK_SHARE = 0.8;
/** Fewer links in a row are part of a text. */
const MIN_LINKS = 6;
const MIN_LINKS_SHARE = 0.6;
/** Of a heading above links: "Company". */
const MAX_LABEL = 40;
/** The main part says what the page is for if it holds this share of the text that is no frame by region. */
const MAIN_SHARE = 0.6;
/** A body with less text than this, and less than this share of the page, was not recognised. */
const MIN_BODY_CHARS = 80;
const MIN_BODY_SHARE = 0.02;

/** Says of the blocks which of them belong to the frame. */
export function markFrame(blocks: readonly BlockDraft[]): void {
  const body = new Set(bodyOf(blocks));
  const bodyChars = charsOf([...body]);
  const isKnown = bodyChars >= MIN_BODY_CHARS && bodyChars >= charsOf(blocks) * MIN_BODY_SHARE;
  if (!isKnown) return;
  for (const block of blocks) if (!body.has(block)) block.isFrame = true;
}

function bodyOf(blocks: readonly BlockDraft[]): readonly BlockDraft[] {
  const byRegion = blocks.filter((block) => !isFrameByRegion(block));
  const isInMain = mainPart();
  const within = byRegion.filter(({ element, heading }) => heading === 1 || isInMain(element));
  const main = charsOf(within) >= charsOf(byRegion) * MAIN_SHARE ? within : byRegion;
  return withoutLinkRuns(main);
}

/** A page of running text begins and ends with its text: rows of links before and behind it lead elsewhere. */
function withoutLinkRuns(blocks: readonly BlockDraft[]): readonly BlockDraft[] {
  const links = blocks.reduce((sum, { linkChars }) => sum + linkChars, 0);
  if (links > charsOf(blocks) * MAX_LINK_SHARE) return blocks;
  const from = linkRun(blocks);
  const to = blocks.length - linkRun(blocks.toReversed());
  return from < to ? blocks.slice(from, to) : blocks;
}

/** Of so many blocks at the beginning most are links, and the others their headings; 0 for fewer than MIN_LINKS. */
function linkRun(blocks: readonly BlockDraft[]): number {
  let links = 0;
  let end = 0;
  for (const [at, block] of blocks.entries()) {
    const isLink = block.linkChars >= block.text.length * LINK_SHARE;
    if (!isLink && !isLabel(block)) break;
    if (isLink) links += 1;
    if (isLink && links >= (at + 1) * MIN_LINKS_SHARE) end = at + 1;
  }
  return links >= MIN_LINKS ? end : 0;
}

function isLabel({ text, heading }: BlockDraft): boolean {
  return text.length <= MAX_LABEL && heading !== 1 && !/\d/.test(text);
}

function isFrameByRegion({ region, heading, text, linkChars }: BlockDraft): boolean {
  if (!FRAMES.has(region) || heading === 1) return false;
  if (!MIXED.has(region)) return true;
  const isText = text.length >= TEXT_CHARS && linkChars < text.length * MAX_LINK_SHARE;
  return !isText && !statesFact(text);
}

/** Whether an element stands in the main part, as the page itself says. */
function mainPart(): (element: Element) => boolean {
  const known = new Map<Element, boolean>();
  const isWithin = (element: Element): boolean => {
    const answer = known.get(element);
    if (answer !== undefined) return answer;
    const { parent } = element;
    const is =
      element.name === 'main' ||
      element.attribs['role'] === 'main' ||
      (isElement(parent) && isWithin(parent));
    known.set(element, is);
    return is;
  };
  return isWithin;
}
