// The stored versions of a page, newest first, each with the change that it brought and the price that was read then.
import type { Change, Page, PricePoint, Snapshot } from '../../domain/page/page.ts';
import { decodeTimedCursor, encodeTimedCursor } from '../http/cursor.ts';
import type { ApiPorts } from '../ports.ts';
import type { VersionView } from '../schemas/change/diff.ts';
import { toRolledBackView } from '../views/run/mend-view.ts';
import { servedLink, toMoney, toPin, toServed } from '../views/page-view.ts';
import { given } from '../../domain/system/given.ts';

/** Of one page, beside the versions of one list: changes that bring no version of their own are few. */
const MAX_ROWS = 500;

export async function listVersions(
  ports: Pick<ApiPorts, 'hasher' | 'history'>,
  page: Page,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ items: VersionView[]; nextCursor: string | null }> {
  const pageId = page._id;
  const place = { place: `versions ${pageId}`, hasher: ports.hasher };
  const before = decodeTimedCursor(place, cursor);
  const found = await ports.history.snapshots({
    pageId,
    limit: limit + 1,
    ...given({ before: before ?? undefined }),
  });
  const rows = found.slice(0, limit);
  const [first] = rows;
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return { items: [], nextCursor: null };
  const range = { pageId, limit: MAX_ROWS, before: { at: new Date(first.at.getTime() + 1), id: '' } };
  const [changes, prices] = await Promise.all([ports.history.changes(range), ports.history.prices(range)]);
  const byVersion = new Map(changes.map((change) => [change.toSnapshot ?? '', change]));
  const byRun = new Map(prices.map((point) => [point.runId, point]));
  return {
    items: rows.map((row) => toVersion(row, byVersion.get(row._id), byRun.get(row.runId))),
    nextCursor: found.length > limit ? encodeTimedCursor(place, { at: last.at, id: last._id }) : null,
  };
}

function toVersion(
  { _id, at, runId, from, title, bodyBytes, rolledBack, ...snapshot }: Snapshot,
  change: Change | undefined,
  price: PricePoint | undefined,
): VersionView {
  const self = `/v1/snapshots/${encodeURIComponent(_id)}`;
  return {
    snapshotId: _id,
    at: at.toISOString(),
    runId,
    from: from ?? null,
    title,
    bodyBytes,
    served: toServed(snapshot),
    pinned: toPin(snapshot),
    rolledBack: toRolledBackView(rolledBack),
    change:
      change === undefined
        ? null
        : {
            changeId: change._id,
            kind: change.kind,
            severity: change.severity,
            summary: change.summary,
          },
    price: price === undefined ? null : toMoney(price.minor, price.currency),
    links: {
      self,
      text: `${self}/content?as=text`,
      source: `${self}/content?as=source`,
      ...servedLink({ _id, ...snapshot }),
      ...(change === undefined ? {} : { change: `/v1/changes/${encodeURIComponent(change._id)}` }),
    },
  };
}
