// The text of an article as somebody reads it, a paragraph a line: what the page shows, led by what its markup states.
import type { Element } from 'domhandler';
import { elementsIn, type HtmlTree, isElement, rawTextOf } from '../html/html-tree.ts';
import { letters } from '../words/letters.ts';
import { textProp } from '../markup/structured-node.ts';
import { type BlockDraft, charsOf, type PageScan } from '../scan/page-scan.ts';
import { articleNode, type NodeInput } from './article-node.ts';
import { articleBody, isInside } from './article-text.ts';
import { scriptLines } from './script-lines.ts';
import { statedLines } from './stated-lines.ts';

interface ArticleView extends NodeInput {
  readonly scan: PageScan;
  readonly tree: HtmlTree;
}

/** A page that shows less writes its text by script. */
const SHOWN_MIN = 200;

export interface ArticleText {
  readonly lines: readonly string[];
  /** The blocks of these lines; null: the page does not show them as they are, they stand in its markup or in a script. */
  readonly blocks: readonly BlockDraft[] | null;
}

export function articleLines(view: ArticleView): readonly string[] {
  return articleText(view).lines;
}

export function articleText(view: ArticleView): ArticleText {
  const { scan } = view;
  const found = ownArticle(scan, articleBody(scan)?.blocks ?? []);
  const stated = statedLines(textProp(articleNode(view)?.node ?? {}, 'articleBody') ?? '');
  const text = led(stated, found, scan) ?? shown(withoutRepeats(found));
  if (text.lines.join('').length >= SHOWN_MIN) return text;
  const written = scriptLines(elementsIn(view.tree.root, 'script').map(rawTextOf));
  return written.join('').length >= SHOWN_MIN ? { lines: written, blocks: null } : text;
}

function shown(blocks: readonly BlockDraft[]): ArticleText {
  return { lines: blocks.map(({ text }) => text), blocks };
}

/** A stated text below this is an abstract. */
const STATED_MIN = 300;
/** The page shows a stated text when this share of it stands in blocks. */
const SHOWN = 0.8;
/** Less than this share more of text is a lead and notes at the end rather than something else. */
const WORTH = 1.2;
/** A shorter line may stand anywhere by chance. */
const LINE_MIN = 15;
/** What the page shows beyond this much of a stated text is not all by the way: the markup states a beginning. */
const WHOLE = 0.5;

/** Undefined where the markup states no text, or a part of what the page shows. */
function led(
  stated: readonly string[],
  found: readonly BlockDraft[],
  scan: PageScan,
): ArticleText | undefined {
  const whole = squeezed(stated.join(''));
  if (whole.length < STATED_MIN || whole.length < WHOLE * squeezedChars(found)) return undefined;
  const isStated = (text: string): boolean => text.length >= LINE_MIN && whole.includes(squeezed(text));
  const alike = scan.blocks.filter(({ text, region }) => region !== 'comments' && isStated(text));
  const chars = squeezedChars(alike);
  if (chars < SHOWN * whole.length)
    return chars < WHOLE * whole.length ? { lines: stated, blocks: null } : undefined;
  const [first, last] = [alike[0]?.order ?? 0, alike.at(-1)?.order ?? 0];
  const parents = new Set(alike.map(({ element }) => element.parent));
  // Markup leaves out headings, lists and tables that stand between its paragraphs.
  const within = new Set(found.filter(({ order }) => order > first && order < last));
  const isBeside = (block: BlockDraft): boolean =>
    within.has(block) && (block.heading > 0 || parents.has(block.element.parent));
  // A page that shows little more adds a lead and notes.
  if (charsOf(found) < WORTH * charsOf(alike)) return undefined;
  const isShown = new Set(alike);
  return shown(scan.blocks.filter((block) => isShown.has(block) || isBeside(block)));
}

/** Markup and page set blanks, signs and the width of letters in different ways. */
function squeezed(text: string): string {
  return letters(text.normalize('NFKC'));
}

function squeezedChars(blocks: readonly BlockDraft[]): number {
  return blocks.reduce((sum, { text }) => sum + squeezed(text).length, 0);
}

/** An element that is the article has at least so many characters of paragraphs. */
const ARTICLE_MIN = 500;
/** One place outside with more than this share of them belongs to the text. */
const OUTSIDE_MAX = 0.25;
const PARAGRAPH_MIN = 80;

/** Without the articles that follow the first one, and dialogs that stand outside of it. */
function ownArticle(scan: PageScan, blocks: readonly BlockDraft[]): readonly BlockDraft[] {
  const heading = scan.headings.find(({ level, region }) => level === 1 && region === 'main')?.element;
  const article = heading === undefined ? undefined : ancestorOf(heading, 'article');
  if (article === undefined) return blocks;
  const inside = blocks.filter(({ element }) => isInside(element, article));
  const chars = charsOf(inside.filter(({ text }) => text.length >= PARAGRAPH_MIN));
  if (chars < ARTICLE_MIN) return blocks;
  const places = new Map<unknown, number>();
  for (const { element, text } of blocks) {
    if (text.length < PARAGRAPH_MIN || isInside(element, article)) continue;
    if (ancestorOf(element, 'article') !== undefined) continue;
    places.set(element.parent, (places.get(element.parent) ?? 0) + text.length);
  }
  const isOfText = [...places.values()].some((outside) => outside > OUTSIDE_MAX * chars);
  const isWorthIt = charsOf(blocks) > WORTH * charsOf(inside);
  return isWorthIt && !isOfText ? inside : blocks;
}

function ancestorOf(element: Element, name: string): Element | undefined {
  let found: Element | undefined;
  for (let here: Element | undefined = element; here !== undefined; here = parentOf(here))
    if (here.name === name) found = here;
  return found;
}

function parentOf(element: Element): Element | undefined {
  return isElement(element.parent) ? element.parent : undefined;
}

/** A line that stands again is of the page, not of the text; a longer one, and an entry of a list, is kept once. */
const REPEATED_MAX = 60;

function withoutRepeats(blocks: readonly BlockDraft[]): readonly BlockDraft[] {
  const times = new Map<string, number>();
  for (const { text } of blocks) times.set(text, (times.get(text) ?? 0) + 1);
  const seen = new Set<string>();
  return blocks.filter(({ text, element }) => {
    if (CELLS.has(element.name) || times.get(text) === 1) return true;
    const isFirst = !seen.has(text);
    seen.add(text);
    return isFirst && (text.length > REPEATED_MAX || element.name === 'li');
  });
}

/** Their texts repeat by nature. */
const CELLS: ReadonlySet<string> = new Set(['td', 'th', 'pre', 'dd', 'dt']);
