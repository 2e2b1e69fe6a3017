// The role of an amount by the words around it: price, crossed-out price, unit price, shipping, instalment.
import type { PriceRole } from '../page/parsed-page.ts';
import { FORMER_PRICE } from '../words/former-price.ts';
import { FROM_PRICE } from '../words/from-price.ts';
import { INSTALMENT_AFTER, INSTALMENT_BEFORE } from '../words/instalment.ts';
import { FREE, NET, TAX, WITHOUT } from '../words/price-note.ts';
import { SHIPPING } from '../words/shipping.ts';
import { UNIT_PRICE } from '../words/unit.ts';
import { anyOf } from '../words/word-lists.ts';

export type TextRole = Exclude<PriceRole, 'unknown'>;

const W = '(?<![\\p{L}])';
const E = '(?![\\p{L}])';
function words(list: string): RegExp {
  return new RegExp(`${W}(?:${list})${E}`, 'iu');
}

const LIST = words(anyOf(FORMER_PRICE));
const SHIPPING_WORDS = new RegExp(anyOf(SHIPPING), 'iu');
const SHIPPING_AFTER = new RegExp(`^[^\\d]{0,12}(?:${anyOf(SHIPPING)})`, 'iu');
const UNIT_AFTER = new RegExp(`^[^\\d\\p{L}]{0,6}(?:\\p{L}{1,4}\\.?|\\p{Sc})?\\s*(?:,-)?${UNIT_PRICE}`, 'iu');
const FROM = words(anyOf(FROM_PRICE));
const FREE_WORDS = words(anyOf(FREE));

const NET_WORDS = new RegExp(
  String.raw`(?:${anyOf(WITHOUT)})\s*(?:of\s)?(?:${anyOf(TAX)})(?![\p{L}])|${W}(?:${anyOf(NET)})${E}`,
  'iu',
);

/** "zzgl. MwSt.", "excl. VAT": a net price, shown beside the price that is paid. */
export function isNetText(text: string): boolean {
  return NET_WORDS.test(text);
}

/** "Free", "gratis": a text without a number that says the product costs nothing. */
export function isFreeText(text: string): boolean {
  if (text.length > 60) return false;
  return FREE_WORDS.test(text) && !/[\p{L}]-free(?![\p{L}])|free of|freedom|feel free/iu.test(text);
}

const WORDS = /[\p{L}/]/u;

/** Role of the amount at [start, end) by the words of its own text. */
export function roleOfText(text: string, start: number, end: number): TextRole {
  const before = text.slice(Math.max(0, start - 48), start);
  const after = text.slice(end, end + 32);
  // No words on either side, only signs: the usual case.
  if (!WORDS.test(before) && !WORDS.test(after)) return 'price';
  if (INSTALMENT_BEFORE.test(before) || INSTALMENT_AFTER.test(after)) return 'instalment';
  if (UNIT_AFTER.test(after)) return 'unit';
  if (LIST.test(before)) return 'list';
  if (SHIPPING_WORDS.test(before) || SHIPPING_AFTER.test(after)) {
    return /(?:free|incl|inkl|plus|zzgl|excl)/iu.test(after) ? 'price' : 'shipping';
  }
  return FROM.test(before) ? 'from' : 'price';
}
