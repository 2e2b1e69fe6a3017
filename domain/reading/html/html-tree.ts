// One bounded htmlparser2 tree per page, and the few ways of looking at it that the parse pass needs.
// Hostile pages (endless nesting, millions of tags) end in a smaller tree, never in a hang.
import {
  type ChildNode,
  type Document,
  type ParentNode,
  DomHandler,
  Element,
  NodeWithChildren,
  Text,
} from 'domhandler';
import { decodeHTML, decodeHTMLAttribute } from 'entities';
import { Parser, type ParserOptions } from 'htmlparser2';

export interface TreeLimits {
  /** Characters of the page that are looked at. */
  readonly maxChars: number;
  readonly maxElements: number;
}

export const DEFAULT_TREE_LIMITS: TreeLimits = { maxChars: 6_000_000, maxElements: 100_000 };

/** Deeper elements are left out; their text goes to the deepest element that is kept. */
const MAX_DEPTH = 400;
/** For each closing tag the parser may search all open tags, so a page with more open tags is not read further. */
const MAX_OPEN_TAGS = 10_000;

type CutReason = 'too-long' | 'too-deep' | 'too-many-elements';

export interface HtmlTree {
  readonly root: Document;
  readonly elements: number;
  /** Every element in document order, for selectors. */
  readonly all: readonly Element[];
  /** Why the tree does not hold the whole page. */
  readonly cut?: CutReason;
}

/** Thrown by the handler to leave the parser; caught in `parseHtml` only. */
class EndOfBudget extends Error {
  readonly reason: CutReason;
  constructor(reason: CutReason) {
    super(reason);
    this.reason = reason;
  }
}

/** The text of these is not markup: "&amp;" in it stays "&amp;". Inside svg and math they are elements like others. */
const RAW_TEXT = new Set(['script', 'style', 'xmp', 'iframe', 'noembed', 'noframes', 'plaintext']);
const FOREIGN = new Set(['svg', 'math']);

function isRawText(holder: ParentNode | undefined): boolean {
  if (!isElement(holder) || !RAW_TEXT.has(holder.name)) return false;
  for (let up = holder.parent; isElement(up); up = up.parent) if (FOREIGN.has(up.name)) return false;
  return true;
}

/**
 * Decodes entities itself, only in texts with an ampersand. A tokenizer that decodes them reads text character by
 * character and takes half as long again.
 */
class BoundedHandler extends DomHandler {
  elements = 0;
  readonly all: Element[] = [];
  #omitted = 0;
  /** Whether the coming text is CDATA, in which entities are not decoded. */
  isCdata = false;
  readonly #maxElements: number;

  constructor(maxElements: number) {
    super();
    this.#maxElements = maxElements;
  }

