// Which blocks of a page stand in an advertisement: in a short container that is labelled as one by its class, its name for
// screen readers, the data of an advertising network, or the first line in it. A page of classified ads is full of such
// names; where ads are what the page is about, none is taken for an advertisement.
import type { Element } from 'domhandler';
import { AD_CLASSES, AD_LABELS, MAYBE_AD_CLASSES } from '../words/page/ad-label.ts';
import { anyOf } from '../words/word-lists.ts';
import { type BlockDraft, charsOf } from './page-scan.ts';

/** Ends of a class: "ad-slot-top", "werbung_2". */
const ENDS =
  '(?:[_-]{1,2}(?:container|wrapper|wrap|box|block|holder|inner|outer|content|text|label|unit|slot|banner|area|section|item|card|row|top|bottom|left|right|sidebar|mobile|desktop|\\d{1,4}))*(?:$|\\s)';
const SURE = new RegExp(`(?:^|\\s)(?:${anyOf(AD_CLASSES)})${ENDS}`, 'u');
const MAYBE = new RegExp(`(?:^|\\s)(?:${anyOf(MAYBE_AD_CLASSES)})${ENDS}`, 'u');
/** One of these stands in every name below; most classes have none. */
const HINT = new RegExp(`ad|sponsor|promo|${anyOf(AD_LABELS)}`, 'iu');
const LABEL = new RegExp(`^(?:${anyOf(AD_LABELS)})\\s*(?:[:–—|·-].{0,60})?\\.?$`, 'iu');
const MAX_LABEL = 80;

/** Attributes that only scripts of advertising networks read; `data-ad-id` is the number of a classified ad. */
export const AD_DATA: ReadonlySet<string> = new Set([
  'data-ad-client',
  'data-ad-slot',
  'data-ad-format',
  'data-ad-layout',
  'data-ad-unit',
  'data-ad-unit-path',
  'data-ad-network',
  'data-google-query-id',
]);

export type AdSign = 'sure' | 'maybe';

/** What class and id words say, in lower case. */
export function adSignOf(words: string): AdSign | undefined {
  if (!HINT.test(words)) return undefined;
  if (SURE.test(words)) return 'sure';
  return MAYBE.test(words) ? 'maybe' : undefined;
}

export function isAdLabel(text: string): boolean {
  return text.length <= MAX_LABEL && LABEL.test(text.trim());
}

/** A longer text is an article, whatever stands around it. */
const MAX_CHARS = 600;
/** So many ads side by side are a list of classified ads. */
const MANY = 4;
/** Of the text of a page; beyond it ads are what the page is about. */
const MAX_SHARE = 1 / 3;
/** A whole page, or its main part, is no advertisement. */
const NEVER: ReadonlySet<string> = new Set(['html', 'body', 'main', 'h1']);

interface OpenAd {
  readonly element: Element;
  readonly from: number;
  isSure: boolean;
}

interface AdRange {
  readonly parent: Element['parent'];
  readonly from: number;
  readonly to: number;
}

export class AdPlaces {
  readonly #open: OpenAd[] = [];
  readonly #found: AdRange[] = [];

  open(element: Element, sign: AdSign, from: number): void {
    if (!NEVER.has(element.name)) this.#open.push({ element, from, isSure: sign === 'sure' });
  }

  isOpen(element: Element): boolean {
    return this.#open.at(-1)?.element === element;
  }

  close(blocks: readonly BlockDraft[]): void {
    const ad = this.#open.pop();
    if (ad === undefined) return;
    const within = blocks.slice(ad.from);
    const isSure = ad.isSure || isAdLabel(within[0]?.text ?? '');
    if (!isSure || within.length === 0 || charsOf(within) > MAX_CHARS) return;
    if (within.some(({ heading }) => heading === 1)) return;
    this.#found.push({ parent: ad.element.parent, from: ad.from, to: blocks.length });
    // What stands around an advertisement and may be one, is.
    const around = this.#open.at(-1);
    if (around !== undefined) around.isSure = true;
  }

  /** Says of the blocks which of them stand in advertisements. */
  mark(blocks: readonly BlockDraft[]): void {
    const places = this.#places(blocks);
    for (const [at, block] of blocks.entries()) if (places.has(at)) block.isAd = true;
  }

  #places(blocks: readonly BlockDraft[]): ReadonlySet<number> {
    const places = new Set<number>();
    for (const { from, to } of this.#found.filter((ad) => !this.#isOfMany(ad)))
      for (let at = from; at < to; at++) places.add(at);
    if (places.size === 0) return places;
    const ads = charsOf(blocks.filter((_, at) => places.has(at)));
    return ads > charsOf(blocks) * MAX_SHARE ? new Set() : places;
  }

  #isOfMany({ parent }: AdRange): boolean {
    return this.#found.filter((other) => other.parent === parent).length >= MANY;
  }
}
