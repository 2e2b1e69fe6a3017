// The main text of an article: paragraphs vote for the containers they stand in, and the blocks of the winner,
// without link lists and chrome, are the text.
import type { Element } from 'domhandler';
import { isElement } from './html-tree.ts';
import { wordsOf } from './page-region.ts';
import type { BlockDraft, PageScan } from './page-scan.ts';

const GOOD = /article|body|content|entry|post|story|text|main|blog/;
const BAD =
  /comment|sidebar|footer|promo|related|share|social|widget|caption|byline|meta|teaser|newsletter|subscribe|banner|ad-|-ad\b|sponsor|tags|author-?(?:bio|box)|nav|menu/;
const PARAGRAPH_MIN = 40;
const CLIMB = 5;

export interface ArticleBody {
  readonly container: Element;
  readonly blocks: readonly BlockDraft[];
  readonly chars: number;
  /** Share of the page's readable text. */
  readonly share: number;
}

function paragraphWeight(block: BlockDraft): number {
  const { text } = block;
  const density = block.linkChars / text.length;
  if (density > 0.5) return 0;
  let commas = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 44 || code === 0x3001 || code === 0xff0c || code === 0x60c) commas++;
  }
  return (1 + Math.min(commas, 10) + Math.min(text.length / 100, 4)) * (1 - density);
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

function isUnfit(block: BlockDraft): boolean {
  return (
    block.region !== 'main' ||
    block.heading > 0 ||
    block.element.name === 'option' ||
    block.element.name === 'button'
  );
}

function containerScores(scan: PageScan): Map<Element, number> {
  const scores = new Map<Element, number>();
  for (const block of scan.blocks) {
    if (block.text.length < PARAGRAPH_MIN || isUnfit(block)) continue;
    const weight = paragraphWeight(block);
    if (weight === 0) continue;
    // The own block counts too: pages that hold all text in one element broken by <br>.
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

/** Goes up while the parent holds clearly more of the voted text: articles cut into several sections. */
function widen(element: Element, scores: Map<Element, number>): Element {
  let here = element;
  for (let steps = 0; steps < 4; steps++) {
    const up = here.parent;
    if (!isElement(up) || up.name === 'body' || up.name === 'html') return here;
    const own = scores.get(here) ?? 0;
    const outer = scores.get(up) ?? 0;
    if (outer < own * 1.12) {
      // A level that adds nothing may be a mere wrapper of one that does.
      const above = up.parent;
      const next = isElement(above) ? (scores.get(above) ?? 0) : 0;
      if (!isElement(above) || above.name === 'body' || next < own * 1.12) return here;
    }
    here = up;
  }
  return here;
}

function isInside(element: Element, container: Element): boolean {
  let here: Element | undefined = element;
  for (let steps = 0; here !== undefined && steps < 100; steps++) {
    if (here === container) return true;
    here = isElement(here.parent) ? here.parent : undefined;
  }
  return false;
}

function isText(block: BlockDraft): boolean {
  if (block.region !== 'main' || block.element.name === 'option' || block.element.name === 'button')
    return false;
  const density = block.linkChars / Math.max(1, block.text.length);
  return density < 0.6 || (block.text.length > 200 && density < 0.8);
}

function isChromeInside(element: Element, container: Element): boolean {
  let here: Element | undefined = element;
  for (let steps = 0; here !== undefined && here !== container && steps < 12; steps++) {
    const words = wordsOf(here);
    if (words !== '' && words.length < 300 && BAD.test(words) && !GOOD.test(words)) return true;
    here = isElement(here.parent) ? here.parent : undefined;
  }
  return false;
}

export function articleBody(scan: PageScan): ArticleBody | undefined {
  const scores = containerScores(scan);
  const best = bestContainer(scores);
  if (best === undefined) return undefined;
  const container = widen(best, scores);
  const blocks = scan.blocks.filter(
    (block) =>
      isText(block) && isInside(block.element, container) && !isChromeInside(block.element, container),
  );
  const chars = blocks.reduce((sum, block) => sum + block.text.length, 0);
  return { container, blocks, chars, share: chars / Math.max(1, scan.counts.textChars) };
}
