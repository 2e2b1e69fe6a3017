// The answer of `webloom inspect change`: a sequence of versions, a filter chain, a text to extract, lines to ignore.
import { type FilterStep, runFilters } from '../watch/text-filter.ts';
import { type WatchCase, type WatchOptions, watchedText, watchSequence } from '../watch/watch-sequence.ts';
import { ignoredLines } from '../watch/watched-text.ts';

export type ChangeCase =
  | WatchCase
  | { readonly filters: readonly FilterStep[]; readonly input: string }
  | { readonly html: string; readonly options?: WatchOptions }
  | { readonly text: string; readonly ignore: readonly string[] };

export interface ChangeInspection {
  readonly changed?: readonly (boolean | null)[];
  readonly output?: string;
  readonly text?: string;
  readonly ignored_line_numbers?: readonly number[];
  /** The case asks for a filter this tool does not have. */
  readonly unsupported?: true;
}

export function inspectChange(input: ChangeCase): ChangeInspection {
  if ('steps' in input) return { changed: watchSequence(input) };
  if ('filters' in input) {
    const output = runFilters(input.input, input.filters);
    return output === null ? { unsupported: true } : { output };
  }
  if ('ignore' in input) return { ignored_line_numbers: ignoredLines(input.text, input.ignore) };
  return { text: watchedText(input.html, 'text/html', input.options ?? {}) ?? '' };
}
