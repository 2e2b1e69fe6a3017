// Reads an amount of money from any text of a page, and turns it into integer minor units.
import { WebloomError } from '../../system/errors.ts';
import {
  currencyAnywhere,
  currencyBeside,
  currencyOfHint,
  type FoundCurrency,
  reconcile,
  resolveCurrency,
} from './currency.ts';
import { isWeightWord } from './currency-lookup.ts';
import {
  findNumbers,
  isDateLike,
  type NumberToken,
  normaliseNumberText,
  numberValue,
} from './number-text.ts';
import { centsBehind, isThousands, joinSplitCents, magnitude, shift } from './amount-suffix.ts';
import { exponentOf } from './exponent.ts';
import { isPriceRange } from './price-range.ts';
import type { Money } from './money-value.ts';
import { isFreeText, roleOfText, type TextRole } from './role.ts';
import { PERCENT } from '../words/amount-word.ts';
import { anyOf } from '../words/word-lists.ts';
import { given } from '../../system/given.ts';

export interface MoneyHints {
  /** ISO code, sign, or text that stood near the price. */
  readonly currency?: string | undefined;
  readonly decimalSeparator?: string | undefined;
  /** Language tag of the page. */
  readonly lang?: string | undefined;
  readonly host?: string | undefined;
}

export interface ParsedMoney {
  /** Plain decimal string, or null when the text names no amount. */
  readonly amount: string | null;
  readonly currencyIso?: string;
  /** As written on the page. */
  readonly currencyRaw?: string;
  readonly role?: TextRole;
}

/** Most characters read; a price label is shorter. */
const MAX_LENGTH = 1000;
/** A text without a number may still name a currency if it is at most this long. */
const MAX_LABEL = 24;
const MEASURE = /^\s?(ft|cm|mm|km|kg|mg|ml|oz|mhz|ghz|gb|mb|tb|mah|kw|kwh|px|dpi)\b/;
const SHARE = new RegExp(String.raw`^\s?(${anyOf(PERCENT)})`, 'i');

interface Reading {
  readonly token: NumberToken;
  readonly currency: FoundCurrency | null;
  /** 2: a currency stands beside the number, 1.5: a word that is a weight too, 1: plain, 0: glued to a word or a measure. */
  readonly rank: number;
  /** A "k" stands between the number and its currency. */
  readonly inThousands?: boolean;
}

function readToken(text: string, token: NumberToken): Reading | null {
  const after = text.slice(token.end, token.end + 24);
  if (SHARE.test(after) || isDateLike(text, token)) return null;
  const currency = reconcile(currencyBeside(text, token.start, token.end));
  if (currency !== null && isWeightWord(currency.raw)) return { token, currency, rank: 1.5 };
  if (currency?.strong) return { token, currency, rank: 2 };
  if (currency === null && isThousands(text, token)) {
    const behind = currencyBeside(text, token.start, token.end + 1).after;
    if (behind?.strong) return { token, currency: behind, rank: 2, inThousands: true };
  }
  if (currency === null && MEASURE.test(after)) return null;
  if (currency !== null) return { token, currency, rank: 2 };
  return { token, currency, rank: isGlued(text.slice(0, token.start), after) ? 0 : 1 };
}

