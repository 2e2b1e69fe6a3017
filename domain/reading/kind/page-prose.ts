// How a page's text is built: running text below the heading, links that read like titles, comments beside the content.
import type { ProseFeatures } from '../page/page-features.ts';
import type { HeadingDraft, PageScan } from '../scan/page-scan.ts';

const CJK = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
/**
 * A link of this many characters names a thing ("Oak shelf with drawers"); a shorter link names a place of the site
 * ("Contact"). Scripts without spaces need fewer characters.
 */
const TITLE_CHARS = 20;
const CJK_TITLE_CHARS = 8;
/** A block this long, with few links, is a paragraph. */
const PARAGRAPH_CHARS = 120;
const BLOCKS_AFTER_HEADING = 12;

export function proseFacts(scan: PageScan, heading: HeadingDraft | undefined): ProseFeatures {
  const { mainChars } = scan.counts;
  const comments = charsOf(scan, 'comments', 'text');
  return {
    titleLinks: titleTargets(scan).size,
    mainLinkDensity: round(charsOf(scan, 'main', 'links') / Math.max(1, mainChars)),
    proseAfterHeading: heading === undefined ? 0 : proseAfter(scan, heading.order),
    headingWords: heading === undefined ? 0 : wordCount(heading.text),
    commentShare: round(comments / Math.max(1, comments + mainChars)),
    longestBlock: longestBlock(scan),
  };
}

function charsOf(scan: PageScan, region: 'main' | 'comments', kind: 'text' | 'links'): number {
  let chars = 0;
  for (const block of scan.blocks) {
    if (block.region === region) chars += kind === 'text' ? block.text.length : block.linkChars;
  }
  return chars;
}

function longestBlock(scan: PageScan): number {
  let longest = 0;
  for (const { region, text } of scan.blocks) {
    if (region === 'main' && text.length > longest) longest = text.length;
  }
  return longest;
}

function titleTargets(scan: PageScan): Set<string> {
  const targets = new Set<string>();
  for (const { region, text, href } of scan.links) {
    if (region !== 'main') continue;
    if (text.length >= TITLE_CHARS || (text.length >= CJK_TITLE_CHARS && CJK.test(text))) targets.add(href);
  }
  return targets;
}

function proseAfter(scan: PageScan, order: number): number {
  let seen = 0;
  let chars = 0;
  for (const block of scan.blocks) {
    if (block.order <= order) continue;
    if (++seen > BLOCKS_AFTER_HEADING) break;
    if (block.text.length >= PARAGRAPH_CHARS && block.linkChars * 3 < block.text.length)
      chars += block.text.length;
  }
  return chars;
}

function wordCount(text: string): number {
  return CJK.test(text) ? Math.ceil(text.length / 2) : text.split(' ').length;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
