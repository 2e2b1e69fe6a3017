// Words of the line that says who wrote a text: "By Ada Byron, staff writer", "Von Ada Byron", "作者：…".
import type { WordLists } from '../word-lists.ts';

/** Before the name: "von Ada Byron". */
export const BY: WordLists = {
  de: 'von',
  fr: 'par',
  'es pt': 'por',
  it: 'di',
  nl: 'door',
  'sv nb': 'av',
  da: 'af',
};
/** Before the English "by": "Written by". */
export const WRITTEN: WordLists = {
  en: '(?:medically |fact )?(?:written|posted|published|reported|compiled|edited|reviewed|checked)|words|story|text|guest post|opinion|analysis|commentary|column|interview',
};
/** Words of WRITTEN that begin a line which is only a byline: "Posted by Ada Byron". */
export const WRITTEN_IN_LINE: WordLists = { en: 'written |posted |words |story ' };

/** Words for an author. */
export const AUTHOR: WordLists = {
  en: 'author',
  'de es pl cs': 'autor(?:in|a)?',
  'fr nl': 'auteur',
  it: 'autore',
  ru: 'автор',
};
/** A word that is taken off in front of a name, but does not make a line a byline. */
export const AUTHOR_OF_NAME: WordLists = { de: 'redaktion' };

/** Words for a text, before a name in a line: "Tekst: Ada Byron". */
export const TEXT: WordLists = { 'en de': 'text', es: 'texto?', it: 'testo', 'pl nb da': 'tekst' };

/** Before a colon and the name; scripts without spaces need no space behind the colon. */
export const AUTHOR_LABELS: WordLists = {
  en: 'words|text|interview|author',
  'de es pl': 'autor(?:in|a)?',
  de: 'verfasst von|verfasser(?:in)?',
  fr: 'texte',
  'es pt': 'texto',
  it: 'testo',
  'pl nb da': 'tekst',
  ru: 'автор|текст',
  zh: '作者|记者|编辑|文',
  ja: '記者|責任編集|取材',
  ko: '글',
};
/** Words of AUTHOR_LABELS that need no colon. */
export const REPORTERS: WordLists = { zh: '记者', ja: '記者' };
/** Right before a name of two to four characters. */
export const CREDITS: WordLists = { zh: '记者|作者|撰文', ja: '記者|取材' };
/** Right behind a name. */
export const REPORTER_BEHIND: WordLists = { ko: '기자' };

/** In brackets behind a name: "Ada Byron (author)". */
export const AUTHOR_IN_BRACKETS: WordLists = {
  en: 'author|contributor|editor',
  'de es': 'autor',
  'fr nl': 'auteur',
};
/** Words before which a name ends: "Ada Byron Updated 3 March". */
export const BEHIND_NAME: WordLists = { en: 'share|follow|posted on|published|updated' };
/** A name also ends before a number with one of these words: "Ada Byron 3 comments". */
export const COUNTED_BEHIND_NAME: WordLists = { en: 'comments?|min|hours?|days?' };
/** A name also ends before one of these words with "by": "Ada Byron Photos by". */
export const PICTURES: WordLists = {
  en: 'photos?|photographs?|photography|pictures?|illustrations?|graphics?|video',
};

/** Professions behind a name: "Ada Byron, staff writer". At least two words of the name must be left. */
export const ROLES: WordLists = {
  en: 'editor(?:-in-chief)?|writer|reporter|correspondent|columnist|contributor|journalist|producer|blogger|analyst',
  de: 'redakteur(?:in)?|reporterin|korrespondent(?:in)?|journalistin',
  fr: 'journaliste',
  es: 'periodista|redactora?',
  it: 'giornalista|redattore',
  nl: 'redacteur',
};
export const ROLE_KINDS: WordLists = {
  en: 'senior|staff|chief|executive|managing|associate|assistant|contributing|deputy|games?|sports?|news|political|politics|business|technology|tech|science|health|medical|national|foreign|features?|freelance|guest|web|digital',
};
/** Before the place or the paper: "Ada Byron in Berlin". */
export const IN_PLACE: WordLists = { en: 'in|for', fr: 'à', de: 'aus' };
/** Words in the names of newspapers. */
export const PAPERS: WordLists = { en: 'News|Press|Times|Post|Herald|Magazine|Network|Media|Radio|Today' };

/** Words in the place of a name that are no name. */
export const NO_NAMES: WordLists = {
  en: 'admin|administrator|staff|editor|contributors?|guest|unknown|author|by|share|follow|subscribe|more|home',
};

/** Small words within a name, and between two names. */
export const NAME_PARTICLES: WordLists = {
  'nl de': 'de|den|der|van|von|zu',
  'pt it es fr': 'da|dos|del|di|la|le',
  ar: 'bin|al',
  de: 'und',
  fr: 'et',
  es: 'y',
  'it pt': 'e',
  nl: 'en',
  'pl ca': 'i',
  en: 'and',
  sv: 'och',
  'da nb': 'og',
  fi: 'ja',
  signs: '&',
};