/** "A4", "#12", "3 x", "20pcs". */
function isGlued(before: string, after: string): boolean {
  return /[\p{L}#]$/u.test(before) || /^(x\s?\d|x\s|×|[a-z]{3,})/i.test(after);
}

function better(text: string, best: Reading | null, next: Reading | null): Reading | null {
  if (next === null || best === null) return best ?? next;
  if (next.rank <= best.rank) return best;
  return best.currency === null && isPriceRange(text, best.token, next.token)
    ? { ...next, token: best.token }
    : next;
}

function pickReading(text: string): Reading | null {
  let best: Reading | null = null;
  for (const token of findNumbers(text)) {
    best = better(text, best, readToken(text, token));
    if (best?.rank === 2) break;
  }
  return best;
}

/** Marks that may stand before three decimals. Iraq has no coins any more; Tunisia writes a comma too. */
function thousandthsMark(iso: string | null): string {
  if (iso === null || iso === 'IQD' || exponentOf(iso) !== 3) return '';
  return iso === 'TND' ? '.,' : '.';
}

function amountOf(text: string, reading: Reading, currency: FoundCurrency | null, hints: MoneyHints): string {
  const iso = currency === null ? null : resolveCurrency(currency, hints);
  const amount = numberValue(reading.token, hints.decimalSeparator, thousandthsMark(iso));
  const cents = amount.includes('.') ? null : centsBehind(text, reading.token, reading.currency);
  if (cents !== null) return `${amount}.${cents}`;
  const places = reading.inThousands ? 3 : magnitude(text, reading.token, reading.currency);
  return places === 0 ? amount : shift(amount, places);
}

/** "лв" (two characters that are not Latin) and "Rs." (letters with a point) are currencies, not coincidence. */
function isSure(raw: string): boolean {
  return /^[^\p{Script=Latin}]{2}|^\p{L}{2,}\.$/u.test(raw);
}

/** The text's own currency wins, but a weak spelling ("Fr", "P") gives way to a strong hint. */
function chooseCurrency(
  text: string,
  reading: Reading | null,
  hint: string | undefined,
): FoundCurrency | null {
  const beside = reading?.currency ?? null;
  const hinted = hint === undefined ? null : currencyOfHint(normaliseNumberText(hint.slice(0, MAX_LENGTH)));
  if (beside !== null && (beside.strong || isSure(beside.raw))) return narrow(beside, hinted);
  const elsewhere = reading === null && text.length > MAX_LABEL ? null : currencyAnywhere(text);
  if (elsewhere !== null) return narrow(elsewhere, hinted);
  if (hinted?.strong) return beside !== null ? narrow(beside, hinted) : hinted;
  return beside ?? hinted;
}

/** "$" with the hint "CAD": the hint picks one meaning of an ambiguous sign. */
function narrow(found: FoundCurrency, hinted: FoundCurrency | null): FoundCurrency {
  if (hinted === null || found.codes.length === 1) return found;
  const codes = found.codes.filter((code) => hinted.codes.includes(code));
  const usual = hinted.codes.length === 1 ? (codes[0] ?? found.usual) : found.usual;
  return codes.length === 1 ? { ...found, codes, usual } : found;
}

function readableText(source: string): string {
  return joinSplitCents(normaliseNumberText(source.slice(0, MAX_LENGTH)).trim());
}

/** Reads the first amount of a text; decimal mark, grouping, script and currency are detected. */
export function parseMoney(source: string | null, hints: MoneyHints = {}): ParsedMoney {
  const text = readableText(source ?? '');
  const reading = pickReading(text);
  const currency = chooseCurrency(text, reading, hints.currency);
  const iso = currency === null ? null : resolveCurrency(currency, hints);
  const named = {
    ...given({ currencyIso: iso ?? undefined }),
    ...(currency === null ? {} : { currencyRaw: currency.raw }),
  };
  if (reading === null) {
    const free = isFreeText(text);
    if (!free) return { amount: null, ...named };
    return { amount: '0', ...named, role: roleOfText(text, text.length, text.length) };
  }
  const { token } = reading;
  const amount = amountOf(text, reading, currency, hints);
  return { amount, ...named, role: roleOfText(text, token.start, token.end) };
}

/** Every amount that stands beside a currency, in order: "144 990 тг. 131 990 тг." has two. */
export function parsePrices(source: string, hints: MoneyHints = {}): ParsedMoney[] {
  const text = readableText(source);
  const tokens = findNumbers(text, 8);
  if (tokens.length < 2) return [parseMoney(source, hints)];
  const found: ParsedMoney[] = [];
  let cents: string | null = null;
  for (const token of tokens) {
    const isRead: boolean = cents !== null && token.groups.join('') === cents;
    const reading: Reading | null = isRead ? null : readToken(text, token);
    cents = reading === null ? null : centsBehind(text, token, reading.currency);
    if (reading === null || reading.currency === null || reading.rank === 1.5) continue;
    const currency = chooseCurrency(text, reading, hints.currency);
    const iso = currency === null ? null : resolveCurrency(currency, hints);
    found.push({
      amount: amountOf(text, reading, currency, hints),
      ...given({ currencyIso: iso ?? undefined }),
      ...(currency === null ? {} : { currencyRaw: currency.raw }),
      role: roleOfText(text, token.start, token.end),
    });
  }
  return found.length === 0 ? [parseMoney(source, hints)] : found;
}

/**
 * Money in minor units, rounded half up to the currency's exponent. Throws if the amount is no safe integer.
 */
export function toMinor(amount: string, currency: string): Money {
  const match = /^(\d{1,15})(?:\.(\d+))?$/.exec(amount);
  const exponent = exponentOf(currency);
  const [, whole = '', part = ''] = match ?? [];
  const digits = Number(whole + part.padEnd(exponent, '0').slice(0, exponent));
  const minor = digits + (Number(part[exponent] ?? '0') >= 5 ? 1 : 0);
  if (match === null || !Number.isSafeInteger(minor)) {
    throw new WebloomError('validation', 'An amount of money is no plain decimal number in range', {
      facts: { length: amount.length, currency },
    });
  }
  return { minor, currency };
}

/** The amount as a plain decimal string with all its decimals: 1299 EUR → "12.99". */
export function toDecimal({ minor, currency }: Money): string {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const part = digits.slice(digits.length - exponent);
  return `${minor < 0 ? '-' : ''}${whole}${part === '' ? '' : `.${part}`}`;
}

const FORMATS = new Map<string, Intl.NumberFormat>();

/** For people: "€12.99" or "12,99 €", by language; a bare number when the currency is unknown. */
export function formatMoney(money: Money, lang = 'en'): string {
  const key = `${lang} ${money.currency}`;
  let format = FORMATS.get(key);
  if (format === undefined) {
    const digits = exponentOf(money.currency);
    const common = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    const style = { style: 'currency', currency: money.currency } as const;
    format = new Intl.NumberFormat(lang, money.currency === '' ? common : { ...common, ...style });
    if (FORMATS.size < 200) FORMATS.set(key, format);
  }
  return format.format(money.minor / 10 ** exponentOf(money.currency));
}
