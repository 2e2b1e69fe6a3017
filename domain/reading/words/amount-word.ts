// Words behind a number that belong to the amount: millions, cents, percent.
import type { WordLists } from './word-lists.ts';

export interface Magnitude {
  readonly words: WordLists;
  /** Pattern of what must not follow the word. */
  readonly not: string;
  /** How many places the point moves. */
  readonly places: number;
}

const LETTER = '[\\p{L}]';

export const MAGNITUDES: readonly Magnitude[] = [
  { places: 4, not: '', words: { zh: '万|萬', ko: '만' } },
  { places: 8, not: '', words: { zh: '億|亿', ko: '억' } },
  {
    places: 6,
    not: LETTER,
    words: {
      en: 'million|millions',
      nl: 'miljoen',
      pt: 'milhões|milhão',
      de: 'mio\\.?|millionen',
      es: 'millones',
      it: 'milioni',
      ru: 'млн\\.?',
      vi: 'triệu',
      'pl nl': 'mln',
    },
  },
  {
    places: 9,
    not: '[\\p{L}\\p{Sc}]',
    words: {
      en: 'billion|bn',
      nl: 'miljard',
      fr: 'milliards?',
      it: 'miliardi',
      de: 'mrd\\.?|milliarden',
      ru: 'млрд\\.?',
      vi: 'tỷ',
    },
  },
  { places: 5, not: LETTER, words: { hi: 'lakhs?|lacs?' } },
  { places: 7, not: LETTER, words: { hi: 'crores?|cr\\.?' } },
  { places: 3, not: LETTER, words: { ru: 'тыс\\.?', en: 'thousand', pl: 'tys\\.?', cs: 'tis\\.?' } },
];

/** Words for a hundredth of a currency: "1000 руб. 50 коп.". */
export const SUBUNITS: WordLists = {
  ru: 'коп|к\\.',
  bg: 'ст',
  pl: 'gr\\b|groszy',
  en: 'cents?\\b|ct\\b|c\\b|p\\b',
  ro: 'bani',
  'da nb': 'øre',
  sv: 'öre',
  cs: 'hal',
  fr: 'centimes?',
  es: 'céntimos?',
  pt: 'cêntimos?|centavos?',
  it: 'centesimi',
};

/** Between the currency and its hundredths: "12 euros et 50 centimes". */
export const SUBUNIT_JOINS: WordLists = {
  en: 'and',
  de: 'und',
  fr: 'et',
  es: 'y|con',
  'pt it': 'e',
  ru: 'и',
  pl: 'i',
};

/** Currencies whose shops draw the cents smaller, before the sign: "12 99 €". */
export const CENTS_BEFORE = '€|zł';

export const PERCENT: WordLists = { signs: '%|٪', en: 'percent', de: 'prozent', nl: 'procent' };
