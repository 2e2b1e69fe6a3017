// The role of an amount, from what stands around it: price, former price, price per unit, delivery, instalment.
import { type ChildNode, type Element, Text } from 'domhandler';
import { isNetText } from '../money/role.ts';
import { foldSpace } from '../html/copy-text.ts';
import { isElement, nextNode, textOf } from '../html/html-tree.ts';
import { wordsOf } from '../scan/page-region.ts';
import type { PriceRole } from '../page/parsed-page.ts';
import { containsPrice } from '../scan/price-text.ts';
import { isUnseen } from '../html/spaced-text.ts';
import { CURRENCY_SIGN, CURRENCY_WORD } from '../words/currency-pattern.ts';
import { FORMER_PRICE, FORMER_PRICE_NEXT_TO_IT, LOWEST_BEFORE } from '../words/former-price.ts';
import { FROM_PRICE } from '../words/from-price.ts';
import { INSTALMENT_AFTER, INSTALMENT_BEFORE } from '../words/instalment.ts';
import {
  CONVERTED,
  DEPOSIT,
  MEMBERS,
  PAID_SO,
  SAVING,
  SUBSCRIPTION,
  THRESHOLD,
  TO,
} from '../words/price-note.ts';
import { SHIPPING } from '../words/shipping.ts';
import { UNIT_PRICE } from '../words/unit.ts';
import { anyOf } from '../words/word-lists.ts';
import { wordTest } from '../words/word-test.ts';

const LIST_WORDS =
  /(?:^|[\s_-])(?:old|was|before|former|rrp|msrp|uvp|crossed|compare|previous|prev|line-?through|del|deleted|high|non-?sale)(?:$|[\s_-])|strik|was-?price|old-?price|price-?(?:old|was)|list-?price|compare-?at|retail-?price|priceold|oldprice|wasprice/;
/** "with-list-price", "has-discount": the element stands beside such an amount. */
const BESIDE_WORDS = /(?:with|has|no|without)[-_](?:\w+)(?:-?price)?/g;
/** Words for a former price that shops also give the price itself when nothing is reduced. */
const USUAL_WORDS =
  /(?:^|[\s_-])(?:original|regular|list|retail|normal|full)(?:$|[\s_-])|regular-?price|text-price(?:$|\s)/;
const SALE_WORDS =
  /(?:^|[\s_-])(?:sale|special|now|final|current|our|offer|actual|selling|new|today)(?:$|[\s_-])|current-?price|sale-?price|final-?price|special-?price/;
