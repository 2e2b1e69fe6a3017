// Words before a former price or before the price that the maker recommends: "was", "UVP", "au lieu de".
import type { WordLists } from './word-lists.ts';

/** Words that count wherever they stand before the amount. */
export const FORMER_PRICE: WordLists = {
  en: 'was|rrp|r\\.r\\.p|msrp|list price|regular price|reg\\.?|retail price|original price|instead of|old price|previous price|typical price|compare at|lowest price in (?:the )?last 30 days',
  de: 'uvp|statt|bisher|vorher|früher|ehemaliger preis|listenpreis|unverbindliche preisempfehlung',
  fr: 'prix conseillé|au lieu de|ancien prix|prix barré',
  es: 'antes|precio anterior|pvpr?|precio recomendado',
  it: 'prezzo consigliato|prezzo di listino|prezzo precedente|invece di',
  nl: 'adviesprijs|van',
  'cs sk': 'běžná cena|původní cena|doporučená cena',
  pl: 'cena regularna|najniższa cena|stara cena',
  ru: 'старая цена|цена без скидки',
  'sv da nb': 'ordinarie pris|før|førpris|ord\\.? pris|tidligere pris|normalpris',
  pt: 'de:',
  ja: '定価|メーカー希望小売価格|希望小売価格|通常価格',
  zh: '定价|定價|原价|原價|市价|市價|參考價|建議售價',
  ko: '정가',
};

/** Words that count only right before the amount: "order before 12:00 for 5 €" speaks of no former price. */
export const FORMER_PRICE_NEXT_TO_IT: WordLists = {
  en: 'originally|original price was|regular|before',
  fr: 'avant',
  'sv da nb': 'ord\\.?',
  pl: 'najniższa cena.{0,30}',
};
