// Finds repeated records during the walk: siblings of one shape that each carry a link. Each depth has one frame,
// which is reused, so an element costs no allocation.
import type { Element } from 'domhandler';
import type { Region } from './page-region.ts';
import type { PageScan } from './page-scan.ts';

const MIN_ITEMS = 3;
const FIRST_TOKEN = /^\s*(\S{1,40})/;
const DIGITS = /\d+/g;

/** Menus and bars are no records, wherever they stand. */
const CHROME: ReadonlySet<Region> = new Set(['navigation', 'header', 'footer', 'pagination', 'consent']);

/** Tag and first class, digits folded: `li.post-123` and `li.post-124` are one shape. */
function shapeOf(element: Element): string {
  const className = element.attribs['class'];
  if (className === undefined || className === '') return element.name;
  const token = FIRST_TOKEN.exec(className)?.[1] ?? '';
  return `${element.name}.${token.replace(DIGITS, '#')}`;
}

interface Frame {
  shape: string;
  items: number;
  images: number;
  prices: number;
  headings: number;
  headingCount: number;
  chars: number;
  largest: number;
  linkStart: number;
  linkEnd: number;
  order: number;
  // Totals of the scan when this frame was opened, to know what its element added.
  links: number;
  seenImages: number;
  seenPrices: number;
  seenHeadings: number;
  seenChars: number;
}

function newFrame(): Frame {
  return {
    shape: '',
    items: 0,
    images: 0,
    prices: 0,
    headings: 0,
    headingCount: 0,
    chars: 0,
    largest: 0,
    linkStart: 0,
    linkEnd: 0,
    order: 0,
    links: 0,
    seenImages: 0,
    seenPrices: 0,
    seenHeadings: 0,
    seenChars: 0,
  };
}

export class GroupFinder {
  readonly #scan: PageScan;
  readonly #frames: Frame[] = [newFrame()];
  #depth = 0;
  #images = 0;
  #prices = 0;
  #headings = 0;
  #chars = 0;

  constructor(scan: PageScan) {
    this.#scan = scan;
  }

  sawImage(): void {
    this.#images++;
  }

  sawPrice(): void {
    this.#prices++;
  }

  sawHeading(): void {
    this.#headings++;
  }

  sawChars(count: number): void {
    this.#chars += count;
  }

  open(order: number): void {
    this.#depth++;
    const frame = this.#frames[this.#depth] ?? newFrame();
    this.#frames[this.#depth] = frame;
    frame.shape = '';
    frame.items = 0;
    frame.order = order;
    frame.links = this.#scan.links.length;
    frame.seenImages = this.#images;
    frame.seenPrices = this.#prices;
    frame.seenHeadings = this.#headings;
    frame.seenChars = this.#chars;
  }

  close(element: Element, region: Region, order: number): void {
    const frame = this.#frames[this.#depth];
    this.#depth--;
    const outer = this.#frames[this.#depth];
    if (frame === undefined || outer === undefined) return;
    if (frame.items >= MIN_ITEMS) this.#keep(frame, element, region, order);
    if (CHROME.has(region)) return;
    const hasLink = this.#scan.links.length > frame.links;
    if (hasLink || element.name === 'a') this.#count(outer, frame, element);
  }

  #count(outer: Frame, frame: Frame, element: Element): void {
    const shape = shapeOf(element);
    if (shape !== outer.shape) {
      // A shape seen MIN_ITEMS times is the record shape and stays; a rarer shape gives way to the new one.
      if (outer.items >= MIN_ITEMS) return;
      outer.shape = shape;
      outer.items = 0;
      outer.images = 0;
      outer.prices = 0;
      outer.headings = 0;
      outer.headingCount = 0;
      outer.chars = 0;
      outer.largest = 0;
      outer.linkStart = frame.links;
    }
    outer.items++;
    outer.linkEnd = this.#scan.links.length;
    if (this.#images > frame.seenImages) outer.images++;
    if (this.#prices > frame.seenPrices) outer.prices++;
    if (this.#headings > frame.seenHeadings) outer.headings++;
    outer.headingCount += this.#headings - frame.seenHeadings;
    const chars = this.#chars - frame.seenChars;
    outer.chars += chars;
    outer.largest = Math.max(outer.largest, chars);
  }

  #keep(frame: Frame, element: Element, region: Region, order: number): void {
    if (this.#scan.groups.length >= 500) return;
    this.#scan.groups.push({
      element,
      region,
      items: frame.items,
      images: frame.images,
      prices: frame.prices,
      headings: frame.headings,
      headingCount: frame.headingCount,
      chars: frame.chars,
      largest: frame.largest,
      linkStart: frame.linkStart,
      linkEnd: frame.linkEnd,
      orderStart: frame.order,
      orderEnd: order,
    });
  }
}
