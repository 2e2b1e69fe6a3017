// "All rights reserved": the line below every page, whose year changes by itself.
import type { WordLists } from '../word-lists.ts';

export const RIGHTS: WordLists = {
  en: 'all rights reserved',
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
