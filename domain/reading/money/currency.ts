// Finds the currency of a price text: first beside the number, then elsewhere in the text, then in hints.
import {
  canBegin,
  canEnd,
  commonMeaning,
  isWordlike,
  MAX_SPELLING_LENGTH,
  type Spelling,
  spellingOf,
} from './currency-lookup.ts';
import { findNumbers } from './number-text.ts';

export interface FoundCurrency {
  readonly raw: string;
  readonly codes: readonly string[];
  readonly usual: string | null;
  readonly strong: boolean;
}

export interface CurrencyContext {
  readonly lang?: string | undefined;
  readonly host?: string | undefined;
}

const LETTER = /\p{L}/u;
const UNSPACED = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const GAP_AFTER = /^[\s*:'"()[\]–—−\-.,=/\\|_]*/;
const GAP_BEFORE = /[\s*:'"()[\]–—−\-.,=~≈+|_/]*$/;

function accept(spelling: Spelling, slice: string, alone: () => boolean): FoundCurrency | null {
  if (isWordlike(slice.toUpperCase()) && slice !== slice.toUpperCase()) return null;
  // One Latin letter ("P 100") means a currency only if the text has no other letter.
  if (slice.length === 1 && /[A-Za-z]/.test(slice) && !alone()) return null;
  return { raw: slice, codes: spelling.codes, usual: spelling.usual, strong: spelling.strong };
}

function longestAt(text: string, from: number, alone: () => boolean): FoundCurrency | null {
  if (!canBegin(text[from])) return null;
  for (let size = Math.min(MAX_SPELLING_LENGTH, text.length - from); size > 0; size -= 1) {
    const last = text[from + size - 1] ?? '';
    const next = text[from + size] ?? '';
    if (LETTER.test(next) && LETTER.test(last) && !UNSPACED.test(last)) continue;
    const slice = text.slice(from, from + size);
    const spelling = spellingOf(slice);
    if (spelling === undefined) continue;
    const found = accept(spelling, slice, alone);
    if (found !== null) return found;
  }
  return null;
}

function longestBefore(text: string, to: number, alone: () => boolean): FoundCurrency | null {
  if (!canEnd(text[to - 1])) return null;
  for (let size = Math.min(MAX_SPELLING_LENGTH, to); size > 0; size -= 1) {
    const first = text[to - size] ?? '';
    const previous = text[to - size - 1] ?? '';
    if (LETTER.test(previous) && LETTER.test(first) && !UNSPACED.test(first)) continue;
    const slice = text.slice(to - size, to);
    const spelling = spellingOf(slice);
    if (spelling === undefined) continue;
    const found = accept(spelling, slice, alone);
    if (found !== null) return found;
  }
  return null;
}

export interface BesideNumber {
  readonly before: FoundCurrency | null;
  readonly after: FoundCurrency | null;
}

/**
 * "Size 42 €89,95", "Pack of 6 £ 12.99": a sign between two numbers belongs to the second, unless cents
 * follow. With a space on both sides that is certain only if words come before and only the second number has
 * decimals.
 */
function isOfNext(rest: string, gap: number, found: FoundCurrency, hasWords: boolean): boolean {
  if (gap === 0) return false;
  const tail = rest.slice(gap + found.raw.length);
  if (tail.includes(found.raw)) return false;
  if (/^\d/.test(tail)) return !(found.raw === '€' && /^\d\d(?![\d.,])/.test(tail));
  return hasWords && /^ \d[\d.,]*[.,]\d\d(?!\d)/.test(tail);
}

/** The currencies written directly before and after the number at [start, end). */
export function currencyBeside(text: string, start: number, end: number): BesideNumber {
  const alone = (): boolean => text.replace(/[^\p{L}]/gu, '').length === 1;
  const gapBefore = GAP_BEFORE.exec(text.slice(Math.max(0, start - 12), start))?.[0].length ?? 0;
  const rest = text.slice(end, end + MAX_SPELLING_LENGTH + 16);
  const gapAfter = GAP_AFTER.exec(rest)?.[0].length ?? 0;
  // A spelling may contain punctuation ("Rs.", ".د.ب", "/="), so first only white space is skipped.
  const space = text[start - 1] === ' ' ? 1 : 0;
  const before = longestBefore(text, start - space, alone) ?? longestBefore(text, start - gapBefore, alone);
  const spaceAfter = rest.startsWith(' ') ? 1 : 0;
  const near = longestAt(rest, spaceAfter, alone);
  const after = near ?? longestAt(rest, gapAfter, alone);
  if (before !== null || after === null) return { before, after };
  const isWhole = !/[.,]/.test(text.slice(start, end));
  const hasWords = isWhole && /[\p{L})]/u.test(text.slice(0, start));
  const gap = near === null ? gapAfter : spaceAfter;
  return { before, after: isOfNext(rest, gap, after, hasWords) ? null : after };
}

/** "$ 12 CAD", "CA$ 12 CAD": the code decides between the meanings of the sign. */
export function reconcile({ before, after }: BesideNumber): FoundCurrency | null {
  if (before === null || after === null) return before ?? after;
  const common = before.codes.filter((code) => after.codes.includes(code));
  const narrower = before.codes.length <= after.codes.length ? before : after;
  if (common.length > 0) return { ...narrower, strong: before.strong || after.strong };
  if (before.strong === after.strong) return before;
  return before.strong ? before : after;
}

function never(): boolean {
  return false;
}

/** The first strong spelling anywhere in the text; null if there is none. */
export function currencyAnywhere(text: string): FoundCurrency | null {
  const short = text.length > 400 ? text.slice(0, 400) : text;
  for (let i = 0; i < short.length; i += 1) {
    const c = short[i] ?? '';
    if (c === ' ' || (LETTER.test(c) && LETTER.test(short[i - 1] ?? '') && !UNSPACED.test(c))) continue;
    const found = longestAt(short, i, never);
    if (found?.strong && !isPlainWord(found)) return found;
  }
  return null;
}

/** Away from a number, a code counts only in upper case and if it is not an ordinary word. */
function isPlainWord(found: FoundCurrency): boolean {
  if (!/^[A-Za-z]{3}$/.test(found.raw))
    return /^(real|sol|won|sum|som|man|den|din|lek|pounds|quid)$/i.test(found.raw);
  return found.raw !== found.raw.toUpperCase() || isWordlike(found.raw);
}

/** The currency a hint names: an ISO code, a sign, or some text that stood near the price. */
export function currencyOfHint(hint: string): FoundCurrency | null {
  const text = hint.trim();
  if (text === '') return null;
  const whole = spellingOf(text);
  if (whole !== undefined) return { ...whole, raw: text };
  for (const token of findNumbers(text, 3)) {
    const beside = reconcile(currencyBeside(text, token.start, token.end));
    if (beside !== null) return beside;
  }
  return currencyAnywhere(text);
}

const COUNTRY_CURRENCY = new Map(
  (
    'us:USD ca:CAD au:AUD nz:NZD sg:SGD hk:HKD tw:TWD mx:MXN ar:ARS cl:CLP co:COP uy:UYU se:SEK no:NOK dk:DKK ' +
    'is:ISK in:INR pk:PKR lk:LKR np:NPR mu:MUR jp:JPY cn:CNY uk:GBP gb:GBP eg:EGP by:BYN ru:RUB md:MDL ro:RON ' +
    'ch:CHF li:CHF cz:CZK pl:PLN hu:HUF bg:BGN ua:UAH tr:TRY br:BRL pe:PEN ke:KES tz:TZS ug:UGX ng:NGN gh:GHS ' +
    'za:ZAR ae:AED sa:SAR kw:KWD qa:QAR bh:BHD om:OMR jo:JOD iq:IQD ir:IRR il:ILS dz:DZD tn:TND ma:MAD ly:LYD ' +
    'kr:KRW kp:KPW vn:VND th:THB id:IDR my:MYR ph:PHP kz:KZT uz:UZS kg:KGS tj:TJS az:AZN am:AMD ge:GEL rs:RSD ' +
    'mk:MKD ba:BAM al:ALL do:DOP jm:JMD tt:TTD cr:CRC gt:GTQ hn:HNL ni:NIO pa:PAB bo:BOB py:PYG ve:VES bb:BBD ' +
    'de:EUR at:EUR fr:EUR es:EUR it:EUR nl:EUR be:EUR ie:EUR pt:EUR fi:EUR gr:EUR sk:EUR si:EUR ee:EUR lv:EUR ' +
    'lt:EUR hr:EUR mt:EUR cy:EUR lu:EUR bn:BND bz:BZD fj:FJD na:NAD sy:SYP ye:YER sd:SDG mm:MMK zm:ZMW mw:MWK mn:MNT'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);
/** Languages that are mostly spoken in one country, or in countries of one currency. */
const LANGUAGE_COUNTRY = new Map(
  (
    'sv:se nb:no nn:no no:no da:dk is:is ja:jp zh:cn hi:in si:lk ne:np ur:pk be:by ru:ru ro:ro he:il iw:il fa:ir ' +
    'pl:pl cs:cz hu:hu tr:tr ko:kr vi:vn th:th id:id uk:ua ka:ge hy:am az:az sq:al mk:mk kk:kz ky:kg uz:uz mn:mn ' +
    'ms:my fi:fi et:ee lv:lv lt:lt sk:sk sl:si el:gr hr:hr'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** The currency of the page's country, by its host ("shop.ch") or its language tag ("de-CH"). */
export function currencyOfPlace({ lang, host }: CurrencyContext): string | null {
  const domain = host?.slice(host.lastIndexOf('.') + 1).toLowerCase();
  const byHost = domain === undefined || domain === 'co' ? undefined : COUNTRY_CURRENCY.get(domain);
  if (byHost !== undefined) return byHost;
  const [language = '', ...parts] = (lang ?? '').toLowerCase().split(/[-_]/);
  const region = parts.find((part) => part.length === 2);
  if (region !== undefined) return COUNTRY_CURRENCY.get(region) ?? null;
  const country = parts.includes('hant') ? 'tw' : LANGUAGE_COUNTRY.get(language);
  return country === undefined ? null : (COUNTRY_CURRENCY.get(country) ?? null);
}

/** One ISO code for what was found, or null when the page does not decide between several. */
export function resolveCurrency(found: FoundCurrency, context: CurrencyContext): string | null {
  if (found.codes.length <= 1) return found.codes[0] ?? null;
  const place = currencyOfPlace(context);
  if (place !== null && found.codes.includes(place)) return place;
  if (found.usual !== null) return found.usual;
  const english = context.lang === undefined || /^en$/i.test(context.lang) || context.lang === '';
  if (found.raw === '$' && context.host !== undefined && place === null && english) return 'USD';
  return null;
}

/** The code that a spelling of several currencies means most often, for a text without a page; null: none is common. */
export function commonCurrency(raw: string): string | null {
  return commonMeaning(raw) ?? null;
}

/** Whether two spellings may mean one currency: "€" and "EUR", or "$" and "CAD". */
export function meansSameCurrency(a: string, b: string): boolean {
  const codes = spellingOf(a)?.codes ?? [a];
  return a === b || (spellingOf(b)?.codes ?? [b]).some((code) => codes.includes(code));
}
