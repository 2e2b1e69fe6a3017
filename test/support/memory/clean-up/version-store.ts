// Versions of pages as a clean-up sees them, in memory.
import {
  type ThinnedVersion,
  type VersionCount,
  type VersionRow,
  type VersionStore,
  marksOf,
} from '../../../../domain/upkeep/clean-up/version-store.ts';
import type { Incident } from '../../../../domain/alert/incident/incident.ts';
import type { RolledBackPage } from '../../../../domain/page/rollback-store.ts';
import { keysOfFailure, keysOfPage, keysOfSnapshot } from '../../../../domain/page/blob-keys.ts';
import type { Page, Snapshot } from '../../../../domain/page/page.ts';
import type { Failure } from '../../../../domain/page/page-store.ts';
import { byId, type DocumentTable } from '../document-table.ts';
import type { ChangeDocument } from '../history-store.ts';

interface Tables {
  readonly snapshots: DocumentTable<Snapshot>;
  readonly pages: DocumentTable<Page>;
  readonly changes: DocumentTable<ChangeDocument>;
  readonly incidents: DocumentTable<Incident>;
  readonly rollbacks: DocumentTable<RolledBackPage>;
  readonly failures: DocumentTable<Failure>;
  readonly thinnedVersions: DocumentTable<ThinnedVersion>;
}

export function createVersionStore(tables: Tables): VersionStore {
  const { snapshots, pages, changes, incidents, rollbacks, failures, thinnedVersions } = tables;
  return {
    async some({ after, jobId, limit }) {
      const isAsked = (row: Snapshot): boolean =>
        (after === null || row._id > after) && (jobId === undefined || isOf(row, jobId));
      return snapshots.find(isAsked, byId, limit).map(toRow);
    },
    async ofPage(pageId, limit) {
      return snapshots.find((row) => row.pageId === pageId, oldestFirst, limit).map(toRow);
    },
    async marks(pageIds) {
      const wanted = new Set(pageIds);
      const baselines = pages
        .find(({ _id }) => wanted.has(_id))
        .flatMap(({ baseline }) => (baseline === undefined ? [] : [baseline.snapshotId]));
      const open = incidents.find(({ state }) => state !== 'resolved').map(({ _id }) => _id);
      return marksOf(
        baselines,
        changes.find((change) => wanted.has(change.pageId)),
        new Set(open),
      );
    },
    async thin(versions) {
      let thinned = 0;
      for (const version of versions) {
        const snapshot = snapshots.get(version._id);
        if (snapshot === null || snapshot.pinned !== undefined) continue;
        thinnedVersions.insert(version);
        snapshots.delete(version._id);
        thinned += 1;
      }
      return thinned;
    },
    async thinned(id) {
      return snapshots.get(id) === null ? thinnedVersions.get(id) : null;
    },
    async forgetThinned(before) {
      const old = thinnedVersions.find(({ thinnedAt }) => thinnedAt < before);
      for (const { _id } of old) thinnedVersions.delete(_id);
      return old.length;
    },
    async pin(id, pin) {
      return snapshots.change(
        id,
        () => true,
        ({ pinned: _old, ...snapshot }) => ({ ...snapshot, ...(pin && { pinned: pin }) }),
      );
    },
    async count(jobId) {
      return countOf(snapshots.find((row) => isOf(row, jobId), oldestFirst));
    },
    async *namedKeys(jobId) {
      yield snapshots.find((row) => isOf(row, jobId)).flatMap(keysOfSnapshot);
      yield pages.find((row) => isOf(row, jobId)).flatMap(keysOfPage);
      yield rollbacks.find((row) => row.jobId === jobId).flatMap(({ before }) => keysOfPage(before));
      yield failures.find((row) => row.jobId === jobId).flatMap(keysOfFailure);
    },
  };
}

function countOf(rows: readonly Snapshot[]): VersionCount {
  return {
    versions: rows.length,
    pinned: rows.filter(({ pinned }) => pinned !== undefined).length,
    oldestAt: rows[0]?.at ?? null,
    newestAt: rows.at(-1)?.at ?? null,
  };
}

function isOf({ _id }: { readonly _id: string }, jobId: string): boolean {
  return _id.startsWith(`${jobId}:`);
}

function oldestFirst(one: Snapshot, other: Snapshot): number {
  return one.at.getTime() - other.at.getTime() || byId(one, other);
}

function toRow(snapshot: Snapshot): VersionRow {
  const { _id: id, pageId, jobId, at, textHash, pinned } = snapshot;
  return { id, pageId, jobId, at, textHash, pinned: pinned !== undefined, keys: keysOfSnapshot(snapshot) };
}
