// What the search for selectors is asked for and what it finds: names of fields without a selector, and their locators.
import type { Element } from 'domhandler';
import type { PageView } from '../../reading/parse-page.ts';

/** A field the user named without saying where it is; `example` is a value seen on one of the pages. */
export interface WantedField {
  readonly name: string;
  readonly example?: string;
}

export type LocatorKind = 'attribute' | 'css' | 'text-anchor' | 'position';

export interface FoundLocator {
  readonly selector: string;
  readonly attribute?: string;
  readonly kind: LocatorKind;
  /** Number of pages on which it finds the right value; `pages` counts those on which it could be judged. */
  readonly hits: number;
  readonly pages: number;
  /** 0 to 1. */
  readonly confidence: number;
  /** Some of the values it finds, to be shown. */
  readonly values: readonly string[];
}

export interface FoundField {
  readonly name: string;
  /** Best first; empty if no locator can be trusted. */
  readonly locators: readonly FoundLocator[];
  /** In words: what was looked for, or why nothing was found. */
  readonly note: string;
}

export interface SelectorPage {
  readonly url: string;
  readonly elements: readonly Element[];
  readonly view: PageView;
}
