// What labels an advertisement: "Anzeige". Two readers look for a text that is nothing else: the one of an article's
// text, and the comparison of two versions.
import type { WordLists } from '../word-lists.ts';

/** Known to both readers. */
export const AD_LABELS: WordLists = {
  en: 'advertisement',
  de: 'anzeige',
  fr: 'publicité',
  es: 'publicidad',
  it: 'pubblicità',
};

/** Known to the comparison alone. */
export const AD_LABELS_OF_NOISE: WordLists = {
  en: 'advertising|ad|ads|sponsored(?: content)?|promoted',
  de: 'werbung',
  fr: 'annonce',
  nl: 'advertentie',
  sv: 'annons',
  'pl cs': 'reklama',
  ru: 'реклама',
  ja: '広告',
  zh: '广告',
};