const endsAsFormer = wordTest(
  `(?:^|[\\s(]|(?<=[\\u3040-\\uffff]))(?:${anyOf(FORMER_PRICE, FORMER_PRICE_NEXT_TO_IT, LOWEST_BEFORE)})\\s*[:：]?\\s*(?:NT)?\\$?\\s*$`,
);
const NON_SALE = /non-?sale/g;
const saysShipping = wordTest(`${anyOf(SHIPPING)}|orders? over|free over`);
/** Shipping words behind an amount ("4.90 € delivery"), but not with their own amount ("20 € delivery: 5 €"). */
const goesOnAsShipping = wordTest(`^\\s*(?:${anyOf(SHIPPING)})(?!\\s*:|.{0,8}\\d)`);
const holdsUnit = wordTest(UNIT_PRICE);
const beginsWithUnit = wordTest(`^\\s*${UNIT_PRICE}`);
const UNIT_WORDS = /(?:^|[\s_-])unit-?price|price-?per|per-?unit|base-?price/;
const SAVED = new RegExp(anyOf(SAVING, DEPOSIT), 'i');
const SAVING_WORDS = /(?:^|[\s_-])(?:sav(?:e|ing|ings)|you-save|youpay|deposit)(?:$|[\s_-])/;
/** Around a sale price the word stands too: "product-discount" holds the former price, "discount-price" is the price. */
const DISCOUNT_WORDS = /(?:^|[\s_-])discount(?:$|[\s_-](?!price))/;
/** "+ 5 €", "(+ 5 €)". */
const SURCHARGE = /^\(?\s?\+|\(\s?\+/;
const namesMembers = wordTest(anyOf(MEMBERS, PAID_SO));
const namesSubscribers = wordTest(anyOf(SUBSCRIPTION));
const MEMBER_WORDS =
  /(?:^|[\s_-])(?:members?|club|clubcard|loyalty|subscri(?:be|ption)|autoship)(?:$|[\s_-])/;
const MUST_REACH = new RegExp(anyOf(THRESHOLD), 'i');
const isConverted = wordTest(String.raw`(?:${anyOf(CONVERTED)})\s*\p{L}{0,3}\s*\p{Sc}?\s*\d`);
const endsAsFrom = wordTest(`(?:^|\\s)(?:${anyOf(FROM_PRICE)})\\s*:?\\s*$`);
/** The basket of the shop; "add-to-cart" and "details-cart" are the box in which the product is bought. */
const CART_WORDS =
  /(?:^|[\s_-])(?<!(?:to|add|buy|details?|product|pdp|item|purchase|price)[_-])(?:mini-?cart|cart|basket|minicart|cart-total|subtotal|wishlist)(?:$|[\s_-])/;
const AMOUNT_TEXT = new RegExp(
  `.*\\d(?:[.,\\d]*\\d)?\\s*(?:${CURRENCY_SIGN}|${CURRENCY_WORD}(?!\\p{L}))?`,
  'su',
);
const RANGE = new RegExp(
  String.raw`\d.{0,6}(?:[-–—]|${anyOf(TO)})\s*(?:${CURRENCY_SIGN}|${CURRENCY_WORD})?\s*$`,
  'u',
);
/** What stands up to an earlier amount: "save 15%" is none. */
const PRICED = new RegExp(
  `^.*(?:${CURRENCY_SIGN})\\s?\\d[\\d.,]*|^.*\\d[\\d.,]*\\s?(?:${CURRENCY_SIGN})`,
  'su',
);
/** "Original price: €60" in one text: what stands before its last amount. */
const LAST_AMOUNT = /[^\p{L}]*\d[\d.,'’ ]*\D{0,6}$/u;
const NUMBER = /\d[\d.,'’ \u00a0]*/;

export interface VisibleRole {
  readonly role: PriceRole;
  /** Only a usual word ("regular") in a class says so: it is a former price if a lower price stands close by. */
  readonly isWeakList: boolean;
  /** Only members of a club, holders of a card, who subscribes or who pays in one way pay it. */
  readonly isMember: boolean;
  /** The upper end of "12 – 45 €". */
  readonly isRangeEnd: boolean;
  /** The amount with the words beside it, if those say that tax comes on top. */
  readonly netText: string | undefined;
}

/** An element, or a text in it, that holds an amount. */
export interface RolePlace {
  readonly element: Element;
  readonly node: ChildNode;
  readonly raw: string;
}

interface Surroundings {
  /** Class and id words of the element and its next three ancestors, nearest first. */
  readonly words: readonly string[];
  readonly isOfCart: boolean;
  readonly isStruck: boolean;
  readonly before: string;
  readonly after: string;
}

export function isStruck(element: Element): boolean {
  const { name, attribs } = element;
  if (name === 'del' || name === 's' || name === 'strike') return true;
  return /line-through/.test(attribs['style'] ?? '') || attribs['data-a-strike'] === 'true';
}

/** The inner element that holds the digits: its class says most about the amount. */
function innermost(element: Element): Element {
  let node: ChildNode | undefined = element.firstChild ?? undefined;
  for (let steps = 0; node !== undefined && steps < 40; steps++) {
    if (node instanceof Text && /\d/.test(node.data)) return isElement(node.parent) ? node.parent : element;
    node = nextNode(node, element, false);
  }
  return element;
}

/** The text of a neighbouring node; empty if the node is hidden. */
function shownText(node: ChildNode): string {
  if (node instanceof Text) return node.data;
  return !isElement(node) || isUnseen(node) ? '' : textOf(node, 60);
}

function surroundings({ element, node, raw }: RolePlace): Surroundings {
  const words: string[] = [];
  let struck = false;
  let isOfCart = false;
  let here: Element | undefined = innermost(element);
  let above = 4;
  while (here !== undefined && above > 0) {
    words.push(wordsOf(here).replace(BESIDE_WORDS, ''));
    struck ||= isStruck(here);
    // The form around price and buy button often has "cart" in its class.
    isOfCart ||= here.name !== 'form' && CART_WORDS.test(words.at(-1) ?? '');
    if (above < 4 || here === element) above--;
    here = isElement(here.parent) ? here.parent : undefined;
  }
  return { words, isOfCart, isStruck: struck, before: textBefore(node), after: afterRepeats(node, raw) };
}

/** "$0.45 $0.45 / oz": what is read aloud stands beside what is shown, and the words behind are said of both. */
function afterRepeats(node: ChildNode, raw: string): string {
  const after = textAfter(node);
  return after.startsWith(raw) ? after.slice(raw.length).trimStart() : after;
}

const BLOCK = /^(?:p|div|ul|ol|li|table|tr|td|dl|dt|dd|h[1-6]|form|section|button|select)$/;
/** A block behind the amount speaks of it only if it is as short as "per month"; in characters. */
const SHORT = 16;

function textAfter(start: ChildNode): string {
  let text = '';
  let node: ChildNode | null = start;
  for (let steps = 0; node !== null && steps < 6 && text.trim().length < 24; steps++) {
    const next: ChildNode | null = node.next;
    if (next === null) {
      const up: ChildNode['parent'] = node.parent;
      if (!isElement(up) || BLOCK.test(up.name)) break;
      node = up;
      continue;
    }
    node = next;
    const part = shownText(next);
    if (isElement(next) && BLOCK.test(next.name) && part.trim().length > SHORT) break;
    text = `${text} ${part}`;
  }
  return foldSpace(text).slice(0, 32);
}

/** A product may be called "Club chair" or "Gift card": its name says nothing of the amount below it. */
function holdsName(node: ChildNode): boolean {
  return isElement(node) && [node, ...node.children].some((one) => isElement(one) && one.name === 'h1');
}

/** A block with an amount of its own ("£1.20 with club card"): its words are said of that. */
function isOtherPrice(node: ChildNode, text: string): boolean {
  return isElement(node) && BLOCK.test(node.name) && containsPrice(text) && !/^\D*\d{1,2}\s?[x×]/.test(text);
}

/** The text just before the amount, up to the name of the product and the start of its list item or table cell. */
function textBefore(start: ChildNode): string {
  let text = '';
  let node: ChildNode | null = start;
  for (let steps = 0; node !== null && steps < 6 && text.trim().length < 24; steps++) {
    const prev: ChildNode | null = node.prev;
    if (prev === null) {
      const up: ChildNode['parent'] = node.parent;
      if (!isElement(up) || up.name === 'body' || up.name === 'li' || up.name === 'td') break;
      node = up;
      continue;
    }
    const part = shownText(prev);
    if (holdsName(prev) || isOtherPrice(prev, part)) break;
    node = prev;
    text = `${part} ${text}`;
  }
  return foldSpace(text).slice(-40);
}

/** "was £9 now" → "now": words up to an earlier amount belong to that amount. A number of payments ("12 x") stays. */
function withoutAmounts(before: string): string {
  return INSTALMENT_BEFORE.test(before) ? before : before.replace(AMOUNT_TEXT, '');
}

function byText(raw: string, before: string, after: string): PriceRole | undefined {
  const at = NUMBER.exec(raw);
  const inFront = `${before} ${at === null ? raw : raw.slice(0, at.index)}`;
  const behind = `${at === null ? '' : raw.slice(at.index + at[0].length)} ${after}`;
  if (saysShipping(inFront) || goesOnAsShipping(behind)) return 'shipping';
  if (INSTALMENT_BEFORE.test(inFront) || INSTALMENT_AFTER.test(behind)) return 'instalment';
  return holdsUnit(raw) || beginsWithUnit(after) ? 'unit' : undefined;
}

/** The amount with the words beside it, without words that may belong to another amount. */
function contextOf(raw: string, before: string, after: string): string {
  const label = withoutAmounts(before);
  const isOwn = !/\d/.test(before) || /:\s*$/.test(label);
  return [isOwn ? label : '', raw, /\d/.test(after) ? '' : after].join(' ').trim();
}

/** The text that says the amount is without tax, when the amount itself does not say so. */
function netTextOf(raw: string, before: string, after: string): string | undefined {
  const context = contextOf(raw, before, after);
  return isNetText(context) && !isNetText(raw) ? context : undefined;
}

interface Amount {
  readonly raw: string;
  /** The texts before and behind it. */
  readonly before: string;
  readonly after: string;
  /** The classes of its element and of those around it, from the inside outwards; and all of them as one text. */
  readonly words: readonly string[];
  readonly allWords: string;
}

/** A saving, a threshold, a discount or a surcharge. */
function isNoPrice({ raw, before, words, allWords }: Amount): boolean {
  const own = `${before} ${raw}`;
  if (SAVED.test(own) || SAVING_WORDS.test(allWords) || MUST_REACH.test(own)) return true;
  return DISCOUNT_WORDS.test(words[0] ?? '') || SURCHARGE.test(raw);
}

function statedRole({ raw, before, after, allWords }: Amount): PriceRole | undefined {
  if (/shipping|delivery/.test(allWords)) return 'shipping';
  const said = byText(raw, before, after);
  if (said !== undefined) return said;
  if (UNIT_WORDS.test(allWords)) return 'unit';
  return endsAsFormer(before) || endsAsFormer(raw.replace(LAST_AMOUNT, '')) ? 'list' : undefined;
}

/** Whether the classes close by call it a former price: surely, or by a word that shops give the price itself too. */
function formerByClass([own = '', around = '']: readonly string[]): 'sure' | 'weak' | undefined {
  if (SALE_WORDS.test(own.replace(NON_SALE, ''))) return undefined;
  const near = `${own} ${around}`;
  if (LIST_WORDS.test(near)) return 'sure';
  return USUAL_WORDS.test(near) ? 'weak' : undefined;
}

function isForMembers({ raw, before, after, words }: Amount, all: string): boolean {
  const said = contextOf(raw, before, after);
  return (
    namesMembers(said) ||
    namesSubscribers(all.replace(PRICED, '')) ||
    MEMBER_WORDS.test(words.slice(0, 2).join(' '))
  );
}

/** The role of an amount; undefined when it is no price: a saving, a surcharge, the sum of a cart, a threshold. */
export function visibleRole(place: RolePlace): VisibleRole | undefined {
  const { raw } = place;
  const { words, isOfCart, isStruck: struck, before: all, after } = surroundings(place);
  const before = withoutAmounts(all);
  if (isOfCart || isConverted(`${before} ${raw}`)) return undefined;
  const amount = { raw, before, after, words, allWords: ` ${words.join(' ')}` };
  if (!struck && isNoPrice(amount)) return undefined;
  const stated = struck ? 'list' : statedRole(amount);
  const former = stated === undefined ? formerByClass(words) : undefined;
  return {
    role: stated ?? (former !== undefined ? 'list' : endsAsFrom(before) ? 'from' : 'price'),
    isWeakList: former === 'weak',
    isMember: isForMembers(amount, all),
    isRangeEnd: RANGE.test(all),
    netText: netTextOf(raw, all, after),
  };
}
