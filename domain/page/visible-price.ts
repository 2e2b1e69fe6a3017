// Prices as a reader sees them: elements that hold one amount, what role their surroundings give them, and how
// likely they are the price of the page's own product.
import { Text } from 'domhandler';
import type { ChildNode, Element } from 'domhandler';
import { parseMoney } from '../price/money.ts';
import { isNetText } from '../price/role.ts';
import { copyText, foldSpace } from './copy-text.ts';
import { isElement, nextNode } from './html-tree.ts';
import { isRecordGroup } from './page-links.ts';
import { wordsOf } from './page-region.ts';
import type { Region } from './page-region.ts';
import type { HeadingDraft, PageScan, PriceDraft, RepeatedGroup } from './page-scan.ts';
import type { PriceCandidate, PriceRole } from './parsed-page.ts';
import { holdsPrice, namesCurrency } from './price-sign.ts';
import { isStruck, visibleRole } from './visible-role.ts';

const AMOUNT = /\d[\d.,'’ \u00a0]*/;
const MAX_PRICE_CHARS = 60;
const MAX_CANDIDATES = 16;
/** Prices of listed things are looked at only to know that they are there. */
const MAX_RECORDS = 6;

/** So little that prices of other products alone give the page none. */
const CARD = 0.4;

interface Visible {
  readonly element: Element;
  readonly raw: string;
  readonly role: PriceRole;
  /** Called a former price by a word that shops also give the price itself. */
  readonly isWeakList: boolean;
  readonly isRangeEnd: boolean;
  readonly amount: number;
  readonly isOfRecord: boolean;
  readonly score: number;
  readonly order: number;
}

/** Three digits behind a mark are a group: "1.299" may have cents to come. */
const HAS_DECIMALS = /[.,](?:\d{1,2}|\d{4,})?\s*$/;

/** Text of a price element; cents that are set small, or in an element of their own without a space, get their point. */
function priceText(element: Element): string {
  let text = '';
  let node: ChildNode | undefined = element.firstChild ?? undefined;
  while (node !== undefined && text.length < 200) {
    if (node instanceof Text) text += isCents(node, text) ? `.${node.data.trim()}` : node.data;
    const isSilent = isElement(node) && (node.name === 'script' || node.name === 'style');
    node = nextNode(node, element, isSilent);
  }
  return foldSpace(text);
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

interface PriceSpot {
  readonly element: Element;
  /** What holds the amount: the element, or a text in it beside other amounts. */
  readonly node: ChildNode;
  readonly raw: string;
}

/**
 * Smallest place around the draft that holds one amount and its currency. Failing that, the element that is named a
 * price, or the smallest that holds several.
 */
function priceSpot(draft: PriceDraft): PriceSpot | undefined {
  const { node } = draft;
  const start = node instanceof Text ? node.parent : node;
  if (!isElement(start)) return undefined;
  const beside = besideCurrency(start) ?? (node instanceof Text ? ownText(node, start) : undefined);
  if (beside !== undefined) return beside;
  let element: Element | undefined = start;
  let second: PriceSpot | undefined;
  for (let steps = 0; element !== undefined && steps < 4; steps++) {
    const raw = priceText(element);
    if (raw.length > MAX_PRICE_CHARS) return second;
    const isWhole = holdsPrice(raw) && !(steps === 0 && isCentsElement(element));
    if (isWhole && (numbersIn(raw) === 1 || second === undefined)) return { element, node: element, raw };
    if (AMOUNT.test(raw) && node === element && !isCentsElement(element))
      second = { element, node: element, raw };
    element = isElement(element.parent) ? element.parent : undefined;
  }
  return second;
}

/** "<s>£120</s> £49": the text beside other elements is a price of its own. */
function ownText(node: Text, parent: Element): PriceSpot | undefined {
  const raw = foldSpace(node.data).trim();
  if (parent.children.length < 2 || numbersIn(raw) !== 1 || !holdsPrice(raw)) return undefined;
  return numbersIn(priceText(parent)) < 2 ? undefined : { element: parent, node, raw };
}

/** "<b>2320</b><i>元</i> and more": the digits stand in the element before the one with the currency. */
function besideCurrency(currency: Element): PriceSpot | undefined {
  const sign = priceText(currency);
  if (AMOUNT.test(sign) || !namesCurrency(sign)) return undefined;
  let before = currency.prev;
  while (before instanceof Text && before.data.trim() === '') before = before.prev;
  if (!isElement(before) || isCentsElement(before)) return undefined;
  const digits = priceText(before);
  if (!/^\d[\d.,'’ ]*$/.test(digits)) return undefined;
  return { element: before, node: before, raw: `${digits} ${sign}` };
}

interface Place {
  readonly heading: number;
  readonly cart: number;
  readonly region: Region;
  readonly inRecords: (order: number) => boolean;
  /** In records with pictures or headings of their own: other products. */
  readonly inCards: (order: number) => boolean;
}

function holds({ orderStart, orderEnd }: RepeatedGroup, order: number): boolean {
  return order >= orderStart && order <= orderEnd;
}

function placeOf(scan: PageScan, heading: HeadingDraft | undefined): Place {
  const from = heading?.order ?? 0;
  const cart = scan.actions.find((action) => action.order > from);
  const groups = scan.groups.filter(
    (group) => isRecordGroup(group) && group.prices >= 3 && group.prices * 2 > group.items,
  );
  const cards = groups.filter(
    (group) => from < group.orderStart && Math.max(group.images, group.headings) * 2 > group.items,
  );
  return {
    heading: from,
    cart: cart?.order ?? -1,
    region: heading?.region ?? 'main',
    inRecords: (order) => groups.some((group) => holds(group, order)),
    inCards: (order) => cards.some((group) => holds(group, order)),
  };
}

/** Good places differ by less than the others, so that the best of them is still seen. */
const squeezed = (score: number): number =>
  Math.max(0.05, score <= 0.6 ? score : Math.min(0.76, 0.6 + (score - 0.6) * 0.4));

function scoreOf(draft: PriceDraft, element: Element, raw: string, place: Place): number {
  const { order, region } = draft;
  let score = 0.3;
  if (region !== 'main' && region !== place.region) score -= 0.3;
  if (place.inRecords(order)) score -= 0.25;
  const words = `${wordsOf(element)} ${isElement(element.parent) ? wordsOf(element.parent) : ''}`;
  if (/pri[cs]e|prix|preis|precio|prezzo|amount/.test(words)) score += 0.15;
  if (/product|pdp|detail|main|sale|special|current|final/.test(words)) score += 0.05;
  if (namesCurrency(raw)) score += 0.08;
  // Some shops set the price above the name.
  const distance = order >= place.heading ? order - place.heading : (place.heading - order) * 5;
  if (place.heading > 0) score += 0.2 * Math.max(0, 1 - distance / 300);
  if (place.cart > 0) score += 0.15 * Math.max(0, 1 - Math.abs(order - place.cart) / 80);
  if (raw.length <= 14) score += 0.05;
  if (numbersIn(raw) > 1) score -= 0.2;
  if (element.name === 'option') score -= 0.1;
  return place.inCards(order) ? Math.min(CARD, squeezed(score)) : squeezed(score);
}

const NUMBERS = /\d[\d.,'’]*(?: \d{3}(?!\d)[\d.,]*)*/g;

function numbersIn(raw: string): number {
  return raw.match(NUMBERS)?.length ?? 0;
}

/** An element around several prices says nothing that the ones inside do not say better. */
function withoutOuter(found: readonly Visible[]): Visible[] {
  const inner = new Set<Element>();
  for (const { element } of found) {
    let up = element.parent;
    for (let steps = 0; isElement(up) && steps < 4; steps++) {
      inner.add(up);
      up = up.parent;
    }
  }
  return found.filter((one) => numbersIn(one.raw) < 2 || !inner.has(one.element));
}

/** Of the rows of a table with prices (per quantity, per size) the first is the one for a single piece. */
function isLaterRow(element: Element, firstRows: Map<Element, Element>): boolean {
  let row: Element | undefined = element;
  for (let steps = 0; row !== undefined && row.name !== 'tr' && steps < 4; steps++) {
    row = isElement(row.parent) ? row.parent : undefined;
  }
  if (row === undefined || row.name !== 'tr' || !isElement(row.parent)) return false;
  const first = firstRows.get(row.parent) ?? row;
  firstRows.set(row.parent, first);
  return first !== row;
}

function collect(scan: PageScan, heading: HeadingDraft | undefined): Visible[] {
  const place = placeOf(scan, heading);
  const seen = new Set<ChildNode>();
  const firstRows = new Map<Element, Element>();
  const found: Visible[] = [];
  let records = 0;
  for (const draft of scan.prices.slice(0, 250)) {
    const spot = priceSpot(draft);
    if (spot === undefined || seen.has(spot.node)) continue;
    const { element, raw } = spot;
    seen.add(spot.node);
    const isOfRecord = place.inRecords(draft.order);
    if (isOfRecord && ++records > MAX_RECORDS) continue;
    const said = visibleRole(spot);
    if (said === undefined || !/[1-9]/.test(raw)) continue;
    const later = said.role === 'price' && isLaterRow(element, firstRows) ? 0.15 : 0;
    const score = Math.max(0.05, scoreOf(draft, element, raw, place) - later);
    const amount = Number(parseMoney(raw).amount ?? 0);
    found.push({ element, raw, ...said, amount, isOfRecord, score, order: draft.order });
  }
  return withoutOuter(found);
}

/** Elements between the former price and the price beside it. */
const BESIDE = 12;

function isBeside(a: Visible, b: Visible): boolean {
  return a !== b && a.isOfRecord === b.isOfRecord && Math.abs(a.order - b.order) <= BESIDE;
}

/** So near that nothing but a tag or two stands between them. */
const PAIRED = 3;

/** Two prices side by side without a word about either: the higher is what was asked before. */
function isHigherOfPair(one: Visible, found: readonly Visible[]): boolean {
  const near = found.filter(
    (other) => isBeside(one, other) && other.role === 'price' && other.amount !== one.amount,
  );
  const [other] = near;
  if (other === undefined || near.some(({ amount }) => amount !== other.amount)) return false;
  const isPair = near.some(({ order }) => Math.abs(order - one.order) <= PAIRED);
  const isPlain = !one.isRangeEnd && !other.isRangeEnd && ![one, other].some(({ raw }) => isNetText(raw));
  return isPair && isPlain && other.amount > 0 && one.amount > other.amount && one.amount < other.amount * 3;
}

/** Beside an amount that is surely a former price the same amount is one; a weak former price needs a lower one. */
function settleRole(one: Visible, found: readonly Visible[]): Visible {
  const near = found.filter((other) => isBeside(one, other));
  if (one.isWeakList) {
    const hasLower = near.some(({ role, amount }) => role === 'price' && amount > 0 && amount < one.amount);
    return hasLower ? one : { ...one, role: 'price' };
  }
  if (one.role !== 'price') return one;
  const repeatsList = near.some(
    ({ role, isWeakList, amount }) => role === 'list' && !isWeakList && amount === one.amount,
  );
  return repeatsList || isHigherOfPair(one, found) ? { ...one, role: 'list' } : one;
}

/** Best first. When everything looks like a list price there is no sale, and the list price is the price. */
export function visiblePrices(scan: PageScan, heading: HeadingDraft | undefined): PriceCandidate[] {
  const collected = collect(scan, heading);
  const found = collected.map((one) => settleRole(one, collected));
  const best = found.toSorted((a, b) => b.score - a.score || a.order - b.order).slice(0, MAX_CANDIDATES);
  const noSale = !best.some((one) => (one.role === 'price' || one.role === 'from') && one.score > 0.3);
  return best.map((one) => ({
    raw: copyText(one.raw.slice(0, MAX_PRICE_CHARS)),
    role: noSale && one.role === 'list' && !isStruck(one.element) ? 'price' : one.role,
    source: 'visible',
    locator: locatorOf(one.element),
    confidence: Math.round(one.score * 1_000) / 1_000,
  }));
}

function locatorOf(element: Element): string {
  const { id, class: className } = element.attribs;
  if (id !== undefined && id !== '') return copyText(`${element.name}#${id.slice(0, 60)}`);
  const first = className?.trim().split(/\s+/)[0];
  return copyText(
    first === undefined || first === '' ? element.name : `${element.name}.${first.slice(0, 60)}`,
  );
}
