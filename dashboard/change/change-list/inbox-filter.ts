// The filters of the inbox as they stand in the address, and what they ask the API for.
import type { Query } from '../../api/ask.ts';

/** Filters in the address, by name. */
export type Search = Readonly<Record<string, string>>;

export const TABS = ['unread', 'seen', 'ignored', 'all'] as const;
export type InboxTab = (typeof TABS)[number];

export const SEVERITY_WORDS = ['major', 'notable', 'minor'] as const;
export const KIND_WORDS: Readonly<Record<string, string>> = {
  price: 'Price',
  availability: 'Stock',
  text: 'Text',
  field: 'Field',
  added: 'New page',
  removed: 'Page gone',
  entry: 'Feed entry',
  moved: 'Moved',
  'page-type': 'Other kind of page',
  picture: 'Picture',
};

/** The search of an address without what is not set. */
export function presentSearch(search: Readonly<Record<string, string | undefined>>): Search {
  return Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Names of filters that narrow the list beside the tab. */
const FILTERS = ['severity', 'kind', 'jobId', 'q', 'since', 'until', 'runId', 'pageId'] as const;

export function tabOf({ inbox }: Search): InboxTab {
  return TABS.find((tab) => tab === inbox) ?? 'unread';
}

/** Without the tab: what the counts of all tabs are asked with. */
export function filterQuery(search: Search): Query {
  const chosen = FILTERS.map((name) => [name, search[name]] as const);
  // A pending change waits for its second look and tells nobody yet.
  return {
    state: 'confirmed,withdrawn',
    ...Object.fromEntries(chosen.filter(([, value]) => value !== undefined)),
  };
}

export function listQuery(search: Search): Query {
  const tab = tabOf(search);
  return { ...filterQuery(search), inbox: tab === 'all' ? undefined : tab };
}

export function isFiltered(search: Search): boolean {
  return FILTERS.some((name) => search[name] !== undefined);
}

/** The search with a value of a list taken in or out: severity=major,minor. */
export function toggled(search: Search, name: string, value: string): Search {
  const present = (search[name] ?? '').split(',').filter((one) => one !== '');
  const next = present.includes(value) ? present.filter((one) => one !== value) : [...present, value];
  const { [name]: _old, ...rest } = search;
  return next.length === 0 ? rest : { ...rest, [name]: next.join(',') };
}

export function hasValue(search: Search, name: string, value: string): boolean {
  return (search[name] ?? '').split(',').includes(value);
}
