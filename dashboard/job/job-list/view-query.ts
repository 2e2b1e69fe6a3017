// A saved view as the query of the address: the same view whatever the order of its members.
import type { SavedViewView } from '../../../api/schemas/job/saved-view.ts';
import type { Search } from '../../api/search.ts';

export function viewQuery(search: Search): string {
  const members = Object.entries(search).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return new URLSearchParams(members).toString();
}

export function searchOfView({ query }: Pick<SavedViewView, 'query'>): Search {
  return Object.fromEntries(new URLSearchParams(query));
}
