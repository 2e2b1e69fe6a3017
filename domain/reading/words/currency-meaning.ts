// Which currency a spelling of several currencies means, as data: per code the spellings, separated by `|`.

/** Spellings of several currencies that mean this one, unless the page speaks for another. */
export const USUAL_CURRENCY: Readonly<Record<string, string>> = {
  AED: 'درهم',
  CHF: 'franc|francs',
  CRC: '₡',
  EGP: 'جنيه',
  KRW: '₩',
  LRD: 'LD',
  LVL: 'Ls',
  MXN: 'MN',
  CNY: '元',
  PHP: '₱',
  RON: 'lei|Lei|LEI|leu',
  RUB: 'руб.|руб|рублей|рубля|рубль|р.|р|Р|Р.',
  SAR: 'ريال',
  SLE: 'Le',
  TRY: 'ليرة',
  USD: 'دولار',
};

/**
 * What a spelling of several currencies means most often, for a text of which no page is known: "$10" alone. On a page,
 * its language and host decide, or the spelling stays open.
 */
export const COMMON_CURRENCY: Readonly<Record<string, string>> = {
  AED: 'Dhs',
  ANG: 'ƒ',
  AZN: 'man.',
  BOB: 'Bs|Bs.',
  BSD: 'B$',
  BYN: 'Br',
  CAD: 'C$',
  CNY: '￥',
  GMD: 'D',
  HNL: 'L',
  HTG: 'G',
  INR: 'Rs|Rs.|RS.|Rs/-|₨|रु|रु.',
  IRR: '﷼',
  JPY: '¥',
  KES: 'Sh|/=',
  KGS: 'сом|с',
  KWD: 'دينار',
  KZT: 'T',
  MAD: 'DH|dh',
  NPR: 'रू',
  PGK: 'K',
  PHP: 'P',
  RSD: 'dinar',
  SAR: 'SR',
  SEK: 'kr|kr.|Kr|Kr.|KR|krona',
  SYP: 'LS',
  TOP: 'T$',
  USD: '$|U$|¢',
  UZS: 'som',
  XAF: 'FCFA|Fcfa|fcfa|CFAF',
  XOF: 'CFA|F CFA|F.CFA|Frs CFA',
};
