// Words beside an amount that change its meaning: nothing to pay, without tax, a saving, an amount that an order must
// reach, or a price converted to another currency. Parts of patterns.
import type { WordLists } from './word-lists.ts';

/** In place of an amount, as a whole word. */
export const FREE: WordLists = {
  en: 'free|complimentary',
  'de it nl da sv': 'gratis',
  de: 'kostenlos|umsonst',
  fr: 'gratuite?',
  'es it pt': 'gratuito|gratuita',
  pt: 'grátis',
  ca: 'gratuït',
  ru: 'бесплатно',
  uk: 'безкоштовно',
  pl: 'za darmo|darmowy',
  'cs sk': 'zdarma|zadarmo',
  fi: 'ilmainen',
  tr: 'ücretsiz|bedava',
  hu: 'ingyenes',
  el: 'δωρεάν',
  vi: 'miễn phí',
  zh: '免费|免費',
  ja: '無料',
  ko: '무료',
  ar: 'مجاني|مجانا',
  he: 'חינם',
};

/** Before a tax: "excl. VAT". */
export const WITHOUT: WordLists = {
  signs: '\\+',
  en: 'excl?\\.?|excluding|without|plus|ex\\.?',
  de: 'ohne|zzgl\\.?',
  fr: 'hors|sans',
  'pl cs sk sl hr': 'bez|brez',
  'ru bg': 'без',
  'da nb': 'uden',
  sv: 'exkl\\.?',
  nl: 'exclusief',
  it: 'senza',
  es: 'sin',
  pt: 'sem',
};
export const TAX: WordLists = {
  en: 'vat|tax|gst',
  de: 'mwst|ust',
  'sl cs hr': 'ddv|dph|pdv',
  ru: 'ндс',
  nl: 'btw',
  'sv da nb': 'moms|mva',
  'es it pt': 'iva',
  fr: 'tva',
  hu: 'áfa',
  tr: 'kdv',
};
/** Words that mean "without tax" by themselves, as whole words. */
export const NET: WordLists = {
  fr: 'HT',
  'de it pl': 'netto',
  en: 'net price|nett',
  ja: '税抜き?(?:価格)?|税別(?:価格)?|本体価格',
  zh: '未稅(?:價)?|不含税',
  ko: '부가세 ?별도',
};

/** Before or within the text of an amount that is taken off or given back. */
export const SAVING: WordLists = {
  en: String.raw`\bsav(?:e|ing)|you save|\boff\b|discount|rebate|voucher|coupon|gift card|cashback|\bpoints`,
  'de sv da nb': String.raw`rabatt|\bspar(?:en|st|\b)`,
  fr: 'économ',
  es: 'ahorr',
  zh: '現省|立省|折價|折价|満額|滿額|滿\\$|积分|積分',
  ja: '点=|點=|ポイント|還元',
  ko: '적립|포인트',
  ru: 'бонус|кешб[эе]к',
  tr: 'puan',
};

/** Before an amount that is given back with the bottle or the rented thing. */
export const DEPOSIT: WordLists = {
  en: 'deposit',
  de: 'pfand|kaution',
  nl: 'statiegeld|waarborgsom',
  fr: 'consigne|dépôt de garantie',
  es: 'fianza|depósito de garantía',
  it: 'cauzione',
  pt: 'caução|depósito de garantia',
  pl: 'kaucj',
  'cs sk': 'vratn[áéý] záloh|záloha za|vratný obal',
  ru: 'залог(?:овая|\\s)',
  fi: 'pantti',
  'sv da nb': '(?:\\+|inkl?\\.?|exkl\\.?|ekskl?\\.?|plus) ?pant|pant ?:',
  hu: 'betétdíj|kaució',
  et: 'pandi(?:ta|ga)|taararaha',
  lt: 'užstat',
  lv: 'depozīt',
  tr: 'depozito',
  zh: '押金',
  ja: 'デポジット',
};

/** Before an amount that an order must reach. */
export const THRESHOLD: WordLists = {
  en: String.raw`when you (?:mix|buy|order)|if you buy|min(?:imum|\.)? ?(?:order|spend|purchase)|(?:orders?|spend) (?:over|above|of)`,
  de: 'mindestbestell|bei abnahme von|(?:ab|über) (?:einem|einer) ',
  'fr es pt it pl': String.raw`(?:commande|pedido|ordine|zamówieni\w+) min`,
  fr: 'à partir d.achat',
  'zh ja': String.raw`[滿满]\s?(?:NT)?\$?\s?\d|以上免|免[運运]`,
};

/** Before a price converted to the visitor's currency, which stands beside the real price. */
export const CONVERTED: WordLists = {
  signs: '≈',
  en: 'approx(?:imately|\\.)?',
  de: 'umgerechnet',
  fr: 'environ',
};

/** Beside a price that only members of a club or holders of a card pay. */
export const MEMBERS: WordLists = {
  en: String.raw`\bmembers?\b|loyalty|\b(?:family|insiders?|vip|prime) price|\bclub(?:card)?\b|with (?:an? |your |my )?(?:\w+ )?card\b|card ?holders?`,
  de: 'mitglied|famil(?:y|ien)[- ]?preis|clubpreis|club-preis|kartenpreis|mit (?:\\p{L}+)?karte|treuepreis',
  fr: String.raw`\bmembres?\b|adhérent|carte (?:de )?fidélité|prix club`,
  es: String.raw`\bsocios?\b|miembros|precio club|con (?:la )?tarjeta`,
  pt: String.raw`\bsócios?\b|associados|preço clube`,
  it: String.raw`\bsoci\b|prezzo club|con (?:la )?carta`,
  nl: 'ledenprijs|voor leden|clubprijs',
  'sv nb da': 'medlem|klubbpris',
  fi: 'jäsen',
  pl: 'klubow|z kartą',
  ru: 'по карте|клубн',
  'ja zh': '会員|會員|会员',
  ko: '회원|멤버십',
};

/** Beside a price for one way of paying, lower than what everybody else pays. */
export const PAID_SO: WordLists = {
  pt: String.raw`\b(?:no|com|via|pelo) (?:pix|boleto)\b|pagando (?:no|com)`,
  es: 'por transferencia|con transferencia',
  'pl cs': 'przy przedpłacie|při platbě předem',
  de: 'bei vorkasse|mit vorkasse',
};

/** Of an amount that only who orders again and again pays: "Subscribe & save". */
export const SUBSCRIPTION: WordLists = {
  en: String.raw`subscribe (?:&|and|\+) save|\bsubscribe\b|\bsubscription|auto-?ship|auto-?delivery|deliver(?:y|ed) every`,
  de: 'im (?:spar-?)?abo|abonnement|abo-?preis|spar-?abo|regelmäßige lieferung',
  fr: String.raw`s['’]abonner|abonnement|abonnez`,
  es: 'suscr[ií]|suscripción',
  pt: 'assinatura|assine|subscrição',
  it: 'abbonamento|abbonati|iscriviti e risparmia',
  nl: 'abonnement|herhaalbestelling',
  'sv nb da': 'prenumer|abonnement|abonnér',
  pl: 'subskrypcj',
  ja: '定期購入|定期おトク|定期便',
  zh: '订阅|定期购',
  ko: '정기구독|정기배송',
};

/** Between the lower and the upper end of a range: "12 to 45 €". */
export const TO: WordLists = {
  en: String.raw`\bto`,
  de: String.raw`\bbis`,
  fr: String.raw`\bà`,
  'es it': String.raw`\ba`,
  ru: 'до',
};
