// What the address of the list says: tab, search and order, and the request that follows from it.
import type { JobCounts } from '../../../api/schemas/job/job-list.ts';
import type { Query } from '../../api/ask.ts';
import type { Search } from '../../api/search.ts';

export interface JobTab {
  readonly id: string;
  readonly name: string;
  /** Added to the user's own search. */
  readonly q: string;
  readonly count: (counts: JobCounts) => number;
}

const ACTIVE = ['starting', 'running', 'stopping'] as const;

export const JOB_TABS: readonly JobTab[] = [
  {
    id: '',
    name: 'All',
    q: '-state:archived',
    count: ({ total, states }) => total - states.archived,
  },
  {
    id: 'running',
    name: 'Running',
    q: `state:${ACTIVE.join()}`,
    count: ({ states }) => ACTIVE.reduce((sum, state) => sum + states[state], 0),
  },
  {
    id: 'attention',
    name: 'Needs attention',
    q: 'is:attention -state:archived',
    count: ({ attention }) => attention,
  },
  { id: 'paused', name: 'Paused', q: 'state:paused', count: ({ states }) => states.paused },
  { id: 'unread', name: 'Unread changes', q: 'is:unread', count: ({ unread }) => unread },
  { id: 'archived', name: 'Archived', q: 'state:archived', count: ({ states }) => states.archived },
];

export function tabOf({ tab = '' }: Search): JobTab {
  return JOB_TABS.find(({ id }) => id === tab) ?? (JOB_TABS[0] as JobTab);
}

/** The whole search: that of the tab and the user's own. */
export function searchOf(search: Search): string {
  return [tabOf(search).q, search['q'] ?? ''].filter((part) => part !== '').join(' ');
}

export function listQuery(search: Search): Query {
  return { q: searchOf(search), sort: search['sort'] };
}

export interface ShownSort {
  readonly by: string;
  readonly descending: boolean;
}

export function sortOf({ sort = '-created' }: Search): ShownSort {
  const [first = ''] = sort.split(',');
  const descending = first.startsWith('-');
  return { by: descending ? first.slice(1) : first, descending };
}

/** Names and words begin at A, times and numbers with the latest or largest. */
const ASCENDING_FIRST = ['name', 'state', 'nextRun'];

/** The order after a click on a column: begun, turned round, then the usual one again. */
export function nextSort(search: Search, by: string): string {
  const begun = ASCENDING_FIRST.includes(by) ? by : `-${by}`;
  const turned = ASCENDING_FIRST.includes(by) ? `-${by}` : by;
  const { sort = '' } = search;
  if (sort === begun) return turned;
  return sort === turned ? '' : begun;
}
