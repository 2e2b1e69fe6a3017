// Marks what fits a filter of the inbox. What one request can not reach is left to the next, which goes on at a cursor.
import { type MarkPorts, type MarkRequest, markFitting } from '../../domain/job/verb/mark-changes.ts';
import { decodeTimedCursor, encodeTimedCursor } from '../http/cursor.ts';
import type { ApiPorts } from '../ports.ts';
import type { ChangeFilter, MarkedView } from '../schemas/change/change.ts';
import { toMarkedView } from '../views/change-view.ts';
import { toInboxFilter } from './list-inbox.ts';

export async function markInbox(
  ports: MarkPorts & Pick<ApiPorts, 'hasher'>,
  filter: Omit<ChangeFilter, 'tag'>,
  { cursor, ...request }: MarkRequest & { readonly cursor: string | undefined },
): Promise<MarkedView> {
  const wanted = toInboxFilter(request.workspaceId, filter);
  const place = { place: `mark ${request.inbox} ${JSON.stringify(wanted)}`, hasher: ports.hasher };
  const after = decodeTimedCursor(place, cursor);
  const { before, next } = await markFitting(ports, wanted, { ...request, after });
  return toMarkedView(before, next === null ? null : encodeTimedCursor(place, next));
}
