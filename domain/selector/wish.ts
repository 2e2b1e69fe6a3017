// What the selector agent is asked for and what it finds: names of fields without a selector, and locators for them.
import type { Element } from 'domhandler';
import type { PageView } from '../parse/parse-page.ts';

/** A field the user named without saying where it is; `example` is a value seen on one of the pages. */
export interface Wish {
  readonly name: string;
  readonly example?: string;
}

export type LocatorKind = 'attribute' | 'css' | 'text-anchor' | 'position';

export interface FoundLocator {
  readonly selector: string;
  readonly attribute?: string;
  readonly kind: LocatorKind;
  /** Pages on which it finds the right value, of those on which one is known. */
  readonly hits: number;
  readonly pages: number;
  /** 0 to 1. */
  readonly confidence: number;
  /** What it finds, for the eye. */
  readonly values: readonly string[];
}

export interface FoundField {
  readonly name: string;
  /** Best first; empty where nothing can be trusted. */
  readonly locators: readonly FoundLocator[];
  /** In words: what was looked for, or why nothing was found. */
  readonly note: string;
}

export interface SelectorPage {
  readonly url: string;
  readonly elements: readonly Element[];
  readonly view: PageView;
}
