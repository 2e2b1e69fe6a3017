// Changes and counts of the inbox as the API shows them.
import type { BlockChange } from '../../domain/change/change.ts';
import { type BlockOrder, inOrder } from '../../domain/change/words/block-order.ts';
import { isFrameOnly, togetherKey } from '../../domain/page/told-together.ts';
import { isFrameBlock, plainPath } from '../../domain/reading/html/place-mark.ts';
import {
  INBOX_STATES,
  type InboxChange,
  type InboxCounts,
  type InboxState,
} from '../../domain/page/inbox.ts';
import type { MarkedChanges } from '../../domain/job/verb/mark-changes.ts';
import { toModelSummaryView } from './model-summary-view.ts';
import { toRolledBackView } from './run/mend-view.ts';
import type { ChangeCountsView, ChangeView, MarkedView } from '../schemas/change/change.ts';

export function toChangeView(
  change: InboxChange,
  names: ReadonlyMap<string, string>,
  order: BlockOrder = 'strength',
): ChangeView {
  const page = `/v1/pages/${encodeURIComponent(change.pageId)}`;
  const { fromSnapshot, toSnapshot } = change;
  const self = `/v1/changes/${encodeURIComponent(change._id)}`;
  return {
    changeId: change._id,
    pageId: change.pageId,
    jobId: change.jobId,
    jobName: names.get(change.jobId) ?? '',
    runId: change.runId,
    url: change.url,
    title: change.title,
    at: change.at.toISOString(),
    state: change.state,
    rolledBack: toRolledBackView(change.rolledBack),
    inbox: change.inbox,
    marked: markOf(change),
    kind: change.kind,
    severity: change.severity,
    summary: change.summary,
    modelSummary: toModelSummaryView(change),
    reason: change.reason,
    step: change.step ?? null,
    blocks: inOrder(change.detail.blocks, order).map(toBlockView),
    frameOnly: isFrameOnly(change),
    fields: change.detail.fields.map((field) => ({ ...field })),
    picture: pictureOf(change.detail),
    rules: (change.rules ?? []).map((rule) => ({ ...rule })),
    fromSnapshot: fromSnapshot ?? null,
    toSnapshot: toSnapshot ?? null,
    siteWide: togetherKey(change),
    heldBy: change.held ?? null,
    links: {
      self,
      diff: `${self}/diff`,
      page,
      run: `/v1/runs/${change.runId}`,
    },
  };
}

function pictureOf({ picture }: InboxChange['detail']): ChangeView['picture'] {
  if (picture === undefined) return null;
  const { share, count, regions } = picture;
  return { share, count, regions: regions.map((region) => ({ ...region })) };
}

function toBlockView(block: BlockChange): ChangeView['blocks'][number] {
  return { ...block, path: plainPath(block.path), inFrame: isFrameBlock(block) };
}

function markOf({ markedAt, markedBy }: InboxChange): ChangeView['marked'] {
  return markedAt === undefined ? null : { at: markedAt.toISOString(), by: markedBy ?? '' };
}

/** `nextCursor`: where the next request goes on; null: all that fit are marked. */
export function toMarkedView(before: MarkedChanges['before'], nextCursor: string | null): MarkedView {
  const groups = INBOX_STATES.map((state) => ({
    inbox: state,
    changeIds: before.filter(({ inbox }) => inbox === state).map(({ _id }) => _id),
  }));
  return {
    marked: before.length,
    more: nextCursor !== null,
    nextCursor,
    before: groups.filter(({ changeIds }) => changeIds.length > 0),
  };
}

/** `groups` are counted without the filter of the inbox; `wanted`: that filter. */
export function toCountsView(
  { groups, isCut }: InboxCounts,
  wanted: readonly InboxState[] | undefined,
): ChangeCountsView {
  const byInbox = { unread: 0, seen: 0, ignored: 0 };
  const bySeverity = { minor: 0, notable: 0, major: 0 };
  const byKind: ChangeCountsView['byKind'] = {};
  let total = 0;
  for (const { inbox, severity, kind, count } of groups) {
    byInbox[inbox] += count;
    if (wanted?.includes(inbox) === false) continue;
    total += count;
    bySeverity[severity] += count;
    byKind[kind] = (byKind[kind] ?? 0) + count;
  }
  return { total, unread: byInbox.unread, byInbox, bySeverity, byKind, atLeast: isCut };
}
