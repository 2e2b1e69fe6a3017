// What the words around an amount say about it: the price, a crossed-out price, a unit price, shipping, an instalment.
import type { PriceRole } from '../page/parsed-page.ts';

export type TextRole = Exclude<PriceRole, 'unknown'>;

const W = '(?<![\\p{L}])';
const E = '(?![\\p{L}])';
const words = (list: string): RegExp => new RegExp(`${W}(?:${list})${E}`, 'iu');

const LIST = words(
  'was|rrp|r\\.r\\.p|msrp|list price|regular price|reg\\.?|retail price|original price|instead of|old price|compare at|' +
    'uvp|statt|bisher|vorher|früher|ehemaliger preis|listenpreis|unverbindliche preisempfehlung|prix conseillé|au lieu de|' +
    'ancien prix|prix barré|antes|precio anterior|pvpr?|precio recomendado|prezzo consigliato|prezzo di listino|invece di|' +
    'adviesprijs|van|běžná cena|původní cena|doporučená cena|cena regularna|najniższa cena|stara cena|старая цена|ordinarie pris|' +
    'før|førpris|ord\\.? pris|tidligere pris|normalpris|de:|定价|原价|定価|メーカー希望小売価格',
);
const SHIPPING = words(
  'shipping|delivery|postage|p&p|versand|versandkosten|lieferung|livraison|frais de port|env[ií]o|gastos de env[ií]o|spedizione|' +
    'verzending|verzendkosten|bezorging|frete|entrega|doprava|doručení|dostawa|доставка|frakt|fragt|toimitus|kargo|送料|运费|szállítás',
);
const INSTALMENT_BEFORE = new RegExp(
  `(?<![\\d.,])\\d{1,2}\\s?(?:x|×|rat(?:en|y|e)?|cuotas?|mensualit[ée]s|payments|instalments|installments|parcelas|kk)(?![\\p{L}\\d])\\s*(?:de|of|à|zu je|von|di)?\\s*[^\\p{L}\\d]{0,4}(?:\\p{Lu}{1,3}\\p{Sc}?)?\\s*$`,
  'iu',
);
const INSTALMENT_AFTER =
  /^[^\d]{0,8}?\s*(?:\/|per|pro|par|al|por|mtl|im|a)?\s*(?:mo\.?|month|months|mtl\.?|monat|monatlich|mois|mes|mese|maand|måned|månad|mån|měsíc|miesiąc|miesięcznie|мес|ay)(?![\p{L}])/iu;
const UNIT_AFTER =
  /^[^\d\p{L}]{0,6}(?:\p{L}{1,4}\.?|\p{Sc})?\s*(?:\/|per|pro|je|par|por|al|za|за|à|,-\/)\s*\(?(?:\d+(?:[.,]\d+)?\s?)?(?:kg|g|gr|kilo\p{L}*|mg|l|ml|cl|dl|liter|litre|litro|ltr|oz|lb|lbs|fl\.? ?oz|m|m²|m2|m³|qm|cm|mm|sq\.?\s?ft|sqft|sq\.? ?m|ft|yd|stk|stück|stuk|st|unit|unité|pièce|piece|pc|each|100|count|ct|night|nacht|nuit|person|wash|dose|tab|台|個|kw|kwh)(?![\p{L}])/iu;
const FROM = words(
  'from|starting at|as low as|starts at|ab|vanaf|da|a partire da|à partir de|à partir|a partir de|a partir|dès|desde|od|от|från|fra|alkaen|' +
    'starting from|już od|min\\.?|-tól|-től',
);
const FREE = words(
  'free|gratis|kostenlos|umsonst|gratuite?|gratuito|gratuita|grátis|бесплатно|безкоштовно|za darmo|darmowy|zdarma|zadarmo|ilmainen|ücretsiz|' +
    'bedava|ingyenes|gratuït|δωρεάν|miễn phí|免费|免費|無料|무료|مجاني|مجانا|חינם|complimentary',
);

const NET =
  /(?:excl?\.?|excluding|without|ohne|zzgl\.?|plus|hors|sans|bez|brez|без|uden|ex\.?|exkl\.?|exclusief|senza|sin|sem|\+)\s*(?:of\s)?(?:vat|tax|mwst|ust|ddv|dph|pdv|ндс|btw|moms|mva|iva|tva|gst|áfa|kdv)(?![\p{L}])|(?<![\p{L}])(?:HT|netto|net price|nett)(?![\p{L}])/iu;

/** A price before tax, shown beside the one that is paid. */
export function isNetText(text: string): boolean {
  return NET.test(text);
}

/** A text without any number that says the thing costs nothing. */
export function isFreeText(text: string): boolean {
  if (text.length > 60) return false;
  return FREE.test(text) && !/[\p{L}]-free(?![\p{L}])|free of|freedom|feel free/iu.test(text);
}

const WORDS = /[\p{L}/]/u;

/** Role of the amount at [start, end) by the words of its own text. */
export function roleOfText(text: string, start: number, end: number): TextRole {
  const before = text.slice(Math.max(0, start - 48), start);
  const after = text.slice(end, end + 32);
  // Nothing but signs around it: the usual case.
  if (!WORDS.test(before) && !WORDS.test(after)) return 'price';
  if (INSTALMENT_BEFORE.test(before) || INSTALMENT_AFTER.test(after)) return 'instalment';
  if (UNIT_AFTER.test(after)) return 'unit';
  if (LIST.test(before)) return 'list';
  if (SHIPPING.test(before) || /^[^\d]{0,12}(?:shipping|delivery|versand|livraison|frakt)/iu.test(after)) {
    return /(?:free|incl|inkl|plus|zzgl|excl)/iu.test(after) ? 'price' : 'shipping';
  }
  return FROM.test(before) ? 'from' : 'price';
}
