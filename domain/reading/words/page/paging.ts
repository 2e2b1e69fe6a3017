// Texts of links to the next and the previous page of a list: "Next", "Nächste Seite", "次へ".
import type { WordLists } from '../word-lists.ts';

/** The whole text of the link, apart from arrows. */
export const NEXT_PAGE: WordLists = {
  en: 'next(?: page)?|older(?: posts| entries)?',
  de: 'nächste(?: seite)?|weiter',
  fr: 'suivante?|page suivante',
  'es pt': 'siguiente|próxima?',
  it: 'successiv[ao]|avanti',
  nl: 'volgende',
  sv: 'nästa',
  nb: 'neste',
  da: 'næste',
  fi: 'seuraava',
  pl: 'następna',
  'cs sk': 'další',
  ru: 'далее|следующая',
  zh: '下一页',
  ja: '次へ|次のページ',
  ko: '다음',
};

/** The beginning of the link's text. */
export const PREVIOUS_PAGE: WordLists = {
  en: 'prev(?:ious)?(?: page)?|newer(?: posts)?',
  de: 'zurück',
  fr: 'précédente?',
  'es pt': 'anterior',
  nl: 'vorige',
};
export const MORE_OF_LIST: WordLists = { en: '(?:load|show|view|see) more' };
