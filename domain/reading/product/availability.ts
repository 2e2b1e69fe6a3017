// Whether the page's product is in stock: what markup states, what the page shows, and which counts if they disagree.
import { availabilityTerm } from './availability-term.ts';
import { foldSpace } from '../html/copy-text.ts';
import { isElement, textOf } from '../html/html-tree.ts';
import type { Region } from '../scan/page-region.ts';
import type { ActionDraft, ContactDraft, HeadingDraft, PageScan } from '../scan/page-scan.ts';
import type { Availability, ValueSource } from '../page/parsed-page.ts';
import { containsPrice } from '../scan/price-text.ts';
import { relatedFrom } from '../scan/related-heading.ts';
import { labelledStock } from './stock-label.ts';
import { availabilityPhrase, isOutSentence, isWholePhrase } from '../words/read-stock.ts';

export interface StockFinding {
  readonly availability: Availability;
  readonly evidence: string;
  readonly source: ValueSource;
  /** The source that says otherwise, in words; absent when none does. */
  readonly conflict?: string;
}

export interface StatedTerm {
  readonly term: string;
  readonly source: ValueSource;
}

/** Which term counts if offers state different ones: when one variant is in stock, the product is in stock. */
const BEST_FIRST: readonly Availability[] = [
  'InStock',
  'LimitedAvailability',
  'OnlineOnly',
  'InStoreOnly',
  'PreOrder',
  'BackOrder',
  'OutOfStock',
  'SoldOut',
  'Discontinued',
];

function isGone(availability: Availability): boolean {
  return availability === 'OutOfStock' || availability === 'SoldOut' || availability === 'Discontinued';
}

/** The best of the known terms; undefined when no term is known. */
export function statedStock(terms: readonly StatedTerm[]): StockFinding | undefined {
  const known = terms.flatMap(({ term, source }) => {
    const availability = availabilityTerm(term);
    return availability === undefined ? [] : [{ availability, evidence: term, source }];
  });
  for (const best of BEST_FIRST) {
    const hit = known.find((one) => one.availability === best);
    if (hit !== undefined) return hit;
  }
  return undefined;
}

const REACH = 400;
const MAX_BLOCKS = 3_000;
const CLASS_HIDDEN =
  /(?:^|\s)(?:hidden|hide|d-none|is-hidden|ng-hide|u-hidden|uk-hidden|invisible|no-display)(?:\s|$)/i;
const ROOT_CLASS = /(?:^|\s)(?:(?:product-?)?(out-?of-?stock|sold-?out)|((?:product-?)?in-?stock))(?:\s|$)/i;

interface Sight {
  readonly scan: PageScan;
  readonly heading: HeadingDraft | undefined;
  /** Where other products begin. */
  readonly end: number;
}

function isNear({ heading, end }: Sight, order: number): boolean {
  const from = heading?.order ?? 0;
  return order >= from - 5 && order <= from + REACH && order < end;
}

/** A buy box may stand in an aside, and on some pages the heading itself stands outside of `main`. */
function isOwn({ heading }: Sight, region: Region): boolean {
  return region === 'main' || region === 'aside' || region === heading?.region;
}

/** Whether a place lies in the cards of other products, which have buttons and notes of their own. */
function isInCards({ scan, heading }: Sight, order: number): boolean {
  return scan.groups.some(
    (group) =>
      group.items >= 3 &&
      group.prices >= 2 &&
      group.orderStart <= order &&
      order <= group.orderEnd &&
      (heading === undefined || heading.order < group.orderStart),
  );
}

/** Whether the element or one of the next three around it has a class that usually hides ("d-none"). */
function isClassHidden(element: ActionDraft['element']): boolean {
  let here: ActionDraft['element'] | undefined = element;
  for (let step = 0; step < 4 && here !== undefined; step++) {
    if (CLASS_HIDDEN.test(here.attribs['class'] ?? '')) return true;
    const { parent }: ActionDraft['element'] = here;
    here = isElement(parent) ? parent : undefined;
  }
  return false;
}

/** A long text is a sentence about stock only if it says that there is none; one with a price is a row of another offer. */
function stockNote(text: string): StockFinding | undefined {
  if ((text.length > 60 && !isOutSentence(text)) || containsPrice(text)) return undefined;
  const availability = availabilityPhrase(text);
  return availability === undefined ? undefined : { availability, evidence: text, source: 'visible' };
}

/** A stock note: an element whose class or id speaks of stock, and whose text is understood. */
function stockElement(sight: Sight): StockFinding | undefined {
  let far: StockFinding | undefined;
  for (const { element, order, region } of sight.scan.stocks.slice(0, 60)) {
    if (region === 'related' || region === 'footer' || region === 'navigation') continue;
    const text = foldSpace(textOf(element, 200));
    if (text === '' || text.length > 140 || isClassHidden(element) || isInCards(sight, order)) continue;
    const found = stockNote(text);
    if (found === undefined) continue;
    if (isNear(sight, order)) return found;
    if (region === 'main') far ??= found;
  }
  return far;
}

/** Shop systems mark the product's own container: class="product type-product outofstock". */
function stockOfContainer({ heading }: Sight): StockFinding | undefined {
  let here = heading?.element.parent;
  while (isElement(here)) {
    const hit = ROOT_CLASS.exec(here.attribs['class'] ?? '');
    if (hit !== null && here.name !== 'body') {
      const availability = hit[1] === undefined ? 'InStock' : 'OutOfStock';
      return { availability, evidence: `class "${hit[0].trim()}"`, source: 'visible' };
    }
    here = here.parent;
  }
  return undefined;
}

