// Marks changes of the inbox as seen, ignored or unread again, and tells everybody who looks at it.
import { WebloomError } from '../../system/errors.ts';
import {
  INBOX_STATES,
  type InboxChange,
  type InboxFilter,
  type InboxMark,
  type InboxPlace,
  type InboxState,
  type InboxStore,
} from '../../page/inbox.ts';
import { type AnnouncePorts, announce } from '../control-ports.ts';

/** Most changes that one request marks; the answer says when there are more. */
export const MAX_MARKED = 1_000;
/** Ids that an event names; whoever follows it reads the list again when there are more. */
const TOLD_IDS = 100;
/** A filter that few changes fit is followed through this many scans. */
const MAX_SCANS = 20;

export interface MarkPorts extends AnnouncePorts {
  readonly inbox: InboxStore;
}

export interface MarkRequest {
  readonly workspaceId: string;
  readonly inbox: InboxState;
  readonly by: string;
}

export interface MarkedChanges {
  /** The changes that had another state, as they were. */
  readonly before: readonly InboxChange[];
  /** Where the next request goes on, when one could not reach all that fit; null: all are marked. */
  readonly next: InboxPlace | null;
}

export async function markChanges(
  ports: MarkPorts,
  ids: readonly string[],
  request: MarkRequest,
): Promise<MarkedChanges> {
  if (ids.length > MAX_MARKED)
    throw new WebloomError('validation', `Name at most ${MAX_MARKED} changes in one request.`);
  const mark: InboxMark = { inbox: request.inbox, by: request.by, at: ports.clock.now() };
  const before = await ports.inbox.mark(request.workspaceId, ids, mark);
  if (before.length > 0) await tell(ports, before, request);
  return { before, next: null };
}

/** Marks what fits the filter and has another state, newest first, after the place where a request before it ended. */
export async function markFitting(
  ports: MarkPorts,
  filter: Omit<InboxFilter, 'workspaceId'>,
  { after = null, ...request }: MarkRequest & { readonly after?: InboxPlace | null },
): Promise<MarkedChanges> {
  const { workspaceId } = request;
  // Those that have the state are not read: thousands of them would stand before an older one that has another.
  const others = (filter.inbox ?? INBOX_STATES).filter((state) => state !== request.inbox);
  if (others.length === 0) return { before: [], next: null };
  const ids: string[] = [];
  let next = after;
  for (let scans = 0; scans < MAX_SCANS && ids.length < MAX_MARKED; scans++) {
    const wanted = { ...filter, workspaceId, inbox: others };
    const found = await ports.inbox.scan(wanted, next, MAX_MARKED - ids.length);
    ids.push(...found.rows.map(({ _id }) => _id));
    next = found.next;
    if (next === null) break;
  }
  return { ...(await markChanges(ports, ids, request)), next };
}

async function tell(
  ports: MarkPorts,
  before: readonly InboxChange[],
  { workspaceId, inbox, by }: MarkRequest,
): Promise<void> {
  const [first] = before;
  const isOfOne = before.every(({ jobId }) => jobId === first?.jobId);
  await announce(ports, {
    type: 'change.marked',
    workspaceId,
    ...(isOfOne && first !== undefined ? { jobId: first.jobId } : {}),
    data: { inbox, by, marked: before.length, changeIds: before.slice(0, TOLD_IDS).map(({ _id }) => _id) },
  });
}
