// Words for a price that is paid in parts: how many parts, who lends, and "a month".
import { anyOf, type WordLists } from './word-lists.ts';

/** Behind a small number: "12 x", "24 rates". */
const PARTS: WordLists = {
  signs: 'x|×',
  en: 'payments|instal?lments|instalments',
  'de it pl': 'rat(?:en|y|e)?',
  es: 'cuotas?',
  fr: 'mensualit[ée]s',
  pt: 'parcelas',
  fi: 'kk',
};

/** Words for instalments that need no number, from their beginnings on: a "crate" is no "Rate". */
const NAMES: WordLists = {
  lenders: 'klarna|afterpay|clearpay|affirm|zip pay',
  en: 'payments of|instal?ments? of|monthly|financ',
  de: 'monatlich|(?:monats|finanzierungs|teilzahlungs|kredit)?rate(?:n|nzahlung)?',
  es: 'mensualidad|cuotas?',
  pt: 'parcelas?',
  pl: 'rat',
  ru: 'рассрочк\\p{L}*|в кредит',
};

const OF = 'ab|from|de|of|à|von|zu je|di|od|от|:';

/** Words for a month, behind "per" or "/", or alone. */
const MONTH: WordLists = {
  en: 'mo\\.?|month\\p{L}*',
  de: 'mtl\\.?|monat\\p{L}*',
  fr: 'mois',
  es: 'mes',
  it: 'mese',
  nl: 'maand\\p{L}*',
  'sv da nb': 'måned\\p{L}*|månad\\p{L}*|mån',
  'cs sk': 'měsí[cč]\\p{L}*',
  pl: 'miesi\\p{L}*',
  ru: 'мес\\p{L}*',
  tr: 'ay',
};

const WITHOUT_INTEREST = 'interest[- ]free|instal?ment|sem juros|sin interés|sans frais|in \\d+ raten';

/** The end of the text before the amount of an instalment: "12 x", "Klarna: 3 payments of €". */
export const INSTALMENT_BEFORE = new RegExp(
  `(?:(?<!\\p{L})(?:${anyOf(NAMES)})|(?<![\\d.,])\\d{1,2}\\s?(?:${anyOf(PARTS)})(?![\\p{L}\\d]))\\s*(?:${OF})*\\s*[^\\p{L}\\d]{0,4}(?:\\p{Lu}{1,3}\\p{Sc}?)?\\s*$`,
  'iu',
);

/** The text behind the amount of an instalment: "/mo", "a month", "x 12, interest-free". */
export const INSTALMENT_AFTER = new RegExp(
  `^[^\\d]{0,8}?\\s*(?:\\/|per|pro|par|al|por|mtl|im|a)?\\s*(?:${anyOf(MONTH)})(?![\\p{L}])|^.{0,24}(?:${WITHOUT_INTEREST})`,
  'iu',
);
