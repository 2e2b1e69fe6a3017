// The inbox of a workspace: one page of it, its counts, and one change. Rows of removed jobs are left out.
import type { BlockOrder } from '../../domain/change/words/block-order.ts';
import { noSuch } from '../../domain/system/no-such.ts';
import type { InboxChange, InboxFilter, InboxPlace } from '../../domain/page/inbox.ts';
import { decodeTimedCursor, encodeTimedCursor } from '../http/cursor.ts';
import type { ApiPorts } from '../ports.ts';
import type { ChangeCountsView, ChangeFilter, ChangeView } from '../schemas/change/change.ts';
import { taggedJobs } from '../query/tagged-jobs.ts';
import { toChangeView, toCountsView } from '../views/change-view.ts';
import { given } from '../../domain/system/given.ts';

type InboxPorts = Pick<ApiPorts, 'hasher' | 'inbox' | 'jobs'>;

export interface InboxListing extends ChangeFilter {
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Of the blocks of each; absent: by strength. */
  readonly order?: BlockOrder | undefined;
}

/** Filters that few changes fit are followed so far; then the page is short, and its cursor leads on. */
const MAX_SCANS = 4;
const MAX_COUNTED = 10_000;

type FilterRequest = Omit<ChangeFilter, 'tag'>;

export function toInboxFilter(workspaceId: string, asked: FilterRequest): InboxFilter {
  const { jobId, pageId, runId, state, inbox, severity, kind, q, since, until } = asked;
  return {
    workspaceId,
    ...given({ jobId, pageId, runId, states: state, inbox, severities: severity, kinds: kind, text: q }),
    ...(since === undefined ? {} : { since: new Date(since) }),
    ...(until === undefined ? {} : { until: new Date(until) }),
  };
}

export async function listInbox(
  ports: InboxPorts,
  workspaceId: string,
  { limit, cursor, tag, order, ...asked }: InboxListing,
): Promise<{ items: ChangeView[]; nextCursor: string | null }> {
  const plain = toInboxFilter(workspaceId, asked);
  // Not the jobs of the tag: one that gets it between two pages is no other list.
  const place = { place: `changes ${JSON.stringify({ ...plain, tag })}`, hasher: ports.hasher };
  const filter = await withTag(ports, plain, tag);
  const begin = decodeTimedCursor(place, cursor);
  const { items, next } = await readInbox(ports, filter, { begin, limit, order });
  return { items, nextCursor: next === null ? null : encodeTimedCursor(place, next) };
}

/** The filter for the jobs that have the tag now. */
export async function withTag(
  ports: Pick<ApiPorts, 'jobs'>,
  filter: InboxFilter,
  tag: string | undefined,
): Promise<InboxFilter> {
  return tag === undefined ? filter : { ...filter, jobIds: await taggedJobs(ports, filter.workspaceId, tag) };
}

interface InboxPart extends Pick<InboxListing, 'limit' | 'order'> {
  readonly begin: InboxPlace | null;
}

async function readInbox(
  ports: InboxPorts,
  filter: InboxFilter,
  { begin, limit, order }: InboxPart,
): Promise<{ items: ChangeView[]; next: InboxPlace | null }> {
  const items: ChangeView[] = [];
  let next = begin;
  for (let scans = 0; scans < MAX_SCANS && items.length < limit; scans++) {
    const found = await ports.inbox.scan(filter, next, limit - items.length);
    const names = await ports.jobs.names([...new Set(found.rows.map(({ jobId }) => jobId))]);
    items.push(
      ...found.rows.filter(({ jobId }) => names.has(jobId)).map((row) => toChangeView(row, names, order)),
    );
    next = found.next;
    if (next === null) break;
  }
  return { items, next };
}

export async function countInbox(
  ports: Pick<ApiPorts, 'inbox' | 'jobs'>,
  workspaceId: string,
  { inbox, tag, ...asked }: ChangeFilter,
): Promise<ChangeCountsView> {
  const counts = await ports.inbox.count(
    await withTag(ports, toInboxFilter(workspaceId, asked), tag),
    MAX_COUNTED,
  );
  return toCountsView(counts, inbox);
}

export async function findChange(
  ports: Pick<ApiPorts, 'history' | 'jobs'>,
  workspaceId: string,
  changeId: string,
): Promise<{ change: InboxChange; names: ReadonlyMap<string, string> }> {
  const change = await ports.history.change(changeId);
  const names = await ports.jobs.names(change === null ? [] : [change.jobId]);
  if (change !== null && change.workspaceId === workspaceId && names.has(change.jobId))
    return { change, names };
  throw noSuch('change', { changeId });
}
