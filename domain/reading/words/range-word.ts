// Words of a price range: "from 5 to 9 EUR", "zwischen 20 und 30 €". The lower amount is the price.
import type { WordLists } from './word-lists.ts';

/** Between the two amounts. */
export const RANGE_MIDDLE: WordLists = {
  en: 'to|and|through',
  de: 'bis|und',
  nl: 'tot|en',
  fr: 'à|et',
  'es pt': 'a|hasta|y|e|até',
  it: 'a|e',
  'pl cs': 'do|a',
  'ru bg': 'до',
  uk: 'до|і',
  sv: 'till|och',
  'da nb': 'til|og',
  ro: 'până la|la|și',
  tr: 'ile',
};

/** Before the lower amount, besides the words of a "from" price. */
export const RANGE_START: WordLists = {
  en: 'between|estimate|price range',
  de: 'von|zwischen|preisspanne',
  nl: 'van|tussen',
  fr: 'de|entre',
  'es pt': 'de|entre',
  it: 'tra|fra',
  pl: 'między|pomiędzy',
  cs: 'mezi',
  ru: 'между',
  uk: 'від|між',
  sv: 'mellan',
  'da nb': 'mellem|mellom',
  ro: 'între|de la',
};

/** Labels of an amount. */
export const PRICE_LABEL: WordLists = {
  en: 'price|our price|cost',
  de: 'preis',
  nl: 'prijs',
  fr: 'prix',
  es: 'precio',
  pt: 'preço',
  it: 'prezzo',
  'pl cs sk': 'cena',
  'ru uk bg': 'цена|ціна',
  'sv da nb': 'pris',
  ro: 'preț',
  hu: 'ár',
  tr: 'fiyat',
};
