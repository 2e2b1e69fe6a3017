// Words before a former price or before the price that the maker recommends: "was", "UVP", "au lieu de".
import type { WordLists } from './word-lists.ts';

/** Words that count wherever they stand before the amount. */
export const FORMER_PRICE: WordLists = {
  en: 'was|rrp|r\\.r\\.p|msrp|srp|list price|recommended (?:retail )?price|suggested (?:retail )?price|regular price|reg\\.?|retail price|original price|instead of|old price|previous price|typical price|compare at|lowest price in (?:the )?last 30 days',
  de: 'uvp|statt|bisher|vorher(?:iger preis)?|ursprünglich(?:er preis)?|früher|ehemaliger preis|listenpreis|katalogpreis|streichpreis|(?:unverb(?:indliche|\\.)?\\s?)?preisempf(?:ehlung|\\.)|empf(?:ohlener|\\.)\\s?(?:vk|verkaufspreis)',
  fr: 'prix conseillé|prix (?:de vente|public) conseillé|prix public|au lieu de|ancien prix|prix barré|prix d.origine|prix initial|prix habituel',
  es: 'antes|precio anterior|precio original|precio de lista|precio habitual|pvpr?|precio (?:de venta )?recomendado',
  it: 'prezzo consigliato|prezzo di listino|prezzo precedente|prezzo originale|invece di|anziché',
  nl: 'adviesprijs|catalogusprijs|oude prijs|vorige prijs|originele prijs|van',
  'cs sk':
    'běžná cena|předchozí cena|predchádzajúca cena|původní cena|pôvodná cena|bežná cena|doporučená cena|odporúčaná cena',
  pl: 'cena regularna|cena katalogowa|cena sugerowana|poprzednia cena|najniższa cena|stara cena',
  ru: 'старая цена|цена без скидки|рекоменд(?:уемая|ованная) цена|ррц',
  uk: 'стара ціна|рекомендована ціна',
  'sv da nb':
    'ordinarie pris|før|førpris|ord\\.? pris|tidligere pris|tidigare pris|normalpris|rek(?:ommenderat|\\.)?\\s?pris|cirkapris|vej(?:l\\.|ledende)\\s?(?:udsalgs)?pris|vei(?:l\\.|ledende)\\s?(?:utsalgs)?pris',
  fi: 'ovh|alkuperäinen hinta|suositushinta|normaalihinta|aiempi hinta',
  hu: 'eredeti ár|régi ár|korábbi ár|ajánlott (?:fogyasztói )?ár',
  tr: 'liste fiyatı|eski fiyatı?|tavsiye edilen (?:satış )?fiyatı?',
  ro: 'prp|preț recomandat|preț vechi|preț inițial',
  el: 'αρχική τιμή|προτεινόμενη τιμή|παλιά τιμή',
  vi: 'giá gốc|giá niêm yết|giá cũ',
  pt: 'de:|preço anterior|preço antigo|preço recomendado|preço de tabela|preço original',
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
  hr: 'redovna cijena|stara cijena',
  bg: 'стара цена|редовна цена',
};

/** Before the lowest price of the last weeks, which the law wants named beside a reduced one. */
export const LOWEST_BEFORE: WordLists = {
  en: 'lowest (?:recent )?price.{0,40}',
  de: '(?:letzter )?niedrigster (?:preis|gesamtpreis).{0,40}|30-tage-(?:best|tiefst?)preis.{0,20}',
  fr: 'prix le plus bas.{0,40}',
  es: 'precio más bajo.{0,40}|precio mínimo.{0,40}',
  it: 'prezzo più basso.{0,40}',
  nl: 'laagste prijs.{0,40}',
  pt: 'preço mais baixo.{0,40}|preço mínimo.{0,40}',
  'sv da nb': '(?:lägsta|laveste) pris.{0,40}',
  fi: 'alin hinta.{0,40}',
  'cs sk': '(?:nejnižší|najnižšia) cena.{0,40}',
  hu: 'legalacsonyabb ár.{0,40}|legkisebb ár.{0,40}',
  ro: 'cel mai mic preț.{0,40}',
  'hr sl': '(?:najniža cijena|najnižja cena).{0,40}',
  el: 'χαμηλότερη τιμή.{0,40}',
  bg: 'най-ниска цена.{0,40}',
};
