// What servers write on a page about themselves and the visitor: "Generated in 0.12 seconds", "Your IP address is".
import type { WordLists } from '../word-lists.ts';

/** Before a duration: "Generated in 0.12 seconds". */
export const MADE_IN: WordLists = {
  en: 'generated|rendered|served|loaded|executed|processed|created|took|search took|query took|results? in|queries in',
  de: 'erstellt|geladen',
  fr: 'générée?',
};
export const SHORT_UNITS: WordLists = {
  signs: 'ms|µs',
  en: 's|secs?|seconds?|milliseconds?',
  de: 'sekunden',
  fr: 'secondes',
};

/** Before "IP". */
export const YOUR: WordLists = {
  en: 'your',
  de: 'ihre|deine',
  fr: 'votre|ton',
  es: 'su|tu',
  it: 'il tuo',
  nl: 'uw',
  'sv da nb': 'din',
  pl: 'twój',
  ru: 'ваш',
};
/** Behind "IP". */
export const ADDRESS: WordLists = { en: 'address', 'de fr': 'adresse', 'nl pl': 'adres', sv: 'adress' };
export const IS: WordLists = { en: ' is', de: ' ist| lautet', fr: ' est' };

/** Words beside a value that looks like noise but is not: the checksum of a file, the ISBN of a book. */
export const CHECKSUM: WordLists = {
  en: 'sha-?\\d|md5|checksum|digest|commit|hash|fingerprint|signature|version|isbn|serial',
  de: 'prüfsumme',
};
