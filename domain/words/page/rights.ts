// "All rights reserved": the line below every page, whose year moves on by itself.
import type { WordLists } from '../word-lists.ts';

/** The reader of an article's text knows it alone. */
export const ENGLISH_RIGHTS = 'all rights reserved';

export const RIGHTS: WordLists = {
  en: ENGLISH_RIGHTS,
  de: 'alle rechte vorbehalten',
  fr: 'tous droits réservés',
  es: 'todos los derechos reservados',
  it: 'tutti i diritti riservati',
  pt: 'todos os direitos reservados',
  nl: 'alle rechten voorbehouden',
  sv: 'med ensamrätt',
  'da nb': 'alle rettigheder forbeholdes',
  pl: 'wszelkie prawa zastrzeżone',
  'cs sk': 'všechna práva vyhrazena',
  ru: 'все права защищены',
};
