// How the patterns of walls are built. A name is a word that other pages use too ("Blocked"), so it counts only if a
// title or heading says nothing else. A sentence is one that hardly any other page says of itself.
import { anyOf, type WordLists } from '../word-lists.ts';

/** What may stand before a name: "Oops, …", "Error: …". */
const SIGHS: WordLists = {
  en: 'sorry|oops|ops|whoops|uh oh|oh no|error',
  de: 'ups|hups|hoppla|fehler',
  nl: 'oeps',
  sv: 'hoppsan?|fel',
  fr: 'oups|erreur',
  es: 'vaya',
  'da nb': 'beklager|feil|fejl',
  zh: '抱歉',
  it: 'errore',
  pt: 'erro',
  pl: 'błąd',
  'cs sk': 'chyba',
  hu: 'hiba',
  ro: 'eroare',
  ru: 'ошибка',
  uk: 'помилка',
  tr: 'hata',
};

const BEFORE = String.raw`^[\s\d¡¿(["“]{0,6}(?:(?:${anyOf(SIGHS)})[\s,.!:…，-]*){0,2}(?:\d{3}[\s:.–-]*)?`;
/** What may stand behind a name: a code of three digits, a full stop. */
const AFTER = String.raw`(?:[\s(–-]*(?:error )?code:? ?\d{3})?[\s.!?…:)\]”"-]*$`;

/** Matches a text that is one of these names and nothing else. */
export function nothingBut(...names: readonly WordLists[]): RegExp {
  return new RegExp(`${BEFORE}(?:${anyOf(...names)})${AFTER}`, 'i');
}

/** Matches a text that holds one of these sentences. */
export function somewhere(...sentences: readonly WordLists[]): RegExp {
  return new RegExp(anyOf(...sentences), 'i');
}

/** The beginning of a line or sentence: "Verify you are human" is a demand, "users must verify you are human" not. */
export const SENTENCE_START = String.raw`(?:^|[.!?:…]\s|\n)(?:please |sorry, |in order to continue, |to continue, )?`;
