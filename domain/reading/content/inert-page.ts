// A copy of a foreign page that can be shown and does nothing: no script, no form, no link, no load. It is written anew
// from the parsed tree by a list of what is allowed, so nothing of the original markup reaches a browser. Each element
// carries its number in the tree as `data-node`, by which a click can be told to the server.
import { type ChildNode, type Element, Text } from 'domhandler';
import { type HtmlTree, isElement, parseHtml, rawTextOf } from '../html/html-tree.ts';
import { markedElements } from './marked-element.ts';
import { escapeMarkup, inertName, inertStyle, isEmptyElement, isInertAttribute } from './inert-markup.ts';

export interface InertPage {
  readonly lang: string;
  readonly dir: string;
  /** The page's own style sheets, without what they would load. */
  readonly styles: string;
  readonly body: string;
  /** The page is longer than what is shown. */
  readonly cut: boolean;
}

/** A document of megabytes would hold up the browser that shows it. */
const MAX_CHARS = 3_000_000;
const MAX_STYLE_CHARS = 500_000;

export interface ShownInPage {
  /** Texts of the page that are marked, and the first of which a frame can be opened at, as `#webloom-mark`. */
  readonly marks?: readonly string[] | undefined;
  /** Body and frame are told apart in it; absent: they are not. */
  readonly places?: PlacedNodes | undefined;
}

/** Numbers of elements; `own`: those that say where their own lines stand alone. */
interface PlacedNodes {
  readonly body: readonly number[];
  readonly frame: readonly number[];
  readonly own: readonly number[];
}

export function inertPage(html: string, { marks = [], places }: ShownInPage = {}): InertPage {
  return inertTree(parseHtml(html), {
    marks,
    places: places === undefined ? NO_PLACES : placeAttributes(places),
  });
}

type PlaceAttributes = ReadonlyMap<number, string>;
const NO_PLACES: PlaceAttributes = new Map();

/** By number of its element what is written into it. */
function placeAttributes({ body, frame, own }: PlacedNodes): PlaceAttributes {
  const alone = new Set(own);
  const written = (place: string) => (node: number) =>
    [node, ` data-place="${place}"${alone.has(node) ? ' data-own=""' : ''}`] as const;
  return new Map([...body.map(written('body')), ...frame.map(written('frame'))]);
}

/** A document that is no web page, such as JSON or plain text. */
export function inertText(text: string): InertPage {
  const shown = escapeMarkup(text.slice(0, MAX_CHARS));
  return { lang: '', dir: '', styles: '', body: `<pre>${shown}</pre>`, cut: text.length > MAX_CHARS };
}

interface Drawn {
  readonly marks: readonly string[];
  readonly places: PlaceAttributes;
}

function inertTree(tree: HtmlTree, { marks, places }: Drawn): InertPage {
  const numbers = new Map<Element, number>(tree.all.map((element, at) => [element, at]));
  const writer = new InertWriter({ numbers, marked: markedElements(tree, marks), places });
  for (const child of tree.root.children) writer.write(child);
  const html = tree.all.find(({ name }) => name === 'html');
  return {
    lang: html?.attribs['lang'] ?? '',
    dir: html?.attribs['dir'] ?? '',
    styles: stylesOf(tree),
    body: writer.text,
    cut: writer.isFull || tree.cut !== undefined,
  };
}

function stylesOf({ all }: HtmlTree): string {
  let styles = '';
  for (const element of all) {
    if (element.name !== 'style' || styles.length > MAX_STYLE_CHARS) continue;
    styles += `${inertStyle(rawTextOf(element))}\n`;
  }
  return styles.slice(0, MAX_STYLE_CHARS);
}

interface Written {
  readonly numbers: ReadonlyMap<Element, number>;
  readonly marked: ReadonlySet<Element>;
  readonly places: PlaceAttributes;
}

class InertWriter {
  readonly #numbers: ReadonlyMap<Element, number>;
  readonly #marked: ReadonlySet<Element>;
  readonly #places: PlaceAttributes;
  readonly #parts: string[] = [];
  #chars = 0;
  #isMarked = false;

