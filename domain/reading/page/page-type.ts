// The closed list of page types: the type says what the page is, the subtype what it is in particular.

export const PAGE_TYPES = ['product', 'listing', 'article', 'other'] as const;
export type PageType = (typeof PAGE_TYPES)[number];

export const PAGE_SUBTYPES = [
  'home',
  'search',
  'error',
  'login',
  'captcha',
  'blocked',
  'consent',
  'soft-404',
  'empty',
  'needs-javascript',
] as const;
export type PageSubtype = (typeof PAGE_SUBTYPES)[number];

export interface PageClass {
  readonly type: PageType;
  readonly subtype?: PageSubtype;
  /** 0 to 1: how sure. */
  readonly score: number;
  /** Short sentences, strongest first. */
  readonly reasons: readonly string[];
  /** A wall or an empty page: it must never become a baseline, the visit is judged `unjudged` instead. */
  readonly wall: boolean;
}
