// Words before the lowest of several prices: "from 12 €", "ab 12 €".
import type { WordLists } from './word-lists.ts';

export const FROM_PRICE: WordLists = {
  en: 'from|starting at|starting from|as low as|starts at|min\\.?',
  de: 'ab',
  nl: 'vanaf',
  it: 'da|a partire da',
  fr: 'à partir de|à partir|dès',
  'es pt': 'a partir de|a partir|desde',
  'pl cs': 'od|już od',
  ru: 'от',
  sv: 'från',
  'da nb': 'fra',
  fi: 'alkaen',
  hu: '-tól|-től',
};
