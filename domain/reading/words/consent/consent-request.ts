// Words that ask for consent to cookies: in a banner that comes and goes beside a page's own text, and on a page that
// only asks. The two have lists of their own. A banner is short and needs both its subject and a verb of asking. For a
// whole page one sentence is enough, because hardly any other page says it.
import { anyOf, type WordLists } from '../word-lists.ts';

/** What a banner is about. */
export const CONSENT_SUBJECTS: WordLists = {
  en: '(?<![a-z])cookies?(?![a-z])|consent|gdpr|privacy (?:preferences|settings|choices)',
  de: 'dsgvo|datenschutzeinstellungen|einwilligung',
  pl: 'pliki? cookie',
  ja: 'クッキー',
  ko: '쿠키',
};

/** Buttons that say by themselves what they are for. */
export const CONSENT_BUTTONS: WordLists = {
  en: '(?:yes, )?(?:i )?(?:accept|allow|reject|decline|refuse) (?:all|cookies|all cookies|optional cookies)',
  'de nl': '(?:alle|alles) (?:cookies )?(?:akzeptieren|ablehnen|accepteren|weigeren)',
  fr: 'tout (?:accepter|refuser)',
  es: '(?:aceptar|rechazar) tod[oa]s?(?: las cookies)?',
  it: '(?:accetta|rifiuta) tutt[oi]',
  pt: 'aceitar tod[oa]s',
  sv: 'acceptera alla|godkänn alla',
  da: 'accepter alle',
  nb: 'godta alle',
  fi: 'hyväksy kaikki',
  pl: 'akceptuj(?:ę)? wszystkie',
  'cs sk': 'přijmout vše',
  ru: 'принять вс[её]',
};

/** Words that ask for consent. They tell a banner from a text about baking or an article on privacy. */
export const CONSENT_VERBS: WordLists = {
  en: String.raw`we use|we and our|uses? cookies|using cookies|this (?:site|website)|\baccept (?:all|cookies)|\breject|\bagree\b|your (?:choices|consent|privacy)|settings|preferences|policy|manage|consent`,
  de: 'akzeptier|ablehnen|verwende[nt]|nutzen|benutzt|einstellungen',
  fr: 'utilis|accepter|refuser',
  es: 'aceptar',
  'it pt es': 'utilizz?a|accett',
  nl: 'gebruik',
  pl: 'używa|wykorzystuj',
  sv: 'använder',
  da: 'bruger',
  nb: 'bruker',
  fi: 'käyttää',
  'cs sk': 'používá|používa',
  ro: 'folosim|folosește',
  hu: 'használ',
  'hr sr': 'koristi',
  ru: 'использу',
  bg: 'използва',
  uk: 'використову',
  tr: 'kullan',
  id: 'menggunakan',
  vi: 'sử dụng',
  el: 'χρησιμοποι',
  'ja zh': '使用|利用',
  ko: '사용',
};

/** Before what is used, in banners and on pages: "nous utilisons des", "wij gebruiken". */
export const WE_USE: WordLists = {
  fr: 'nous utilisons',
  nl: 'wij gebruiken|we gebruiken',
  it: 'utilizziamo|usiamo',
  'es pt': 'utilizamos|usamos',
  sv: 'vi använder',
  nb: 'vi bruker',
  da: 'vi bruger',
  fi: 'käytämme',
  pl: 'używamy',
  'cs sk': 'používáme',
  hu: 'sütiket használ',
  ru: 'мы используем',
};
const ARTICLES: WordLists = { fr: 'des ', it: 'i ', pt: 'os |as ' };
const COOKIES: WordLists = {
  en: 'cookies?|cookie',
  fi: 'evästeitä',
  pl: 'plików cookie',
  ru: 'файлы cookie',
};

/** Sentences of pages that ask before they show anything. */
export const CONSENT_SENTENCES: WordLists = {
  en: '(?:we (?:and our partners )?(?:use|value)|this (?:web)?site uses) (?:cookies|your privacy)|before you continue|your privacy (?:choices|is important)|accept (?:all )?cookies|cookies? consent',
  de: 'wir verwenden cookies|cookies? akzeptieren|(?:akzeptieren|zustimmen|einverstanden) und weiter|zustimmen und weiter|bevor sie fortfahren',
  'de nl fr': '(?:alle|alles|tout) (?:cookies )?(?:akzeptieren|accepteren|accepter)',
  fr: 'continuer sans accepter|accepter et (?:continuer|fermer)|avant de continuer',
  es: 'rechazar y (?:suscribirse|pagar)|aceptar y continuar|antes de continuar',
  it: 'accetta e continua|prima di continuare',
  nl: 'voordat (?:je|u) verder ?gaat',
  ja: 'クッキーを使用',
};

/** Titles and headings of pages that only ask for consent to cookies. */
export const CONSENT_HEADS: WordLists = {
  en: '^before you (?:continue|go)|family of brands|^(?:we value|your) (?:your )?privacy$',
  'en de': '^cookie[- ]?(?:einstellungen|settings|preferences|consent|hinweis)$',
  de: String.raw`^bevor (?:sie|du) (?:zu \S+ )?(?:fortfahren|weiter)|^mit werbung (?:weiterlesen|nutzen)|^(?:ihre|deine) privatsphäre|(?:marken)?familie von marken`,
  fr: "^avant (?:de continuer|d['’]accéder)|^votre choix|^(?:gérer|gestion des) cookies",
  es: '^antes de continuar|^tu privacidad|^su privacidad',
  it: '^prima di continuare|^la tua privacy',
  nl: '^voordat (?:je|u) |^je privacy',
};

/** Titles and headings of pages that ask for the visitor's age. */
export const AGE_QUESTIONS: WordLists = {
  en: 'are you (?:of legal (?:drinking )?age|(?:over|at least) (?:18|21))|(?:verify|confirm) your age|age verification|you must be (?:at least )?(?:18|21)',
  de: 'bist du (?:schon |über )?18|sind sie (?:schon |über )?18',
  fr: 'avez-vous (?:plus de )?18 ans',
  es: '¿eres mayor de edad',
  it: 'hai (?:più di )?18 anni',
  ru: 'вам (?:уже )?(?:есть|исполнилось) 18',
};

export const CONSENT_SUBJECT = new RegExp(anyOf(CONSENT_SUBJECTS), 'iu');
export const CONSENT_BUTTON = new RegExp(String.raw`^(?:${anyOf(CONSENT_BUTTONS)})\.?$`, 'iu');
export const CONSENT_ASKING = new RegExp(anyOf(CONSENT_VERBS, WE_USE), 'iu');
const USES_COOKIES = `(?:${anyOf(WE_USE)}) (?:${anyOf(ARTICLES)})?(?:${anyOf(COOKIES)})`;
export const CONSENT_TEXT = new RegExp(`${anyOf(CONSENT_SENTENCES)}|${USES_COOKIES}`, 'i');
export const CONSENT_HEAD = new RegExp(anyOf(CONSENT_HEADS, AGE_QUESTIONS), 'i');
