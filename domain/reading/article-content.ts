// What belongs to the article of a page: its headline and its text. Everything else of the page, as other articles, calls to subscribe
// and lists of links between its paragraphs, is left out.
import type { Element } from 'domhandler';
import { articleText } from './article/article-lines.ts';
import type { FrameNodes } from './content/page-content.ts';
import { type HtmlTree, isElement } from './html/html-tree.ts';
import { type PageView, viewPage } from './parse-page.ts';
import { gatheredPlaces } from './part/page-places.ts';
import type { BlockDraft } from './scan/page-scan.ts';

export interface ArticleContent {
  /** That the page shows above the text; null: none, or it is the first line of the text. */
  readonly headline: string | null;
  /** A paragraph a line. */
  readonly lines: readonly string[];
  /** What of the page is left out; null: the page does not show the text, so its lines are all there is. */
  readonly without: FrameNodes | null;
}

/** A page with less text is no article, whatever it was taken for. */
const MIN_CHARS = 200;

/** Null: the page has no text of an article. */
export function articleContent(html: string, url: string): ArticleContent | null {
  const view = viewPage(html, url);
  const { lines, blocks } = articleText(view);
  if (lines.join('').length < MIN_CHARS) return null;
  const found = headlineOf(view, blocks);
  const headline = found === null || found.text === lines[0] ? null : found.text;
  if (blocks === null) return { headline, lines, without: null };
  const kept = new Set(found === null ? blocks : [found, ...blocks]);
  return { headline, lines, without: leftOut(view, kept) };
}

/** The last heading of the first level above the text, or of a text that the page does not show the only one. */
function headlineOf({ scan }: PageView, blocks: readonly BlockDraft[] | null): BlockDraft | null {
  const heads = scan.blocks.filter(({ heading, region }) => heading === 1 && region === 'main');
  if (blocks === null) return heads.length === 1 ? (heads[0] ?? null) : null;
  const first = blocks[0]?.order ?? 0;
  return heads.findLast(({ order }) => order <= first) ?? null;
}

function leftOut({ tree, scan }: PageView, kept: ReadonlySet<BlockDraft>): FrameNodes {
  const lines = scan.blocks.map((block) => {
    const place = kept.has(block) ? ('body' as const) : ('frame' as const);
    return { element: block.element, place };
  });
  const { frame, own } = gatheredPlaces(tree, lines);
  return { frame, own, within: numberOf(tree, [...kept]) };
}

/** Of the innermost element that holds all these blocks. */
function numberOf({ all }: HtmlTree, blocks: readonly BlockDraft[]): number {
  const held = new Map<Element, number>();
  for (const { element } of blocks)
    for (const around of chainOf(element)) held.set(around, (held.get(around) ?? 0) + 1);
  const [first] = blocks;
  const shared = first && chainOf(first.element).find((element) => held.get(element) === blocks.length);
  return shared === undefined ? -1 : all.indexOf(shared);
}

/** The element and those around it, innermost first. */
function chainOf(element: Element): Element[] {
  const chain: Element[] = [];
  for (let up: Element['parent'] | Element = element; isElement(up); up = up.parent) chain.push(up);
  return chain;
}
