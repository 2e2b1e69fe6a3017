// The one walk over a page's tree: readable text, links, and everything the facts are later taken from.
import { type ChildNode, type Document, Element, Text } from 'domhandler';
import { foldSpace } from '../html/copy-text.ts';
import { AdPlaces } from './ad-places.ts';
import { markFrame } from './frame-places.ts';
import { ElementAttributes } from './element-attributes.ts';
import { type HtmlTree, isElement, textOf } from '../html/html-tree.ts';
import { GroupFinder } from './page-group.ts';
import { collectElement, collectAtEnd } from './collect-drafts.ts';
import { headingLevel } from './page-heading.ts';
import { type Region, regionOf } from './page-region.ts';
import type { BlockDraft, PageScan } from './page-scan.ts';
import type { Mutable, WalkState } from './walk-state.ts';
import { mayBePrice } from './price-text.ts';
import { classHints } from './class-hint.ts';
import { BLOCK, SILENT, SKIPPED, TAG_KINDS } from './tag-kind.ts';

export interface WalkLimits {
  readonly maxBlocks: number;
  readonly maxLinks: number;
}

export const DEFAULT_WALK_LIMITS: WalkLimits = { maxBlocks: 20_000, maxLinks: 5_000 };

function emptyScan(elements: number): Mutable<PageScan> {
  return {
    blocks: [],
    links: [],
    groups: [],
    headings: [],
    prices: [],
    actions: [],
    contacts: [],
    metas: [],
    headLinks: [],
    jsonLd: [],
    stateScripts: [],
    stateTexts: [],
    itemScopes: [],
    hasRdfa: false,
    times: [],
    bylines: [],
    dates: [],
    stocks: [],
    numbers: [],
    brands: [],
    productMarks: [],
    noscripts: [],
    counts: {
      images: 0,
      passwords: 0,
      inputs: 0,
      radios: 0,
      mainInputs: 0,
      scripts: 0,
      scriptChars: 0,
      articles: 0,
      textChars: 0,
      mainChars: 0,
      captchaMarks: 0,
      challengeMarks: 0,
      mainPasswords: 0,
    },
    title: '',
    baseHref: undefined,
    lang: '',
    byId: new Map(),
    elements,
  };
}

/** State of the walk; frames are arrays by depth so that nothing is allocated per element. */
class PageWalker implements WalkState {
  readonly scan: Mutable<PageScan>;
  readonly groups: GroupFinder;
  readonly ids = new Map<string, Element>();
  order = 0;
  depth = 0;
  region: Region = 'main';
  /** The open link's element and the text read in it so far. */
  link: Element | undefined;
  linkText = '';
  /** Elements that act as buttons by role or class, with their place. */
  readonly buttons = new Map<Element, number>();
  readonly #limits: WalkLimits;
  readonly #regions: Region[] = [];
  #block: Element | undefined;
  readonly #blocks: (Element | undefined)[] = [];
  readonly #hiding: boolean[] = [];
  readonly #attributes = new ElementAttributes();
  #buffer = '';
  #linkChars = 0;
  #hiddenDepth = 0;
  /** Holds text of pages without html, body or any block. */
  readonly #fallback: Element;
  /** Preformatted elements around the current one: their line ends are kept as blocks. */
  #preformatted = 0;
  readonly #ads = new AdPlaces();
  /** The dialog of a vendor of consent that is open. */
  #consent: Element | undefined;

  constructor(elements: number, limits: WalkLimits, fallback = new Element('body', {})) {
    this.scan = emptyScan(elements);
    this.#fallback = fallback;
    this.scan.byId = this.ids;
    this.#limits = limits;
    this.groups = new GroupFinder(this.scan);
  }

  /** True when the element's children are to be walked. */
  enter(element: Element): boolean {
    this.order++;
    const attributes = this.#attributes;
    attributes.read(element);
    const kind = TAG_KINDS.get(element.name) ?? 0;
    if ((kind & BLOCK) !== 0) this.flush();
    const outer = this.region;
    const facts = classHints(attributes.words);
    this.region = regionOf(element, outer, attributes.role, facts.region);
    const hides = (kind & SILENT) !== 0 || attributes.isHidden;
    if (hides) this.#hiddenDepth++;
    collectElement(this, element, attributes, facts.hints);
    if (element.children.length === 0 || (kind & SKIPPED) !== 0) {
      if (hides) this.#hiddenDepth--;
      this.region = outer;
      if (element === this.link) collectAtEnd(this, element);
      return false;
    }
    this.#regions.push(outer);
    this.#blocks.push(this.#block);
    this.#hiding.push(hides);
    if (facts.isConsent && this.#consent === undefined) {
      this.flush();
      this.#consent = element;
    }
    const sign = attributes.isAd ? 'sure' : facts.ad;
    if (sign !== undefined) {
      this.flush();
      this.#ads.open(element, sign, this.scan.blocks.length);
    }
    if ((kind & BLOCK) !== 0) this.#block = element;
    if (element.name === 'pre') this.#preformatted++;
    this.groups.open(this.order);
    this.depth++;
    return true;
  }

