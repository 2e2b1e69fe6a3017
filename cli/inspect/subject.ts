// What `inspect` can be asked about. Apart from the rules themselves, which are read only when they are used.
export const SUBJECTS = [
  'price',
  'product',
  'article',
  'page-type',
  'structured',
  'links',
  'url',
  'robots',
  'sitemap',
  'change',
  'egress',
  'selectors',
] as const;
export type Subject = (typeof SUBJECTS)[number];
