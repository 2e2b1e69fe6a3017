// How the patterns of walls are built. A name is a word that other pages use too ("Blocked"), so it counts only where a
// title or heading says nothing else; a sentence is one that hardly any other page would say of itself.
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
/** A code of three digits, a full stop. */
const AFTER = String.raw`(?:[\s(–-]*(?:error )?code:? ?\d{3})?[\s.!?…:)\]”"-]*$`;

/** A text that says one of these and nothing else. */
export function nothingBut(...names: readonly WordLists[]): RegExp {
  return new RegExp(`${BEFORE}(?:${anyOf(...names)})${AFTER}`, 'i');
}

/** A text that says one of these somewhere. */
export function somewhere(...sentences: readonly WordLists[]): RegExp {
  return new RegExp(anyOf(...sentences), 'i');
}

/** The beginning of a line or sentence: "Verify you are human" asks, "users must verify you are human" tells. */
export const SENTENCE_START = String.raw`(?:^|[.!?:…]\s|\n)(?:please |sorry, |in order to continue, |to continue, )?`;
