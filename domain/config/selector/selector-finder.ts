// Port of the search for selectors. It reads foreign pages, so it runs in a thread that can be killed.
import type { FoundField, WantedField } from './wanted-field.ts';

export interface StoredPage {
  readonly url: string;
  readonly contentType: string;
  readonly body: Uint8Array;
}

export interface SelectorFinder {
  /** Null when it took too long or broke down. */
  find(pages: readonly StoredPage[], wanted: readonly WantedField[]): Promise<readonly FoundField[] | null>;
}
