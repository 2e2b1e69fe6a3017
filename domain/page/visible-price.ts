// Prices as a reader sees them: elements that hold one amount, what role their surroundings give them, and how
// likely they are the price of the page's own product.
import { Text } from 'domhandler';
import type { ChildNode, Element } from 'domhandler';
import { copyText, foldSpace } from './copy-text.ts';
import { isElement, nextNode, textOf } from './html-tree.ts';
import { isRecordGroup } from './page-links.ts';
import { wordsOf } from './page-region.ts';
import type { PageScan, PriceDraft } from './page-scan.ts';
import type { PriceCandidate, PriceRole } from './parsed-page.ts';

const AMOUNT = /\d[\d.,'’ \u00a0]*/;
const CURRENCY =
  /[$€£¥₹₩₽₺₫₴₪₱฿₦₡₲₵₸₾֏]|\d\s?(?:тг|元|円|원|บาท)|(?:^|[^\p{L}])(?:kr|zł|Kč|Ft|lei|лв|руб|грн|TL|Rs|Rp|RM|kn|RON|円|元|원|USD|EUR|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|AUD|CAD|NZD|JPY|CNY|INR|BRL|MXN|ZAR|SGD|HKD|AED|SAR)(?:$|[^\p{L}])/u;
const MAX_PRICE_CHARS = 60;
const MAX_CANDIDATES = 16;
/** Prices of listed things are looked at only to know that they are there. */
const MAX_RECORDS = 6;

const LIST_WORDS =
  /(?:^|[\s_-])(?:old|was|before|rrp|msrp|uvp|strike|striked|strikethrough|crossed|compare|original|previous|prev|regular|list|retail|normal|full|line-?through|del|high)(?:$|[\s_-])|was-?price|old-?price|price-?(?:old|was)|list-?price|compare-?at|retail-?price|regular-?price|priceold|oldprice|wasprice/;
const SALE_WORDS =
  /(?:^|[\s_-])(?:sale|special|now|final|current|our|offer|actual|selling|new|today)(?:$|[\s_-])|current-?price|sale-?price|final-?price|special-?price/;
const LIST_TEXT =
  /(?:原價|原价|定价|定價|市价|市價|參考價|通常価格|希望小売価格|정가|старая цена)\s*[:：]?\s*(?:NT)?\$?$|(?:^|\s)(?:was|rrp|msrp|uvp|list price|reg\.?|regular(?: price)?|originally|statt|vorher|avant|antes|prezzo (?:di listino|precedente)|adviesprijs|van|ord\.?(?: pris)?|before|compare at|retail price|typical price|old price|previous price)\s*:?\s*$/i;
const SHIPPING =
  /shipping|delivery|postage|versand|livraison|envío|spedizione|bezorg|verzend|frakt|fragt|dostaw|doprav|freight|orders? over|free over/i;
const INSTALMENT =
  /(?:per|\/|a|pro|par|al)\s?(?:month|mo\b|monat|mois|mes)|monthly|instal?lment|klarna|afterpay|affirm|payments of|x \d|zip pay|interest[- ]free|mensual|rate(?:n|nzahlung)|finance/i;
const UNIT =
  /(?:\/|per|pro|je|par|al)\s?(?:\d+\s?)?(?:kg|g|gr|ml|cl|l|lb|oz|fl\.? ?oz|m²|m2|sq\.? ?ft|metre|meter|unit|stück|stk|litre|liter|100|each piece)\b/i;
const UNIT_AFTER =
  /^\s*(?:\/|per|pro|je|par|al)\s?(?:\d+\s?)?(?:kg|g|gr|ml|cl|l|lb|oz|fl\.? ?oz|m²|m2|sq\.? ?ft|metre|meter|unit|stück|stk|litre|liter|100)\b/i;
const UNIT_WORDS = /(?:^|[\s_-])unit-?price|price-?per|per-?unit|base-?price/;
const SAVING =
  /現省|立省|折價|折价|満額|滿額|滿\$|点=|點=|sav(?:e|ing)|you save|off\b|discount|rabatt|spar(?:en|st|\b)|économ|ahorr|rebate|voucher|coupon|gift card|cashback|points/i;
const FROM =
  /(?:^|\s)(?:from|starting at|as low as|ab|à partir de|desde|a partire da|vanaf|fra|från|od|alkaen)\s*:?\s*$/i;
const CART_WORDS = /(?:^|[\s_-])(?:mini-?cart|cart|basket|minicart|cart-total|subtotal|wishlist)(?:$|[\s_-])/;

interface Visible {
  readonly element: Element;
  readonly raw: string;
  readonly role: PriceRole;
  readonly score: number;
  readonly order: number;
}

/** Text of a price element; cents set as superscript or in an own element get their point back. */
function priceText(element: Element): string {
  let text = '';
  let node: ChildNode | undefined = element.firstChild ?? undefined;
  while (node !== undefined && text.length < 200) {
    if (node instanceof Text) {
      const cents = /^\s*\d{2}\s*$/.test(node.data) && /\d\s*$/.test(text) && !/[.,]\d*\s*$/.test(text);
      text += cents && isCents(node) ? `.${node.data.trim()}` : node.data;
    } else if (isElement(node) && (node.name === 'script' || node.name === 'style')) {
      const next = nextNode(node, element, true);
      node = next;
      continue;
    }
    node = nextNode(node, element, false);
  }
  return foldSpace(text);
}

function isCents(text: Text): boolean {
  const holder = text.parent;
  if (!isElement(holder)) return false;
  return (
    holder.name === 'sup' ||
    holder.name === 'small' ||
    /cent|fraction|decimal|frac|sup|minor/.test(wordsOf(holder))
  );
}

/** Smallest element around the draft that holds amount and currency (or is named a price). */
function priceElement(draft: PriceDraft): Element | undefined {
  const start = draft.node instanceof Text ? draft.node.parent : draft.node;
  let element = isElement(start) ? start : undefined;
  for (let steps = 0; element !== undefined && steps < 4; steps++) {
    const text = priceText(element);
    if (text.length > MAX_PRICE_CHARS) return undefined;
    const named = draft.node === element && AMOUNT.test(text);
    if (named || (AMOUNT.test(text) && CURRENCY.test(text))) return element;
    element = isElement(element.parent) ? element.parent : undefined;
  }
  return undefined;
}

/** Words of the element and a few ancestors, and the text just before it. */
function surroundings(element: Element): { words: string; tags: string; before: string; around: string } {
  let words = '';
  let tags = '';
  let here: Element | undefined = element;
  for (let steps = 0; here !== undefined && steps < 4; steps++) {
    words += ` ${wordsOf(here)}`;
    tags += ` ${here.name}`;
    here = isElement(here.parent) ? here.parent : undefined;
  }
  const parent = isElement(element.parent) ? element.parent : element;
  const around = foldSpace(textOf(parent, 160)).slice(0, 160);
  return { words, tags, before: textBefore(element), around };
}

function textBefore(element: Element): string {
  let text = '';
  let node: ChildNode | null = element;
  for (let steps = 0; node !== null && steps < 6 && text.trim().length < 24; steps++) {
    const prev: ChildNode | null = node.prev;
    if (prev === null) {
      const up: ChildNode['parent'] = node.parent;
      if (!isElement(up) || up.name === 'body' || up.name === 'li' || up.name === 'td') break;
      node = up;
      continue;
    }
    node = prev;
    text = `${prev instanceof Text ? prev.data : isElement(prev) ? textOf(prev, 60) : ''} ${text}`;
  }
  return foldSpace(text).slice(-40);
}

function roleOf(element: Element, raw: string): PriceRole | undefined {
  const { words, tags, before, around } = surroundings(element);
  if (CART_WORDS.test(words)) return undefined;
  const own = `${before} ${raw}`;
  if (/ (?:del|s|strike)\b/.test(tags)) return 'list';
  if (
    SAVING.test(own) ||
    /(?:^|[\s_-])(?:sav(?:e|ing|ings)|discount|you-save|youpay)(?:$|[\s_-])/.test(words)
  )
    return undefined;
  if (SHIPPING.test(own) || /shipping|delivery/.test(words)) return 'shipping';
  if (INSTALMENT.test(own) || (INSTALMENT.test(around) && around.length < 90)) return 'instalment';
  const at = around.indexOf(raw);
  const after = at < 0 ? '' : around.slice(at + raw.length, at + raw.length + 24);
  if (UNIT.test(raw) || UNIT_AFTER.test(after) || UNIT_WORDS.test(words)) return 'unit';
  const nearWords = `${wordsOf(element)} ${isElement(element.parent) ? wordsOf(element.parent) : ''}`;
  if (LIST_TEXT.test(before) || (LIST_WORDS.test(nearWords) && !SALE_WORDS.test(wordsOf(element))))
    return 'list';
  return FROM.test(before) ? 'from' : 'price';
}

interface Place {
  readonly heading: number;
  readonly cart: number;
  readonly inRecords: (order: number) => boolean;
}

function placeOf(scan: PageScan, from: number): Place {
  const cart = scan.actions.find((action) => action.order > from);
  const groups = scan.groups.filter(
    (group) => isRecordGroup(group) && group.prices >= 3 && group.prices * 2 > group.items,
  );
  const inRecords = (order: number): boolean =>
    groups.some((group) => order >= group.orderStart && order <= group.orderEnd);
  return { heading: from, cart: cart?.order ?? -1, inRecords };
}

function scoreOf(draft: PriceDraft, element: Element, raw: string, place: Place): number {
  const { order } = draft;
  let score = 0.3;
  if (draft.region !== 'main') score -= 0.3;
  if (place.inRecords(order)) score -= 0.25;
  const words = `${wordsOf(element)} ${isElement(element.parent) ? wordsOf(element.parent) : ''}`;
  if (/pri[cs]e|prix|preis|precio|prezzo|amount/.test(words)) score += 0.15;
  if (/product|pdp|detail|main|sale|special|current|final/.test(words)) score += 0.05;
  if (CURRENCY.test(raw)) score += 0.08;
  // Some shops set the price above the name.
  const distance = order >= place.heading ? order - place.heading : (place.heading - order) * 5;
  if (place.heading > 0) score += 0.2 * Math.max(0, 1 - distance / 300);
  if (place.cart > 0) score += 0.15 * Math.max(0, 1 - Math.abs(order - place.cart) / 80);
  if (raw.length <= 14) score += 0.05;
  if (numbersIn(raw) > 1) score -= 0.2;
  return Math.max(0.05, Math.min(0.75, score));
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

function collect(scan: PageScan, heading: number): Visible[] {
  const place = placeOf(scan, heading);
  const seen = new Set<Element>();
  const found: Visible[] = [];
  let records = 0;
  for (const draft of scan.prices.slice(0, 250)) {
    const element = priceElement(draft);
    if (element === undefined || seen.has(element)) continue;
    seen.add(element);
    if (place.inRecords(draft.order) && ++records > MAX_RECORDS) continue;
    const raw = priceText(element);
    const role = roleOf(element, raw);
    if (role === undefined || !/[1-9]/.test(raw)) continue;
    found.push({ element, raw, role, score: scoreOf(draft, element, raw, place), order: draft.order });
  }
  return withoutOuter(found);
}

/** Best first. When everything looks like a list price there is no sale, and the list price is the price. */
export function visiblePrices(scan: PageScan, heading: number): PriceCandidate[] {
  const found = collect(scan, heading);
  const best = found.toSorted((a, b) => b.score - a.score || a.order - b.order).slice(0, MAX_CANDIDATES);
  const noSale = !best.some((one) => (one.role === 'price' || one.role === 'from') && one.score > 0.3);
  return best.map((one) => ({
    raw: copyText(one.raw.slice(0, MAX_PRICE_CHARS)),
    role: noSale && one.role === 'list' && !isStruck(one.element) ? 'price' : one.role,
    source: 'visible',
    locator: locatorOf(one.element),
    confidence: Math.round(one.score * 100) / 100,
  }));
}

function isStruck(element: Element): boolean {
  return element.name === 'del' || element.name === 's' || element.name === 'strike';
}

function locatorOf(element: Element): string {
  const { id, class: className } = element.attribs;
  if (id !== undefined && id !== '') return copyText(`${element.name}#${id.slice(0, 60)}`);
  const first = className?.trim().split(/\s+/)[0];
  return copyText(
    first === undefined || first === '' ? element.name : `${element.name}.${first.slice(0, 60)}`,
  );
}
