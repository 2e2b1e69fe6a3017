// The few attributes the walk asks every element for, read in one loop over those that are there: looking up a dozen
// names that are missing costs more than the rest of the walk.
import type { Element } from 'domhandler';
import { AD_DATA, isAdLabel } from './ad-places.ts';

const HIDDEN_STYLE = /display\s*:\s*none|visibility\s*:\s*hidden/i;
const MAX_STYLE_CHARS = 2_000;

/** Pages whose classes are made by a machine still name their parts for tests. */
const TEST_NAMES: ReadonlySet<string> = new Set([
  'data-testid',
  'data-test-id',
  'data-test',
  'data-qa',
  'data-qa-qualifier',
  'data-hook',
  'data-cy',
  'data-auto-id',
  'data-automation-id',
]);
const MAX_TEST_NAME = 60;
const MIN_STATE_CHARS = 40;

/** Attributes in which shops keep a product's number and brand for their scripts. */
export const PRODUCT_ATTRIBUTES: Readonly<Record<'sku' | 'mpn' | 'brand', readonly string[]>> = {
  sku: ['data-sku', 'data-product-sku', 'data-product_sku', 'data-item-sku', 'data-product-code'],
  mpn: ['data-mpn', 'data-product-mpn'],
  brand: ['data-brand', 'data-product-brand', 'data-item-brand'],
};
const PRODUCT_DATA: ReadonlySet<string> = new Set(Object.values(PRODUCT_ATTRIBUTES).flat());

export class ElementAttributes {
  /** Class, id and the name that tests know the element by, in lower case. */
  words = '';
  #testName = '';
  id: string | undefined;
  role: string | undefined;
  itemprop: string | undefined;
  rel: string | undefined;
  isHidden = false;
  isItem = false;
  isRdfa = false;
  holdsProductData = false;
  /** The attribute that may hold JSON for a component. */
  stateName: string | undefined;
  /** Its name for screen readers, or its data for a network, says that it is an advertisement. */
  isAd = false;

  read(element: Element): void {
    this.#clear();
    const { attribs } = element;
    let className = '';
    for (const name in attribs) {
      switch (name) {
        case 'class':
          className = attribs[name] ?? '';
          break;
        case 'hidden':
          this.isHidden ||= attribs[name] !== 'until-found';
          break;
        case 'style':
          this.isHidden ||= hides(attribs[name] ?? '');
          break;
        default:
          this.#other(name, attribs[name] ?? '');
      }
    }
    const { id } = this;
    const words = id === undefined ? className : `${className} ${id}`;
    const named = this.#testName === '' ? words : `${words} ${this.#testName}`;
    this.words = named === '' ? '' : named.toLowerCase();
    if (element.name === 'body' || element.name === 'html') this.isHidden = false;
  }

  #other(name: string, value: string): void {
    switch (name) {
      case 'id':
        this.id = value;
        break;
      case 'role':
        this.role = value;
        break;
      case 'itemprop':
        this.itemprop = value;
        break;
      case 'itemscope':
        this.isItem = true;
        break;
      case 'rel':
        this.rel = value;
        break;
      case 'aria-label':
        this.isAd ||= isAdLabel(value);
        break;
      case 'typeof':
      case 'vocab':
        this.isRdfa = true;
        break;
      default:
        if (value.length > MIN_STATE_CHARS && isOpening(value.charCodeAt(0))) this.stateName = name;
        if (name.startsWith('data-')) this.#data(name, value);
    }
  }

  #data(name: string, value: string): void {
    if (AD_DATA.has(name)) this.isAd = true;
    else if (PRODUCT_DATA.has(name)) this.holdsProductData = true;
    else if (TEST_NAMES.has(name) && value.length <= MAX_TEST_NAME) this.#testName = value;
  }

  #clear(): void {
    this.words = '';
    this.#testName = '';
    this.id = undefined;
    this.role = undefined;
    this.itemprop = undefined;
    this.rel = undefined;
    this.isHidden = false;
    this.isItem = false;
    this.isRdfa = false;
    this.holdsProductData = false;
    this.isAd = false;
    this.stateName = undefined;
  }
}

/** `{` or `[`. */
function isOpening(code: number): boolean {
  return code === 0x7b || code === 0x5b;
}

function hides(style: string): boolean {
  return style.length < MAX_STYLE_CHARS && HIDDEN_STYLE.test(style);
}