  constructor({ numbers, marked, places }: Written) {
    this.#numbers = numbers;
    this.#marked = marked;
    this.#places = places;
  }

  get text(): string {
    return this.#parts.join('');
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
    const name = inertName(element.name);
    if (name === null) return;
    this.#add(`<${name}${this.#attributes(element)}>`);
    if (isEmptyElement(name)) return;
    if (element.name === 'input' || element.name === 'textarea')
      this.#add(escapeMarkup(element.attribs['placeholder'] ?? ''));
    for (const child of element.children) this.write(child);
    this.#add(`</${name}>`);
  }

  #attributes(element: Element): string {
    const node = this.#numbers.get(element) ?? -1;
    let written = ` data-node="${node}"${this.#places.get(node) ?? ''}`;
    const isFirst = this.#marked.has(element) && !this.#isMarked;
    if (this.#marked.has(element)) written += ' data-marked=""';
    if (isFirst) written += ` id="${MARK_ID}"`;
    this.#isMarked ||= isFirst;
    for (const [key, value] of Object.entries(element.attribs)) {
      if (isFirst && key === 'id') continue;
      if (key === 'style') written += ` style="${escapeMarkup(inertStyle(value))}"`;
      else if (isInertAttribute(key)) written += ` ${key}="${escapeMarkup(value)}"`;
    }
    return written;
  }

  #add(text: string): void {
    this.#parts.push(text);
    this.#chars += text.length;
  }
}

export interface FramedPage {
  readonly html: string;
  /** Content-Security-Policy of the answer that carries it. */
  readonly policy: string;
}

/** A script of ours may run in the frame, named by a nonce that the page can not know. */
export interface FrameScript {
  readonly source: string;
  readonly nonce: string;
}

/** The id of the first marked element. */
const MARK_ID = 'webloom-mark';
const MARKED =
  '[data-marked]{outline:3px solid #b45309!important;outline-offset:2px!important;background:#fff3c4!important;color:#111!important;scroll-margin:25vh!important}[data-marked] *{background:transparent!important;color:inherit!important}';
/**
 * Body in colour, frame pale with a broken line, so that colour is not all that tells them apart. What stands inside has its
 * own colours by the page, which would hide both. `:where` weighs nothing: marks are seen above.
 */
const PLACED =
  placeRule('body', 'background:#e7e7f7', 'color:#1d1c1a', 'solid #8f94f0') +
  placeRule('frame', 'background:#ecebe7', 'color:#5f5b54', 'dashed #a8a298');
const SHOWN = 'html{background:#fff;color:#111}a{color:#3346b8;text-decoration:underline}';

/**
 * The whole document for a frame of an opaque origin. Everything is forbidden but style within the document, and the one
 * script that carries the nonce, if there is one.
 */
export function framePage(page: InertPage, script?: FrameScript): FramedPage {
  const { lang, dir, styles, body } = page;
  const sandbox = script === undefined ? 'sandbox' : 'sandbox allow-scripts';
  const scripts = script === undefined ? '' : `; script-src 'nonce-${script.nonce}'`;
  const rules = `default-src 'none'; style-src 'unsafe-inline'${scripts}; form-action 'none'; base-uri 'none'`;
  const named = `${lang === '' ? '' : ` lang="${escapeMarkup(lang)}"`}${dir === '' ? '' : ` dir="${escapeMarkup(dir)}"`}`;
  const run = script === undefined ? '' : `<script nonce="${script.nonce}">${script.source}</script>`;
  return {
    policy: `${sandbox}; ${rules}; frame-ancestors 'self'`,
    html: `<!doctype html><html${named}><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${rules}"><meta name="referrer" content="no-referrer"><style>${SHOWN}</style><style>${styles}</style><style>${PLACED}${MARKED}</style></head><body>${body}${run}</body></html>`,
  };
}

/** An element marked `own` says it of its own lines alone: what else it holds stands elsewhere. */
function placeRule(place: string, background: string, color: string, line: string): string {
  const [own, whole] = [`:where([data-place=${place}])`, `:where([data-place=${place}]:not([data-own]))`];
  return `${own},${whole} :where(*){${background}!important;${color}!important}${own}{outline:1px ${line};outline-offset:-1px}`;
}
