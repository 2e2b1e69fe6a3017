// Values behind a stock label that are no stock phrase: "Lagerbestand: 12 Stück", "In stock: yes".
import type { WordLists } from './word-lists.ts';

/** Before a number of pieces. */
export const MORE_THAN: WordLists = {
  signs: '>|ca\\.?',
  en: 'more than',
  de: 'über',
  fr: 'plus de',
  es: 'más de',
};
/** Behind a number of pieces. */
export const PIECES: WordLists = {
  en: 'pcs?|pieces|units?|items?',
  de: 'stk|stück',
  'sv nl': 'st',
  pl: 'szt',
  cs: 'ks',
  hu: 'db',
  ro: 'buc',
  ru: 'шт',
  tr: 'adet',
  'zh ja': '個|件',
  ko: '개',
};

export const YES: WordLists = {
  signs: '○|◎|✓|✔',
  en: 'yes',
  'de nl sv da nb': 'ja',
  fr: 'oui',
  'es it': 's[ií]',
  pt: 'sim',
  pl: 'tak',
  'cs sk': 'ano|áno',
  'hr sr sl ro': 'da',
  'ru bg': 'да',
  uk: 'є',
  ru: 'есть',
  fi: 'kyllä',
  tr: 'evet',
  ja: 'あり',
};
export const NO: WordLists = {
  signs: '×|✗|✘',
  en: 'no|none',
  de: 'nein',
  fr: 'non',
  'sv da nb': 'nej',
  pl: 'nie',
  ru: 'нет',
  uk: 'ні',
  fi: 'ei',
  ro: 'nu',
  tr: 'hayır',
  ja: 'なし',
};
