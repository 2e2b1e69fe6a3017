// Words for what delivery costs, as parts of patterns; they may begin or end a longer word, as in "Versandkosten".
import type { WordLists } from './word-lists.ts';

export const SHIPPING: WordLists = {
  en: 'shipping|delivery|postage|p&p|freight',
  de: 'versand|lieferung',
  fr: 'livraison|frais de port',
  es: 'env[ií]o',
  it: 'spedizione',
  nl: 'verzend|bezorg',
  pt: '(?<!\\p{L})frete|entrega',
  'cs sk': 'doprav|doručení',
  pl: 'dostaw',
  ru: 'доставк',
  'sv nb': 'frakt',
  // Not the end of German "gefragt", which means "asked".
  da: '(?<!\\p{L})fragt',
  fi: 'toimitus',
  tr: 'kargo',
  hu: 'szállítás',
  ja: '送料',
  zh: '运费|運費',
  ko: '배송비|운송',
  he: 'משלוח',
  vi: 'vận chuyển',
  ar: 'الشحن|التوصيل',
};
