// Labels of an advertisement: "Anzeige". Two readers look for a text that is only such a label: the reader of an
// article's text, and the comparison of two versions.
import type { WordLists } from '../word-lists.ts';

export const AD_LABELS: WordLists = {
  en: 'advertisement|advertising|ad|ads|sponsored(?: content)?|promoted',
  de: 'anzeige|werbung',
  fr: 'publicité|annonce',
  es: 'publicidad',
  it: 'pubblicità',
  nl: 'advertentie',
  sv: 'annons',
  'pl cs': 'reklama',
  ru: 'реклама',
  ja: '広告',
  zh: '广告',
};
