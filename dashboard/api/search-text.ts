// The filters of a screen in its address: read as text, and changed without losing the others.
import { useSearch } from '@tanstack/react-router';
import type { Search } from './search.ts';

export function useSearchText(): Search {
  return useSearch({ strict: false }) as Search;
}

/** The filters with some of them changed; an empty one goes. */
export function withSearch(search: Search, change: Search): Search {
  return Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value !== ''));
}
