// `webloom inspect selectors`: the locators that some pages suggest for fields, with how often each is right.
import { inferSelectors, toSelectorPage } from '../../../domain/config/selector/infer-selectors.ts';
import type { FoundField, WantedField } from '../../../domain/config/selector/wanted-field.ts';

export interface SelectorsCase {
  readonly pages: readonly { readonly html: string; readonly url: string }[];
  readonly fields: readonly WantedField[];
}

export interface SelectorsResult {
  readonly pages: number;
  readonly fields: readonly FoundField[];
}

export function inspectSelectors({ pages, fields }: SelectorsCase): SelectorsResult {
  const read = pages.map(({ html, url }) => toSelectorPage(html, url));
  return { pages: pages.length, fields: inferSelectors(read, fields) };
}
