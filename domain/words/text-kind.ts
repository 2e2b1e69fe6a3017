// What kind of text a block is: a price, a word about stock, a number. Such texts are never taken for noise.
import { CURRENCY_CODE, CURRENCY_PROSE, CURRENCY_SIGN, CURRENCY_WORD } from './currency-pattern.ts';

const SIGN = CURRENCY_SIGN;
const CODE = CURRENCY_CODE;
const NAME = `(?:${CURRENCY_PROSE}|cents?)`;
/** Before a number; "Fr. 27.11." is a Friday too. */
const NAME_BEFORE = `(?!Fr)${CURRENCY_WORD}`;
const SPACE = '[\\s\\u00a0]?';
const PRICE = new RegExp(
  `${SIGN}\\s?[\\d.]|\\d${SPACE}${SIGN}|(?<![A-Za-z])${CODE}${SPACE}\\d|\\d${SPACE}${CODE}(?![A-Za-z])|\\d${SPACE}${NAME}(?![\\p{L}])|(?<![\\p{L}])${CURRENCY_WORD}${SPACE}\\d|\\d,(?:-|–)`,
  'u',
);
const PRICE_TOKENS = new RegExp(
  `${SIGN}\\s?[\\d.,' \\u00a0]*\\d|(?<![\\d.,'])\\d[\\d.,'\\u00a0 ]*(?:${SIGN}|${CODE}(?![A-Za-z])|${NAME}(?![\\p{L}]))|(?<![\\p{L}])(?:${CODE}|${NAME_BEFORE})${SPACE}\\d[\\d.,']*`,
  'gu',
);
const STOCK_WORDS =
  'in stock|out of stock|sold out|back in stock|low stock|stock|available|unavailable|availability|back ?order(?:ed)?|pre-?order|discontinued|left|remaining|' +
  'auf lager|nicht lieferbar|lieferbar|ausverkauft|verfügbar|vorrätig|vergriffen|vorbestell\\p{L}*|en stock|épuisé|rupture|indisponible|disponible|agotado|sin stock|' +
  'esaurito|disponibile|non disponibile|op voorraad|uitverkocht|i lager|slut i lager|slutsåld|på lager|udsolgt|utsolgt|skladem|vyprodáno|dostępny|niedostępny|brak w magazynie|' +
  'в наличии|нет в наличии|распродано|esgotado|indisponível|disponível|varastossa|loppu|stokta|tükendi|készleten|在庫|品切れ|売り切れ|缺货|有货|售罄|add to cart|notify me';
const STOCK = new RegExp(`(?<![\\p{L}])(?:${STOCK_WORDS})(?![\\p{L}])`, 'iu');
const STOCK_TOKENS = new RegExp(
  `(?:(?:only|nur|noch)\\s+)?(?:\\d+\\s*\\+?\\s*)?(?<![\\p{L}])(?:${STOCK_WORDS})(?![\\p{L}])(?:\\s*[:(]?\\s*\\d+(?![\\d:]|\\s?[hmsd](?![\\p{L}])))?`,
  'giu',
);

/** Texts longer than this are prose; only their beginning is looked at. */
const LOOK = 2000;

const DIGIT = /\d/;

export function isPriceLike(text: string): boolean {
  return DIGIT.test(text) && PRICE.test(text.length > LOOK ? text.slice(0, LOOK) : text);
}

export function isStockLike(text: string): boolean {
  return text.length <= 120 && STOCK.test(text);
}

/** A text that says little by itself: a price, a number, a stock word, a short button. */
export function isAttribute(text: string): boolean {
  if (text.length > 60) return false;
  return isPriceLike(text) || isStockLike(text) || !/\p{L}{3}/u.test(text);
}

/** The prices written in a text, as written. */
export function pricesOf(text: string): string[] {
  const short = text.length > LOOK ? text.slice(0, LOOK) : text;
  return DIGIT.test(short) && PRICE.test(short)
    ? (short.match(PRICE_TOKENS) ?? []).map((price) => price.trim())
    : [];
}

/** What a short price text names beside its prices: "Green lamp € 12" → "Green lamp"; '' when nothing. */
export function nameBeside(text: string): string {
  if (text.length > 200 || !isPriceLike(text)) return '';
  const name = text.replace(PRICE_TOKENS, ' ').replace(/\s+/g, ' ').trim();
  return /\p{L}{3}/u.test(name) && !isStockLike(name) ? name : '';
}

/** The prices and stock statements of a text, in order; equal lists mean no fact of that kind moved. */
export function factsOf(text: string): string {
  const short = text.length > LOOK ? text.slice(0, LOOK) : text;
  const prices = pricesOf(short);
  const stock = STOCK.test(short) ? (short.match(STOCK_TOKENS) ?? []) : [];
  if (prices.length === 0 && stock.length === 0) return '';
  return [...prices, ...stock].map((part) => part.replace(/\s/g, '').toLowerCase()).join('|');
}

const CURRENCIES = new RegExp(
  `${SIGN}|(?<![A-Za-z])${CODE}(?![A-Za-z])|(?<=\\d${SPACE})${CURRENCY_WORD}(?![\\p{L}])`,
  'u',
);

/** The currency sign or code of a price-like text, or '' where it has none. */
export function currencySign(text: string): string {
  if (text.length > 80 || !isPriceLike(text)) return '';
  return (CURRENCIES.exec(text)?.[0] ?? '').replace(/\.$/, '');
}