  leave(element: Element): void {
    const endsAd = this.#ads.isOpen(element);
    const endsConsent = element === this.#consent;
    if (endsAd || endsConsent || ((TAG_KINDS.get(element.name) ?? 0) & BLOCK) !== 0) this.flush();
    if (endsAd) this.#ads.close(this.scan.blocks);
    if (endsConsent) this.#consent = undefined;
    collectAtEnd(this, element);
    if (element.name === 'pre') this.#preformatted--;
    this.depth--;
    this.groups.close(element, this.region, this.order);
    this.#block = this.#blocks.pop();
    this.region = this.#regions.pop() ?? 'main';
    if (this.#hiding.pop() === true) this.#hiddenDepth--;
  }

  text(node: Text): void {
    const { data } = node;
    if (this.#hiddenDepth > 0 && this.link === undefined) return;
    if (this.link !== undefined) this.linkText += data;
    if (this.#hiddenDepth > 0) return;
    if (this.#preformatted > 0 && data.includes('\n')) this.#addLines(data);
    else this.#buffer += data;
    if (mayBePrice(data)) this.price(node);
    if (this.link !== undefined) this.#linkChars += data.trim().length;
  }

  #addLines(data: string): void {
    for (const [at, line] of data.split('\n').entries()) {
      if (at > 0) this.flush();
      this.#buffer += line;
    }
  }

  price(node: Text | Element): void {
    if (this.scan.prices.length >= 400) return;
    this.scan.prices.push({ node, region: this.region, order: this.order });
    this.groups.sawPrice();
  }

  get hidden(): boolean {
    return this.#hiddenDepth > 0;
  }

  get linksFull(): boolean {
    return this.scan.links.length >= this.#limits.maxLinks;
  }

  /** Text of an element that has just been closed. */
  textOfClosed(element: Element): string {
    const last = this.scan.blocks.at(-1);
    return last?.element === element ? last.text : foldSpace(textOf(element, 2_000));
  }

  flush(): void {
    if (this.#buffer === '') return;
    const text = foldSpace(this.#buffer);
    this.#buffer = '';
    const linkChars = this.#linkChars;
    const block = this.#block ?? this.#fallback;
    this.#linkChars = 0;
    if (text === '') return;
    const { counts, blocks } = this.scan;
    counts.textChars += text.length;
    if (this.region === 'main') counts.mainChars += text.length;
    this.groups.sawChars(text.length);
    if (blocks.length >= this.#limits.maxBlocks) return;
    const heading = headingLevel(block.name);
    blocks.push({
      text,
      element: block,
      region: this.region,
      linkChars,
      order: this.order,
      heading,
      isAd: false,
      isFrame: false,
      isConsent: this.#consent !== undefined,
    });
  }

  markPlaces(): void {
    this.#ads.mark(this.scan.blocks);
    markFrame(this.scan.blocks);
  }
}

export function walkPage(tree: HtmlTree, limits: WalkLimits = DEFAULT_WALK_LIMITS): PageScan {
  const walker = new PageWalker(tree.elements, limits);
  const scan = walkBelow(tree.root, walker);
  walker.markPlaces();
  return scan;
}

/** The blocks inside one element, which may be hidden itself, or an advertisement: it was asked for. */
export function walkElement(
  element: Element,
  limits: WalkLimits = DEFAULT_WALK_LIMITS,
): readonly BlockDraft[] {
  return walkBelow(element, new PageWalker(0, limits, element)).blocks;
}

function walkBelow(top: Document | Element, walker: PageWalker): PageScan {
  let node: ChildNode | null = top.firstChild;
  while (node) {
    if (node instanceof Text) walker.text(node);
    else if (node instanceof Element && walker.enter(node)) {
      node = node.firstChild;
      continue;
    }
    while (node && !node.next) {
      const up: ChildNode['parent'] = node.parent;
      node = isElement(up) && up !== top ? up : null;
      if (node) walker.leave(node as Element);
    }
    node = node?.next ?? null;
  }
  walker.flush();
  return walker.scan;
}
