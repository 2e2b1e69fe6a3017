// A search as data: terms that all have to hold. Text is parsed in parse-search.ts; nothing here knows what is searched.
export const SIGNS = ['<', '<=', '>', '>=', '='] as const;
export type Sign = (typeof SIGNS)[number];

/** m, h, d, w: minutes, hours, days, weeks. */
export const AGE_UNITS = ['m', 'h', 'd', 'w'] as const;
export type AgeUnit = (typeof AGE_UNITS)[number];

export type SearchValue =
  /** A word of a closed list, or a text in which `*` stands for any text. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly sign: Sign; readonly number: number }
  | { readonly kind: 'age'; readonly sign: Sign; readonly number: number; readonly unit: AgeUnit };

export interface SearchTerm {
  readonly negated: boolean;
  /** Null: a plain word, searched in names, addresses and tags. */
  readonly key: string | null;
  /** One of them has to fit. */
  readonly values: readonly SearchValue[];
}

export interface Search {
  readonly terms: readonly SearchTerm[];
}

export interface SearchFault {
  /** Where the faulty part begins in the text, in UTF-16 code units, and how long it is. */
  readonly at: number;
  readonly length: number;
  readonly code: string;
  /** What is wrong and what to write instead. */
  readonly detail: string;
}

export type ParsedSearch =
  | { readonly ok: true; readonly search: Search }
  | { readonly ok: false; readonly faults: readonly SearchFault[] };

/** What a key takes: words of a list, a text with `*`, a number with a sign, or an age with a sign. */
type SearchKind = 'choice' | 'text' | 'number' | 'age';

export interface SearchKey {
  readonly key: string;
  readonly kind: SearchKind;
  readonly means: string;
  readonly example: string;
  /** The words of a closed list; of an age: those it takes besides, such as `never`. */
  readonly words?: readonly string[];
}

export const MAX_SEARCH_LENGTH = 1_000;
export const MAX_TERMS = 40;
export const MAX_VALUES = 50;
/** Parts between `*`: each costs a look through the text. */
export const MAX_STARS = 5;
