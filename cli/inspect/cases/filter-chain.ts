// A chain of text filters as other watchers have them: elements, lines, sorting, substitution.
import { DATA_FILTERS } from './data-filter.ts';
import type { Filter } from './filter-settings.ts';
import { LINE_FILTERS } from './line-filter.ts';
import { MARKUP_FILTERS } from './markup-filter.ts';
import { PATTERN_FILTERS } from './pattern-filter.ts';

export type FilterEntry = string | Readonly<Record<string, unknown>>;

const FILTERS = new Map<string, Filter>([
  ...MARKUP_FILTERS,
  ...LINE_FILTERS,
  ...PATTERN_FILTERS,
  ...DATA_FILTERS,
]);

/** Runs the chain; null when it contains an unknown filter. */
export function runFilters(text: string, steps: readonly FilterEntry[]): string | null {
  let result = text;
  for (const step of steps) {
    for (const [name, argument] of typeof step === 'string'
      ? [[step, undefined] as const]
      : Object.entries(step)) {
      const filter = FILTERS.get(name);
      if (filter === undefined) return null;
      result = filter(result, argument);
    }
  }
  return result;
}
