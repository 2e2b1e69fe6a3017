// Words of a time that runs out: "Ends in 2 h", "noch 3 Tage", "Order within 5 hrs", "3 days left".
import type { WordLists } from '../word-lists.ts';

/** Before the time that is left. */
export const ENDS: WordLists = {
  en: 'ends?|ending|expires?|starts?|closes?|offer ends|sale ends|time left|time remaining|remaining time',
  de: 'endet|noch',
  fr: 'expire|se termine',
  'es pt it': 'termina',
  ru: 'заканчивается',
};
/** Between: "ends in". */
export const ENDS_IN: WordLists = { 'en it': 'in', fr: 'dans', es: 'en', ru: 'через', 'it hr': 'tra' };

/** "Order within", with a word between: "bestellen Sie innerhalb". */
export const ORDER: WordLists = {
  en: 'order|buy|book|purchase',
  de: 'bestelle[nr]?|bestellen sie',
  fr: 'commandez',
  es: 'pide',
  it: 'ordina',
  nl: 'bestel',
};
export const WITHIN: WordLists = {
  en: 'within|in the next',
  de: 'innerhalb(?: von| der nächsten)?',
  fr: 'dans les',
  es: 'antes de',
  it: 'entro',
  nl: 'binnen',
};

export const LEFT_BEFORE: WordLists = {
  de: 'noch|nur noch',
  fr: 'plus que|il reste',
  es: 'quedan|faltan',
  it: 'mancano',
  nl: 'nog',
  pt: 'faltam|restam',
  pl: 'pozostało',
  ru: 'осталось',
  uk: 'залишилось',
  'cs sk': 'zbývá',
};
export const LEFT_AFTER: WordLists = {
  en: 'left|to go|remaining',
  de: 'verbleibend',
  fr: 'restants?',
  'es pt': 'restantes',
  it: 'rimanenti',
  nl: 'resterend',
  sv: 'kvar',
  da: 'tilbage',
  nb: 'igjen',
};
