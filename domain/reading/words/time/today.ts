// Words that mean the day or the moment of a visit: "Today is", "just now", "gestern um 12:30", "Good evening".
import { anyOf, type WordLists } from '../word-lists.ts';

/** Before a date. */
export const TODAY_IS: WordLists = {
  en: 'today is|it is',
  de: 'heute ist',
  fr: "nous sommes(?: le)?|aujourd’hui|aujourd'hui",
  es: 'hoy es',
  it: 'oggi è',
  pt: 'hoje é',
  nl: 'vandaag is(?: het)?',
  sv: 'idag är det',
  'da nb': 'i dag er det',
  fi: 'tänään on',
  pl: 'dziś jest|dzisiaj jest',
  'cs sk': 'dnes je',
  ru: 'сегодня',
  uk: 'сьогодні',
  tr: 'bugün',
};

/** By themselves, or before the time of day. */
export const MOMENTS: WordLists = {
  en: 'just now|moments? ago|a moment ago|right now|yesterday|today',
  de: 'gerade eben|soeben|gestern|heute',
  fr: "à l'instant|hier",
  es: 'ayer|hoy',
  pt: 'ontem|hoje',
  it: 'ieri|oggi',
  nl: 'vandaag|gisteren',
  'sv da nb': 'igår|i går|idag|i dag',
  pl: 'wczoraj|dzisiaj',
  'cs sk': 'včera|dnes',
  tr: 'dün|bugün',
  ru: 'только что|вчера|сегодня',
};

/** Before the time of day: "today at 12:30". */
export const AT_TIME: WordLists = {
  en: 'at',
  de: 'um',
  fr: 'à',
  es: 'a las',
  pt: 'às',
  it: 'alle',
  nl: 'om',
  'sv da nb': 'kl\\.?',
  'pl cs': 'o|v',
  ru: 'в',
};

/** Greetings by the time of day. */
export const GREETINGS: WordLists = {
  en: 'good (?:morning|afternoon|evening|day|night)',
  de: 'guten (?:morgen|tag|abend)',
  fr: 'bonjour|bonsoir',
  es: 'buenos días|buenas (?:tardes|noches)',
  it: 'buongiorno|buon pomeriggio|buonasera',
  pt: 'bom dia|boa (?:tarde|noite)',
  nl: 'goede(?:morgen|middag|navond)',
  'sv da nb': 'god (?:morgon|morgen|dag|kväll|aften)',
  pl: 'dzień dobry|dobry wieczór',
  'cs sk': 'dobré ráno|dobrý (?:den|večer)',
  ru: 'доброе утро|добрый (?:день|вечер)',
  tr: 'günaydın|iyi (?:günler|akşamlar)',
};
/** Alone or before a name. */
export const GREETING = new RegExp(`^(?:${anyOf(GREETINGS)})(?=$|\\s*[,!.])`, 'iu');

/** Parts of these words. They show that a difference holds such a word, even if it holds only a part of the word. */
export const MOMENT_HINTS: WordLists = {
  en: 'now|moment|yesterday|today|ago|good',
  de: 'gerade|soeben|gestern|heute|guten',
  fr: 'instant|hier|bon',
  es: 'ayer|hoy|buen',
  pt: 'ontem|hoje|bom|boa',
  it: 'ieri|oggi|buon',
  nl: 'vandaag|gisteren|goede',
  'sv da nb': 'i ?går|i ?dag|god',
  pl: 'wczoraj|dzisiaj|dobr',
  'cs sk': 'včera|dnes',
  tr: 'dün|bugün|günaydın|iyi',
  ru: 'только|вчера|сегодня|добр',
};
/** Likewise for a number in words, as a whole word: "an hour ago", "no reviews". */
export const NUMBER_WORD_HINTS: WordLists = {
  en: 'an?|one|few|no',
  de: 'ein\\p{L}*',
  fr: 'une?',
  'es it': 'una?',
};