  override onopentag(name: string, attribs: { [key: string]: string }): void {
    this.elements++;
    if (this.elements > this.#maxElements) throw new EndOfBudget('too-many-elements');
    if (this.#omitted > 0 || this.tagStack.length > MAX_DEPTH) {
      this.#omitted++;
      if (this.#omitted > MAX_OPEN_TAGS - MAX_DEPTH) throw new EndOfBudget('too-deep');
      return;
    }
    for (const key in attribs) {
      const value = attribs[key] ?? '';
      if (value.includes('&')) attribs[key] = decodeHTMLAttribute(value);
    }
    super.onopentag(name, attribs);
    const opened = this.tagStack.at(-1);
    if (opened instanceof Element) this.all.push(opened);
  }

  get isDeep(): boolean {
    return this.#omitted > 0;
  }

  override onclosetag(): void {
    if (this.#omitted > 0) this.#omitted--;
    else super.onclosetag();
  }

  override ontext(data: string): void {
    const isPlain = !data.includes('&') || this.isCdata || isRawText(this.tagStack.at(-1));
    super.ontext(isPlain ? data : decodeHTML(data));
  }

  override oncomment(): void {
    // Comments are left out. Without a last node the text behind a comment is not joined to the text before it.
    this.lastNode = null;
  }

  override onprocessinginstruction(): void {
    this.lastNode = null;
  }
}

/** At most this many closing tags are read while the parser's stack is deep: each may search the whole stack. */
const MAX_DEEP_CLOSES = 20_000;

class BoundedParser extends Parser {
  #deepCloses = 0;
  readonly #handler: BoundedHandler;

  constructor(handler: BoundedHandler, options: ParserOptions = {}) {
    super(handler, { ...options, decodeEntities: false });
    this.#handler = handler;
  }

  override onclosetag(start: number, endIndex: number): void {
    if (this.#handler.isDeep && ++this.#deepCloses > MAX_DEEP_CLOSES) throw new EndOfBudget('too-deep');
    super.onclosetag(start, endIndex);
  }

  override oncdata(start: number, endIndex: number, offset: number): void {
    this.#handler.isCdata = true;
    super.oncdata(start, endIndex, offset);
    this.#handler.isCdata = false;
  }
}

export function parseHtml(html: string, limits: TreeLimits = DEFAULT_TREE_LIMITS): HtmlTree {
  return parseMarkup(html, limits, {});
}

/** Names become lower-case as in HTML, so that one selector serves both. */
export function parseXml(xml: string, limits: TreeLimits = DEFAULT_TREE_LIMITS): HtmlTree {
  return parseMarkup(xml, limits, { xmlMode: true, lowerCaseTags: true, lowerCaseAttributeNames: true });
}

/** Names keep their case, for texts that are written again as they were. */
export function parseExactXml(xml: string, limits: TreeLimits = DEFAULT_TREE_LIMITS): HtmlTree {
  return parseMarkup(xml, limits, { xmlMode: true });
}

function parseMarkup(html: string, limits: TreeLimits, options: ParserOptions): HtmlTree {
  const handler = new BoundedHandler(limits.maxElements);
  const parser = new BoundedParser(handler, options);
  let cut: CutReason | undefined = html.length > limits.maxChars ? 'too-long' : undefined;
  try {
    parser.end(cut === undefined ? html : html.slice(0, limits.maxChars));
  } catch (error) {
    if (!(error instanceof EndOfBudget)) throw error;
    cut = error.reason;
  }
  const tree = { root: handler.root, elements: handler.elements, all: handler.all };
  return cut === undefined ? tree : { ...tree, cut };
}

export function isElement(node: ChildNode | ParentNode | null | undefined): node is Element {
  return node instanceof Element;
}

/** The next node in document order inside `top`; children of `node` are left out when `skipChildren`. */
export function nextNode(node: ChildNode, top: ParentNode, skipChildren: boolean): ChildNode | undefined {
  // A CDATA section of an XML document holds its text as an element does.
  if (!skipChildren && node instanceof NodeWithChildren && node.firstChild) return node.firstChild;
  let here: ChildNode | ParentNode | null = node;
  while (here && here !== top) {
    if (here.next) return here.next;
    here = here.parent;
  }
  return undefined;
}

const UNREADABLE = new Set(['script', 'style', 'noscript', 'template', 'svg', 'head', 'iframe', 'object']);

/** All text inside an element, scripts and styles left out, as it stands (whitespace not folded). */
export function textOf(top: ParentNode, maxChars = 20_000): string {
  let text = '';
  let node: ChildNode | undefined = top.firstChild ?? undefined;
  while (node && text.length < maxChars) {
    const skip = isElement(node) && UNREADABLE.has(node.name);
    if (node instanceof Text) text += node.data;
    else if (isElement(node) && (node.name === 'br' || node.name === 'li' || node.name === 'p')) text += ' ';
    node = nextNode(node, top, skip);
  }
  return text;
}

/** The source text of a script or style element. */
export function rawTextOf(element: Element): string {
  let text = '';
  for (const child of element.children) if (child instanceof Text) text += child.data;
  return text;
}

export function elementsIn(top: ParentNode, name: string, max = 1000): Element[] {
  const found: Element[] = [];
  let node: ChildNode | undefined = top.firstChild ?? undefined;
  while (node && found.length < max) {
    if (isElement(node) && node.name === name) found.push(node);
    node = nextNode(node, top, false);
  }
  return found;
}

/** Whether more elements than that are in it; no more are counted. */
export function isLargerThan(element: Element, elements: number): boolean {
  let left = elements;
  const isWithin = (one: Element): boolean =>
    one.children.every((child) => !isElement(child) || (left-- > 0 && isWithin(child)));
  return !isWithin(element);
}
