// Where exactly a price stands on a page: the smallest element, or text in one, that holds an amount and its currency.
import { type ChildNode, type Element, Text } from 'domhandler';
import { normaliseNumberText } from '../money/number-text.ts';
import { foldSpace } from '../html/copy-text.ts';
import { isElement, nextNode } from '../html/html-tree.ts';
import { wordsOf } from '../scan/page-region.ts';
import type { PriceDraft } from '../scan/page-scan.ts';
import { containsPrice, namesCurrency } from '../scan/price-text.ts';

export const MAX_PRICE_CHARS = 60;
const AMOUNT = /\d[\d.,'’ \u00a0]*/;
/** A number that may be a price if its element's class says so: not "50+", "1–9", "(11)" or "8 折". */
const PLAIN_NUMBER = /^(?:[^\d(+]{0,20}\D)?\d[\d.,'’ \u00a0]*(?:[^\d+)%折–-]\D{0,9})?$/u;

const NUMBERS = /\d[\d.,'’]*(?: \d{3}(?!\d)[\d.,]*)*/g;

export function numbersIn(raw: string): number {
  return raw.match(NUMBERS)?.length ?? 0;
}

/** A text that ends in decimals. Three digits behind a mark are thousands: cents may follow "1.299". */
const HAS_DECIMALS = /[.,](?:\d{1,2}|\d{4,})?\s*$/;

/** Text of a price element. Cents set small or in an element of their own get a point: "12<sup>99</sup>" is "12.99". */
function priceText(element: Element): string {
  let text = '';
  let node: ChildNode | undefined = element.firstChild ?? undefined;
  while (node !== undefined && text.length < 200) {
    if (node instanceof Text) text += isCents(node, text) ? `.${node.data.trim()}` : node.data;
    const isSilent = isElement(node) && (node.name === 'script' || node.name === 'style');
    node = nextNode(node, element, isSilent);
  }
  return normaliseNumberText(foldSpace(text));
}

function isCents(text: Text, before: string): boolean {
  if (!/^\s*\d{2}\s*$/.test(text.data) || !/\d\s*$/.test(before) || HAS_DECIMALS.test(before)) return false;
  const holder = text.parent;
  const isApart = text.prev === null && text.next === null && /\d$/.test(before) && /^\d/.test(text.data);
  return isElement(holder) && (isApart || isCentsElement(holder));
}

function isCentsElement(holder: Element): boolean {
  return (
    holder.name === 'sup' ||
    holder.name === 'small' ||
    /cent|fraction|decimal|frac|sup|minor/.test(wordsOf(holder))
  );
}

export interface PricePlace {
  readonly element: Element;
  /** What holds the amount: the element, or a text in it beside other amounts. */
  readonly node: ChildNode;
  readonly raw: string;
}

/**
 * Smallest place around the draft that holds one amount and its currency. If there is none: the element that a class
 * calls a price, or the smallest element that holds several amounts.
 */
export function pricePlace(draft: PriceDraft): PricePlace | undefined {
  const { node } = draft;
  const start = node instanceof Text ? node.parent : node;
  if (!isElement(start)) return undefined;
  const beside = besideCurrency(start) ?? (node instanceof Text ? ownText(node, start) : undefined);
  return beside ?? placeAround(start, node);
}

function placeAround(start: Element, node: ChildNode): PricePlace | undefined {
  let element: Element | undefined = start;
  let second: PricePlace | undefined;
  for (let steps = 0; element !== undefined && steps < 4; steps++) {
    const raw = priceText(element);
    if (raw.length > MAX_PRICE_CHARS) return second;
    const isWhole = containsPrice(raw) && !(steps === 0 && isCentsElement(element));
    if (isWhole && (numbersIn(raw) === 1 || second === undefined)) return { element, node: element, raw };
    if (PLAIN_NUMBER.test(raw) && node === element && !isCentsElement(element))
      second = { element, node: element, raw };
    element = isElement(element.parent) ? element.parent : undefined;
  }
  return second;
}

/** "<s>£120</s> £49": the text beside other elements is a price of its own. */
function ownText(node: Text, parent: Element): PricePlace | undefined {
  const raw = normaliseNumberText(foldSpace(node.data)).trim();
  if (parent.children.length < 2 || numbersIn(raw) !== 1 || !containsPrice(raw)) return undefined;
  return numbersIn(priceText(parent)) < 2 ? undefined : { element: parent, node, raw };
}

/** "<b>2320</b><i>元</i> and more": the digits stand in the element before the one with the currency. */
function besideCurrency(currency: Element): PricePlace | undefined {
  const sign = priceText(currency);
  if (AMOUNT.test(sign) || !namesCurrency(sign)) return undefined;
  let before = currency.prev;
  while (before instanceof Text && before.data.trim() === '') before = before.prev;
  if (!isElement(before) || isCentsElement(before)) return undefined;
  const digits = `${wholeBefore(before)}${priceText(before)}`;
  if (!/^\d[\d.,'’ ]*$/.test(digits)) return undefined;
  return { element: before, node: before, raw: `${digits} ${sign}` };
}

/** "<b>1 234,</b><b>50</b><i>zł</i>": what stands before the cents, up to its decimal mark; empty when nothing does. */
function wholeBefore(cents: Element): string {
  const whole = cents.prev;
  if (!isElement(whole) || !/^\s*\d{2}\s*$/.test(priceText(cents))) return '';
  const text = priceText(whole);
  return /^\d[\d.,'’ ]*[.,]$/.test(text) ? text : '';
}