/** A label ("Availability: …") speaks of the product itself, not of one size or of another product. */
function stockLabel(sight: Sight): StockFinding | undefined {
  const { blocks } = sight.scan;
  for (let at = 0; at < blocks.length && at < MAX_BLOCKS; at++) {
    const { region = 'footer', order = 0 } = blocks[at] ?? {};
    if (!isOwn(sight, region) || !isNear(sight, order) || isInCards(sight, order)) continue;
    const found = labelledStock(blocks, at);
    if (found !== undefined) return { ...found, source: 'visible' };
  }
  return undefined;
}

function stockBlock(sight: Sight): StockFinding | undefined {
  for (const { text, element, region, order } of sight.scan.blocks) {
    if (!isOwn(sight, region) || text.length > 140 || !isNear(sight, order)) continue;
    if (element.name === 'option' || element === sight.heading?.element) continue;
    if (element.name === 'li' && !isWholePhrase(text)) continue;
    const isSentence = text.length > 70;
    if (isSentence && !isOutSentence(text)) continue;
    const availability = availabilityPhrase(text);
    if (availability !== undefined && !isInCards(sight, order))
      return { availability, evidence: text, source: 'visible' };
  }
  return undefined;
}

interface PageStock {
  /** An enabled buy button near the heading that is shown, has a known text and is not of another product. */
  readonly buy: ActionDraft | undefined;
  /** Any enabled buy button near the heading, known by its class alone. */
  readonly maybeBuy: ActionDraft | undefined;
  readonly soldOut: ActionDraft | undefined;
  /** A way to contact the seller of a thing with a price: a classified ad is in stock until it is taken off. */
  readonly contact: ContactDraft | undefined;
  readonly label: StockFinding | undefined;
  readonly note: StockFinding | undefined;
  readonly line: StockFinding | undefined;
}

function lookAtPage(sight: Sight): PageStock {
  const near = sight.scan.actions.filter(
    (one) =>
      isNear(sight, one.order) &&
      one.region !== 'related' &&
      one.region !== 'footer' &&
      !isInCards(sight, one.order) &&
      !isClassHidden(one.element),
  );
  const carts = near.filter((one) => one.kind === 'cart' && !one.disabled);
  const isPriced = sight.scan.prices.some((one) => isOwn(sight, one.region) && isNear(sight, one.order));
  return {
    buy: carts.find(
      (one) =>
        !one.text.endsWith('(by class)') && (one.region === 'main' || one.region === sight.heading?.region),
    ),
    maybeBuy: carts[0],
    soldOut: near.find((one) => one.kind === 'sold-out'),
    contact: isPriced ? sight.scan.contacts.find((one) => isOwn(sight, one.region)) : undefined,
    label: stockLabel(sight),
    note: stockElement(sight) ?? stockOfContainer(sight),
    line: stockBlock(sight),
  };
}

/** The stock that the page shows. While there is a buy button, a "sold out" beside it speaks of one size only. */
function visibleStock({ maybeBuy, soldOut, label, note, line }: PageStock): StockFinding | undefined {
  const said = label ?? note ?? line;
  if (label !== undefined && isGone(label.availability)) return label;
  if (maybeBuy !== undefined) {
    const isSure = said !== undefined && !isGone(said.availability);
    return isSure ? said : { availability: 'InStock', evidence: maybeBuy.text, source: 'visible' };
  }
  if (soldOut !== undefined && (said === undefined || said.availability === 'InStock'))
    return { availability: 'OutOfStock', evidence: soldOut.text, source: 'visible' };
  return said;
}

/** The stock that the page shows so plainly that markup must be stale if it says otherwise. */
function plainSight({ buy, maybeBuy, soldOut, label, note, line }: PageStock): StockFinding | undefined {
  if (label !== undefined && isGone(label.availability)) return label;
  const saysGone = [note, line].some((one) => one !== undefined && isGone(one.availability));
  if (buy !== undefined && soldOut === undefined && !saysGone)
    return { availability: 'InStock', evidence: buy.text, source: 'visible' };
  if (maybeBuy !== undefined) return undefined;
  if (note !== undefined && isGone(note.availability)) return note;
  if (soldOut !== undefined && isFormButton(soldOut) && (note === undefined || saysGone))
    return { availability: 'OutOfStock', evidence: soldOut.text, source: 'visible' };
  return undefined;
}

function isFormButton({ element }: ActionDraft): boolean {
  return element.name === 'button' || element.name === 'input';
}

function advertised({ contact }: PageStock): StockFinding | undefined {
  return contact === undefined
    ? undefined
    : { availability: 'InStock', evidence: contact.text, source: 'visible' };
}

function quoted({ availability, evidence, source }: StockFinding): string {
  return `${source} says ${availability} ("${evidence.slice(0, 80)}")`;
}

/** Markup counts unless the page plainly shows the opposite. The finding that does not count becomes the conflict. */
export function decideStock(
  view: Omit<Sight, 'end'>,
  stated: StockFinding | undefined,
  embedded: StockFinding | undefined,
): StockFinding | undefined {
  const page = lookAtPage({ ...view, end: relatedFrom(view.scan, view.heading) });
  const visible = visibleStock(page);
  if (stated === undefined) return visible ?? embedded ?? advertised(page);
  const plain = plainSight(page);
  if (plain !== undefined && isGone(plain.availability) !== isGone(stated.availability))
    return { ...plain, conflict: quoted(stated) };
  if (visible !== undefined && isGone(visible.availability) !== isGone(stated.availability))
    return { ...stated, conflict: quoted(visible) };
  return stated;
}
