// Marks changes of the inbox as seen, ignored or unread again, and tells everybody who looks at it.
import { WebloomError } from '../errors.ts';
import type {
  InboxChange,
  InboxFilter,
  InboxMark,
  InboxPlace,
  InboxState,
  InboxStore,
} from '../page/inbox.ts';
import { type AnnouncePorts, announce } from './control-ports.ts';

/** Most changes that one request marks; the answer says when there are more. */
export const MOST_MARKED = 1_000;
/** Ids that an event names; whoever follows it reads the list again when there are more. */
const TOLD_IDS = 100;
/** A filter that few changes fit is followed through this many scans. */
const MOST_SCANS = 20;

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
  /** More changes fit the filter than one request marks. */
  readonly more: boolean;
}

export async function markChanges(
  ports: MarkPorts,
  ids: readonly string[],
  request: MarkRequest,
): Promise<MarkedChanges> {
  if (ids.length > MOST_MARKED)
    throw new WebloomError('validation', `Name at most ${MOST_MARKED} changes in one request.`);
  const mark: InboxMark = { inbox: request.inbox, by: request.by, at: ports.clock.now() };
  const before = await ports.inbox.mark(request.workspaceId, ids, mark);
  if (before.length > 0) await tell(ports, before, request);
  return { before, more: false };
}

/** Marks what fits the filter and has another state, newest first. */
export async function markFitting(
  ports: MarkPorts,
  filter: Omit<InboxFilter, 'workspaceId'>,
  request: MarkRequest,
): Promise<MarkedChanges> {
  const ids: string[] = [];
  let place: InboxPlace | null = null;
  for (let scans = 0; scans < MOST_SCANS; scans++) {
    const whole = { ...filter, workspaceId: request.workspaceId };
    const { rows, next } = await ports.inbox.scan(whole, place, MOST_MARKED - ids.length);
    ids.push(...rows.filter(({ inbox }) => inbox !== request.inbox).map(({ _id }) => _id));
    place = next;
    if (next === null || ids.length >= MOST_MARKED) break;
  }
  return { ...(await markChanges(ports, ids, request)), more: place !== null };
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
