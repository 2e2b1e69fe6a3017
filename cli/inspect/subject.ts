// The subjects of `inspect`, apart from the rules, which are loaded only when they are used.
export const SUBJECTS = [
  'price',
  'product',
  'article',
  'page-type',
  'page',
  'structured',
  'links',
  'url',
  'robots',
  'sitemap',
  'change',
  'picture',
  'egress',
  'selectors',
] as const;
export type Subject = (typeof SUBJECTS)[number];
/** What is read as text. */
export type TextSubject = Exclude<Subject, 'picture'>;
