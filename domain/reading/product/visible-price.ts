// Prices as a reader sees them: elements that hold one amount, what role their surroundings give them, and how
// likely they are the price of the page's own product.
import { type ChildNode, type Element, Text } from 'domhandler';
import { parseMoney } from '../money/money.ts';
import { copyText } from '../html/copy-text.ts';
import { isElement } from '../html/html-tree.ts';
import { isRecordGroup } from '../scan/page-record.ts';
import { type Region, wordsOf } from '../scan/page-region.ts';
import type { HeadingDraft, PageScan, PriceDraft, RepeatedGroup } from '../scan/page-scan.ts';
import type { PriceCandidate, PriceRole, VariantPrices } from '../page/parsed-page.ts';
import { namesCurrency } from '../scan/price-text.ts';
import { type PricePlace, MAX_PRICE_CHARS, numbersIn, pricePlace } from './price-place.ts';
import { mayBeTwoPricesOfOne } from './price-pair.ts';
import { relatedFrom } from '../scan/related-heading.ts';
import { type RowPrice, chosenOfVariants, rowPrices, shownVariants } from './variant/variant-price.ts';
import { isStruck, visibleRole } from './visible-role.ts';

const MAX_CANDIDATES = 16;
/** At most this many prices of listed products are looked at, to know that there are some. */
const MAX_RECORDS = 6;

/** Highest score of a price in the card of another product: too low to give the page a price. */
const CARD = 0.4;

interface Visible extends PricePlace {
  readonly role: PriceRole;
  /** A former price only by a word ("regular") that shops also give the price itself. */
  readonly isWeakList: boolean;
  readonly isMember: boolean;
  readonly isRangeEnd: boolean;
  readonly netText: string | undefined;
  readonly amount: number;
  readonly isOfRecord: boolean;
  readonly score: number;
  readonly order: number;
}

interface Place {
  readonly heading: number;
  readonly cart: number;
  readonly region: Region;
  readonly inRecords: (order: number) => boolean;
  /** Whether a place belongs to other products: in records with pictures or headings, or below "Related products". */
  readonly inCards: (order: number) => boolean;
}

function holds({ orderStart, orderEnd }: RepeatedGroup, order: number): boolean {
  return order >= orderStart && order <= orderEnd;
}

function placeOf(scan: PageScan, heading: HeadingDraft | undefined): Place {
  const from = heading?.order ?? 0;
  const related = relatedFrom(scan, heading);
  const cart = scan.actions.find((action) => action.order > from);
  const groups = scan.groups.filter(
    (group) => isRecordGroup(group) && group.prices >= 3 && group.prices * 2 > group.items,
  );
  const cards = groups.filter(
    (group) => !holds(group, from) && Math.max(group.images, group.headings) * 2 > group.items,
  );
  return {
    heading: from,
    cart: cart?.order ?? -1,
    region: heading?.region ?? 'main',
    inRecords: (order) => groups.some((group) => holds(group, order)),
    inCards: (order) => order > related || cards.some((group) => holds(group, order)),
  };
}

/** Scores from 0.05 to 0.77. Above 0.5 they grow more slowly, so that good places still differ below the limit. */
function squeezed(score: number): number {
  return Math.max(0.05, score <= 0.5 ? score : Math.min(0.77, 0.5 + (score - 0.5) * 0.55));
}

function scoreOf(draft: PriceDraft, element: Element, raw: string, place: Place): number {
  const { order, region } = draft;
  let score = 0.3;
  if (region !== 'main' && region !== place.region) score -= 0.3;
  if (place.inRecords(order)) score -= 0.25;
  const words = `${wordsOf(element)} ${isElement(element.parent) ? wordsOf(element.parent) : ''}`;
  if (/pri[cs]e|prix|preis|precio|prezzo|amount/.test(words)) score += 0.15;
  if (/product|pdp|detail|main|sale|special|current|final/.test(words)) score += 0.05;
  if (namesCurrency(raw)) score += 0.08;
  // Some shops set the price above the name; there the distance counts five times.
  const distance = order >= place.heading ? order - place.heading : (place.heading - order) * 5;
  if (place.heading > 0) score += 0.2 * Math.max(0, 1 - distance / 300);
  if (place.cart > 0) score += 0.15 * Math.max(0, 1 - Math.abs(order - place.cart) / 80);
  if (raw.length <= 14) score += 0.05;
  if (numbersIn(raw) > 1) score -= 0.2;
  if (element.name === 'option') score -= 0.1;
  return place.inCards(order) ? Math.min(CARD, squeezed(score)) : squeezed(score);
}

/**
 * Drops elements around other prices: they repeat the price inside, or hold several prices that are found one by one.
 * The price inside takes the better score.
 */
function withoutOuter(found: readonly Visible[]): Visible[] {
  const amounts = new Map<Element, Set<number>>();
  for (const { element, amount } of found) {
    let up = element.parent;
    for (let steps = 0; isElement(up) && steps < 4; steps++) {
      const inside = amounts.get(up);
      if (inside === undefined) amounts.set(up, new Set([amount]));
      else inside.add(amount);
      up = up.parent;
    }
  }
  const repeats = ({ element, node, amount }: Visible): boolean =>
    !(node instanceof Text) && amounts.get(element)?.has(amount) === true;
  const outer = found.filter(repeats);
  return found
    .filter((one) => !repeats(one) && (numbersIn(one.raw) < 2 || !amounts.has(one.element)))
    .map((one) => withScore(one, Math.max(one.score, ...outer.filter(holding(one)).map(scoreIn))));
}

function withScore(one: Visible, score: number): Visible {
  return score === one.score ? one : { ...one, score };
}

function scoreIn({ score }: Visible): number {
  return score;
}

