// Labels of an advertisement: "Anzeige". Three readers look for a text that is only such a label: the reader of an
// article's text, the comparison of two versions, and the walk that finds the places of ads. Classes of the places stand below.
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

/** Classes and ids of places for advertisements, in lower case, whole words. */
export const AD_CLASSES: WordLists = {
  networks: 'adsbygoogle|adsense|google[_-]?ads?|(?:div-)?gpt-ad[\\w-]*|dfp-?(?:ad|slot)',
  en: '(?:(?:banner|display|native|text|inline|page|site|content|sidebar|header|footer|top|bottom)[_-]?)?(?:adverts?|advertisements?|advertising|ad[_-]?(?:slot|unit|banner|placement|placeholder|leaderboard|skyscraper|space|spot|frame|iframe|zone)s?)|banner-ads?|sponsored-ads?',
  de: 'werbung|werbe-?(?:block|banner|fläche|flaeche|platz)',
  fr: 'publicit[eé]s?',
  'es pt': 'publicidade?',
  it: 'pubblicit[aà]',
  nl: 'advertenties?',
  'sv da nb': 'reklame?|annonsplats',
  'pl cs sk ru': 'reklam[ay]',
};

/** The same words name other things, too: classified ads, sponsors of a club. They need a label beside them. */
export const MAYBE_AD_CLASSES: WordLists = {
  en: 'ads?|sponsor(?:ed|s)?|promoted|promo(?:tion)?s?',
  de: 'anzeigen?',
  fr: 'annonces?|pub',
  sv: 'annons(?:er)?',
};
