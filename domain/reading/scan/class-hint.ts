// What class and id words hint at, as a bit mask. Answers are remembered: a site's pages repeat the same words.
import { copyText } from '../html/copy-text.ts';
import { type AdSign, adSignOf } from './ad-places.ts';
import { isConsentVendor } from './consent-vendor.ts';
import { type Region, regionOfWords } from './page-region.ts';

export const CLASS_HINT = {
  price: 1,
  byline: 2,
  date: 4,
  stock: 8,
  captcha: 16,
  cart: 32,
  number: 64,
  brand: 128,
  button: 256,
} as const;

const PRICE_WORDS = /pri[cs]e|prix|preis|precio|prezzo|preco|amount|cena\b/;
const PRICE_NOT = /price-?(?:range|filter|list|slider|alert|match|guide)|free|sort|prise-?de/;
const BYLINE_WORDS = /byline|author|writer|dateline|contributor|posted-?by|autor/;
const DATE_WORDS = /date|time|publish|posted|meta/;
const STOCK_WORDS = /stock|availab|inventory|sold-?out|delivery-?status/;
const CART_WORDS =
  /add[-_]?to[-_]?(?:cart|bag|basket)|(?:btn|button)[-_]?(?:cart|buy|basket)|buy[-_]?(?:now|btn|button)|(?:cart|basket)[-_]?(?:btn|button|add)/;
const BUTTON_WORDS = /(?:^|[\s_-])(?:btn|button)(?:$|[\s_-])|(?:^|[\s_-])buy(?:but|$|[\s_-])/;
const NUMBER_WORDS =
  /(?:^|[\s_-])(?:sku|(?:element|product|item|goods)[-_]article|(?:product|article|artikel|item|catalog|cat|style|model|prod)[-_]?(?:code|number|num|nr|no|ref|reference|id|sku))(?:$|[\s_-])/;
const BRAND_WORDS =
  /(?:^|[\s_-])(?:brand|vendor|manufacturer|hersteller|marke|marque|fabricant|fabrikant|producent|product--supplier|bylineinfo)(?:$|[\s_-](?:name|link|title|text|value|container)?)/;
const CAPTCHA_WORDS = /captcha|turnstile|cf-chl/;
const MAX_CHARS = 300;

export interface ClassHints {
  readonly hints: number;
  readonly region: Region | undefined;
  readonly ad: AdSign | undefined;
  /** It is a dialog of a vendor of consent. */
  readonly isConsent: boolean;
}

const NOTHING: ClassHints = { hints: 0, region: undefined, ad: undefined, isConsent: false };

function hintsOf(words: string): number {
  let hints = 0;
  if (PRICE_WORDS.test(words) && !PRICE_NOT.test(words)) hints |= CLASS_HINT.price;
  if (BYLINE_WORDS.test(words)) hints |= CLASS_HINT.byline;
  if (DATE_WORDS.test(words)) hints |= CLASS_HINT.date;
  if (STOCK_WORDS.test(words)) hints |= CLASS_HINT.stock;
  if (CAPTCHA_WORDS.test(words)) hints |= CLASS_HINT.captcha;
  if (CART_WORDS.test(words)) hints |= CLASS_HINT.cart;
  if (NUMBER_WORDS.test(words)) hints |= CLASS_HINT.number;
  if (BRAND_WORDS.test(words)) hints |= CLASS_HINT.brand;
  if (BUTTON_WORDS.test(words)) hints |= CLASS_HINT.button;
  return hints;
}

/** Answers for words already seen, kept from page to page. */
const KNOWN = new Map<string, ClassHints>();
const MAX_KNOWN = 5_000;

/** What an element's words (class, id and test name, in lower case) hint at. */
export function classHints(words: string): ClassHints {
  if (words === '' || words.length > MAX_CHARS) return NOTHING;
  const known = KNOWN.get(words);
  if (known !== undefined) return known;
  const isConsent = isConsentVendor(words);
  const region = isConsent ? 'consent' : regionOfWords(words);
  const facts = { hints: hintsOf(words), region, ad: adSignOf(words), isConsent };
  if (KNOWN.size >= MAX_KNOWN) KNOWN.clear();
  KNOWN.set(copyText(words), facts);
  return facts;
}
