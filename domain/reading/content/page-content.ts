// What a page says, as markup that holds nothing else: no script, nothing hidden, no field, and no frame unless the whole page is
// wanted. Links and pictures have whole addresses.
import { type ChildNode, type Element, Text } from 'domhandler';
import { isElement, parseHtml, textOf } from '../html/html-tree.ts';
import { escapeMarkup } from './inert-markup.ts';

/** Numbers of elements in the order of the document; `own`: of those, the ones whose own lines alone stand there. */
export interface FrameNodes {
  readonly frame: readonly number[];
  readonly own: readonly number[];
  /** Nothing outside of this element is wanted. */
  readonly within?: number;
}

interface ContentOptions {
  /** Where the page is: what its addresses are read against. */
  readonly url: string;
  /** What is left out; null: nothing. */
  readonly without: FrameNodes | null;
  /** Cells of tables say how many they span; Markdown knows no such cells. */
  readonly keepsSpans?: boolean;
}

interface PageContent {
  readonly markup: string;
  readonly links: readonly ContentLink[];
  /** There is more of it than was taken. */
  readonly cut: boolean;
}

interface ContentLink {
  readonly url: string;
  readonly text: string;
}

const MAX_CHARS = 3_000_000;
const MAX_LINKS = 5_000;
const MAX_LINK_TEXT = 300;

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}

/** Left out with all they hold. */
const LEFT_OUT = wordSet(`
  script style template noscript iframe frame frameset noframes object embed applet param base link meta title head svg math
  canvas audio video source track portal input textarea select button datalist dialog
`);
/** Written as they are; every other element is a span. */
const KEPT = wordSet(`
  a abbr address article aside b blockquote br caption cite code dd del dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6
  header hr i img ins kbd li main mark ol p pre q s samp section small strong sub sup table tbody td tfoot th thead time tr u ul var
`);
const EMPTY = wordSet('br hr img');
const HIDDEN_STYLE = /display\s*:\s*none|visibility\s*:\s*hidden/i;

export function pageContent(html: string, options: ContentOptions): PageContent {
  const { root, all, cut } = parseHtml(html);
  const writer = new ContentWriter(all, options);
  const within = all[options.without?.within ?? -1];
  for (const child of within === undefined ? root.children : [within]) writer.write(child);
  return { markup: writer.text, links: writer.links, cut: writer.isFull || cut !== undefined };
}

class ContentWriter {
  readonly #base: string;
  readonly #keepsSpans: boolean;
  readonly #leftOut: ReadonlySet<Element>;
  readonly #silent: ReadonlySet<Element>;
  readonly #parts: string[] = [];
  readonly #links = new Map<string, ContentLink>();
  #chars = 0;

  constructor(all: readonly Element[], { url, without, keepsSpans = false }: ContentOptions) {
    this.#keepsSpans = keepsSpans;
    const base = all.find(({ name, attribs }) => name === 'base' && attribs['href'] !== undefined);
    this.#base = wholeAddress(base?.attribs['href'] ?? '', url) ?? url;
    const own = new Set(without?.own);
    const elements = (nodes: readonly number[]): Element[] => nodes.flatMap((node) => all[node] ?? []);
    this.#leftOut = new Set(elements((without?.frame ?? []).filter((node) => !own.has(node))));
    this.#silent = new Set(elements((without?.frame ?? []).filter((node) => own.has(node))));
  }

  get text(): string {
    return this.#parts.join('');
  }

  get links(): ContentLink[] {
    return [...this.#links.values()];
  }

  get isFull(): boolean {
    return this.#chars >= MAX_CHARS;
  }

  /** The tree is at most 400 deep, so recursion is safe. */
  write(node: ChildNode): void {
    if (this.isFull) return;
    if (node instanceof Text) this.#add(escapeMarkup(node.data));
    else if (isElement(node)) this.#element(node);
    else if ('children' in node) for (const child of node.children) this.write(child);
  }

  #element(element: Element): void {
    if (LEFT_OUT.has(element.name) || this.#leftOut.has(element) || isHidden(element)) return;
    const name = KEPT.has(element.name) ? element.name : 'span';
    this.#add(`<${name}${this.#attributes(element)}>`);
    if (EMPTY.has(name)) return;
    const isSilent = this.#silent.has(element);
    for (const child of element.children) if (!(isSilent && child instanceof Text)) this.write(child);
    this.#add(`</${name}>`);
    if (element.name === 'a') this.#note(element);
  }

  #attributes({ name, attribs }: Element): string {
    if (name === 'a') return attribute('href', wholeAddress(attribs['href'] ?? '', this.#base));
    if (this.#keepsSpans && (name === 'td' || name === 'th'))
      return ['colspan', 'rowspan'].map((span) => attribute(span, spanOf(attribs[span]))).join('');
    if (name !== 'img') return attribute('class', name === 'code' ? attribs['class'] : undefined);
    const address = wholeAddress(attribs['src'] ?? attribs['data-src'] ?? '', this.#base);
    return `${attribute('src', address)}${attribute('alt', attribs['alt'])}`;
  }

  #note(element: Element): void {
    const url = wholeAddress(element.attribs['href'] ?? '', this.#base);
    if (url === null || this.#links.size >= MAX_LINKS) return;
    const text = textOf(element).replaceAll(/\s+/g, ' ').trim().slice(0, MAX_LINK_TEXT);
    const before = this.#links.get(url);
    if (before === undefined || before.text === '') this.#links.set(url, { url, text });
  }

  #add(text: string): void {
    this.#parts.push(text);
    this.#chars += text.length;
  }
}

function isHidden({ attribs }: Element): boolean {
  return (
    attribs['hidden'] !== undefined ||
    attribs['aria-hidden'] === 'true' ||
    HIDDEN_STYLE.test(attribs['style'] ?? '')
  );
}

/** Whoever reads the markup may make so many cells of one. */
const MAX_SPAN = 100;

function spanOf(text: string | undefined): string | undefined {
  const span = Number.parseInt(text ?? '', 10);
  return span > 1 ? String(Math.min(span, MAX_SPAN)) : undefined;
}

function attribute(name: string, value: string | null | undefined): string {
  return value === undefined || value === null || value === '' ? '' : ` ${name}="${escapeMarkup(value)}"`;
}

/** Null: it leads to no page: a script, a mail, a place of the same page, or nothing that can be read. */
function wholeAddress(address: string, base: string): string | null {
  const written = address.trim();
  if (written === '' || written.startsWith('#') || !URL.canParse(written, base)) return null;
  const { protocol, href } = new URL(written, base);
  return protocol === 'http:' || protocol === 'https:' ? href : null;
}