function holding(inner: Visible) {
  return (outer: Visible): boolean =>
    outer.amount === inner.amount && numbersIn(outer.raw) < 2 && isWithin(inner.element, outer.element);
}

function isWithin(element: Element, outer: Element): boolean {
  let up: Element['parent'] = element;
  for (let steps = 0; up !== null && steps < 5; steps++) {
    if (up === outer) return true;
    up = up.parent;
  }
  return false;
}

/** Whether a price stands in a later row of a table (per quantity, per size); the first row is for a single piece. */
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
    const isOfRecord = place.inRecords(draft.order);
    if (isOfRecord && records >= MAX_RECORDS) continue;
    const priced = pricePlace(draft);
    if (priced === undefined || seen.has(priced.node)) continue;
    const { element, raw } = priced;
    seen.add(priced.node);
    if (isOfRecord) records++;
    const said = visibleRole(priced);
    if (said === undefined || !/[1-9]/.test(raw)) continue;
    const later = said.role === 'price' && isLaterRow(element, firstRows) ? 0.15 : 0;
    const score = Math.max(0.05, scoreOf(draft, element, raw, place) - later);
    const amount = Number(parseMoney(raw).amount ?? 0);
    // Not by spreads: of two objects and more members, V8 takes 8 µs for each.
    found.push(
      Object.assign(said, { element, node: priced.node, raw, amount, isOfRecord, score, order: draft.order }),
    );
  }
  return withoutOuter(found);
}

/** At most this many elements stand between the former price and the price beside it. */
const BESIDE = 12;

function isBeside(a: Visible, b: Visible): boolean {
  return a !== b && a.isOfRecord === b.isOfRecord && Math.abs(a.order - b.order) <= BESIDE;
}

/** A price in a much worse place, such as the sum of the basket above the heading, is of something else. */
const AS_GOOD = 0.7;
/** Two prices this near have only a tag or two between them. */
const PAIRED = 3;

/** "€ 60 € 45" without a word: the higher is the former price if it is less than three times the lower. */
function isHigherOfPair(one: Visible, found: readonly Visible[]): boolean {
  const near = found.filter(
    (other) => isBeside(one, other) && other.role === 'price' && other.amount !== one.amount,
  );
  const [other] = near;
  if (other === undefined || near.some(({ amount }) => amount !== other.amount)) return false;
  const isPair = near.some(({ order }) => Math.abs(order - one.order) <= PAIRED);
  const isPlain = mayBeTwoPricesOfOne(one, other) && other.score >= one.score * AS_GOOD;
  return isPair && isPlain && other.amount > 0 && one.amount > other.amount && one.amount < other.amount * 3;
}

/**
 * An amount is a former price if the same amount beside it surely is one. A weak former price needs a lower price
 * beside it.
 */
function resolveRole(one: Visible, found: readonly Visible[]): Visible {
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

/** The upper end of a range is no price: a range asks its lower end. */
function isUpperEnd(one: Visible, found: readonly Visible[]): boolean {
  return (
    one.isRangeEnd &&
    found.some(
      (other) =>
        isBeside(one, other) && other.role === one.role && other.amount > 0 && other.amount < one.amount,
    )
  );
}

/** When everything looks like a list price there is no sale, and the lowest list price is the price. */
function isLowest(one: Visible, found: readonly Visible[]): boolean {
  return !found.some((other) => isBeside(one, other) && other.amount > 0 && other.amount < one.amount);
}

/** What members pay is the price only where nobody else may buy. */
function withoutMembers(found: readonly Visible[]): readonly Visible[] {
  const isOpen = ({ isMember, isOfRecord, role, score }: Visible): boolean =>
    !isMember && !isOfRecord && (role === 'price' || role === 'from') && score > CARD;
  return found.some(isOpen) ? found.filter(({ isMember }) => !isMember) : found;
}

export interface VisiblePrices {
  /** Best first. */
  readonly candidates: PriceCandidate[];
  readonly variants: VariantPrices | undefined;
}

/** Of this product: no cards of others. */
function ownSeries(series: readonly RowPrice<Visible>[][]): RowPrice<Visible>[][] {
  return series.filter((rows) => rows.every(({ one }) => !one.isOfRecord && one.score > CARD));
}

export function visiblePrices(scan: PageScan, heading: HeadingDraft | undefined): VisiblePrices {
  const collected = withoutMembers(collect(scan, heading));
  const found = collected
    .filter((one) => !isUpperEnd(one, collected))
    .map((one) => resolveRole(one, collected));
  const series = rowPrices(found, scan.counts.radios > 1);
  const best = chosenOfVariants(found, series)
    .toSorted((a, b) => b.score - a.score || a.order - b.order)
    .slice(0, MAX_CANDIDATES);
  const noSale = !best.some((one) => (one.role === 'price' || one.role === 'from') && one.score > 0.3);
  const candidates = best.map(
    (one): PriceCandidate => ({
      raw: copyText((one.netText ?? one.raw).slice(0, MAX_PRICE_CHARS)),
      role:
        noSale && one.role === 'list' && !isStruck(one.element) && isLowest(one, best) ? 'price' : one.role,
      source: 'visible',
      locator: locatorOf(one.element),
      confidence: Math.round(one.score * 1_000) / 1_000,
    }),
  );
  return { candidates, variants: shownVariants(ownSeries(series)) };
}

function locatorOf(element: Element): string {
  const { id, class: className } = element.attribs;
  if (id !== undefined && id !== '') return copyText(`${element.name}#${id.slice(0, 60)}`);
  const first = className?.trim().split(/\s+/)[0];
  return copyText(
    first === undefined || first === '' ? element.name : `${element.name}.${first.slice(0, 60)}`,
  );
}
