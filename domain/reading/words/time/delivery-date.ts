// Words before the day of a delivery: "FREE delivery Tue, Dec 1", "Lieferung bis". Words for the cost of delivery are
// in `shipping.ts`; those may begin or end a longer word, these are whole words.
import type { WordLists } from '../word-lists.ts';

export const DELIVERED_ON: WordLists = {
  en: 'deliver(?:y|ed|s)?|ships?|shipped|dispatch(?:ed|es)?|arriv(?:es|ing) (?:by|before|between|on)|get it|receive it',
  de: '(?:an)?lieferung|liefert?|lieferbar|zustellung|geliefert',
  fr: 'livraison|livré\\p{L}*|expédi\\p{L}*',
  'es pt': 'entrega',
  es: 'llega|recíbelo|envío',
  pt: 'recebe|chega',
  it: 'consegna|arriva|spedi\\p{L}*',
  nl: 'bezorg\\p{L}*|geleverd',
  'da nb': 'levering|leveres',
  sv: 'leverans|levereras',
  fi: 'toimitus',
  pl: 'dostaw\\p{L}*|wysyłk\\p{L}*',
  'cs sk': 'doručení|doručíme',
  tr: 'teslimat|kargo',
  ru: 'доставк\\p{L}*|доставим',
  ja: '配送|お届け',
  zh: '送达',
  ko: '배송',
};

/** Between the first and the last day of a delivery. */
export const TO_LAST_DAY: WordLists = {
  en: 'to|and',
  de: 'bis|und',
  fr: 'et|a',
  es: 'y',
  'it pt': 'e',
  nl: 'en',
};
