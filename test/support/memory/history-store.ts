// Snapshots, changes and price points in memory.
import type { InboxChange } from '../../../domain/page/inbox.ts';
import type { PricePoint, Snapshot } from '../../../domain/page/page.ts';
import type {
  Failure,
  FailureStore,
  HistoryQuery,
  HistoryStore,
  RunSpan,
} from '../../../domain/page/page-store.ts';
import { byId, byIdDown, DocumentTable, isWithin } from './document-table.ts';
import { createRollbacks } from './page/history-rollback.ts';

export type ChangeDocument = InboxChange & { readonly settledAt?: Date };

export function createHistoryTables() {
  return {
    snapshots: new DocumentTable<Snapshot>(),
    changes: new DocumentTable<ChangeDocument>(),
    prices: new DocumentTable<PricePoint>(),
  };
}

export function createHistoryStore(tables = createHistoryTables()): HistoryStore {
  const { snapshots, changes, prices } = tables;
  return {
    async insertSnapshots(some) {
      for (const snapshot of some) snapshots.insert(snapshot);
    },
    async insertChanges(some) {
      for (const change of some) changes.insert(change);
    },
    async insertPrices(points) {
      for (const point of points) prices.insert(point);
    },
    async settleChanges(ids, state, at, toSnapshot) {
      const seen = toSnapshot === undefined ? {} : { toSnapshot };
      const judged = state === 'confirmed' ? { alertAt: at } : {};
      for (const id of ids) {
        changes.change(
          id,
          (change) => change.state === 'pending',
          (change) => ({ ...change, state, settledAt: at, ...seen, ...judged }),
        );
      }
    },
    ...createRollbacks(tables),
    ...holding(tables),
    ...filling(tables),
    async snapshot(id) {
      return snapshots.get(id);
    },
    async change(id) {
      return changes.get(id);
    },
    async snapshots(query) {
      return newestFirst(snapshots, query);
    },
    async changes(query) {
      return newestFirst(changes, query);
    },
    async confirmedIn(span, limit) {
      const found = changes.find((change) => isConfirmedIn(change, span), oldestFirst, limit);
      return found.map(({ pageId, url, kind }) => ({ pageId, url, kind }));
    },
    async prices(query) {
      const { takenBackBy } = query;
      return newestFirst(
        prices,
        query,
        ({ rolledBack }) => rolledBack === undefined || rolledBack.runId === takenBackBy,
      );
    },
  };
}

function filling({
  snapshots,
}: ReturnType<typeof createHistoryTables>): Pick<
  HistoryStore,
  'fillFields' | 'putPictures' | 'putServed' | 'putReadings'
> {
  return {
    async putPictures(pictures) {
      for (const { snapshotId, picture } of pictures)
        snapshots.change(
          snapshotId,
          (snapshot) => snapshot.picture === undefined,
          (snapshot) => ({ ...snapshot, picture }),
        );
    },
    async putServed(sent) {
      for (const { snapshotId, served } of sent)
        snapshots.change(
          snapshotId,
          (snapshot) => snapshot.served === undefined,
          (snapshot) => ({ ...snapshot, served }),
        );
    },
    async fillFields(fills) {
      for (const { id, fields } of fills)
        snapshots.change(
          id,
          () => true,
          (snapshot) => ({ ...snapshot, fields }),
        );
    },
    async putReadings(readings) {
      for (const { _id, ...read } of readings)
        snapshots.change(
          _id,
          () => true,
          (snapshot) => ({ ...snapshot, ...read }),
        );
    },
  };
}

function holding({
  changes,
  prices,
}: ReturnType<typeof createHistoryTables>): Pick<
  HistoryStore,
  'keepUnreleased' | 'unreleasedRuns' | 'settleUnreleased'
> {
  return {
    async keepUnreleased(ids, { runId: held, at, toSnapshot }) {
      const seen = toSnapshot === undefined ? {} : { toSnapshot };
      for (const id of ids)
        changes.change(
          id,
          ({ state }) => state === 'pending',
          (change) => ({ ...change, held, settledAt: at, ...seen }),
        );
    },
    async unreleasedRuns(jobId) {
      const own = [
        ...changes.find((one) => one.jobId === jobId),
        ...prices.find((one) => one.jobId === jobId),
      ];
      return [...new Set(own.flatMap(({ held }) => held ?? []))];
    },
    async settleUnreleased(runId, state, at) {
      const settled = state === 'confirmed' ? { alertAt: at } : {};
      const found = changes.find(({ held, rolledBack }) => held === runId && rolledBack === undefined);
      for (const { _id } of found)
        changes.change(
          _id,
          () => true,
          ({ held: _held, ...change }) => ({
            ...change,
            state,
            ...settled,
            ...(state === 'withdrawn' && { settledAt: at }),
          }),
        );
      for (const { _id } of prices.find(({ held, rolledBack }) => held === runId && rolledBack === undefined))
        prices.change(
          _id,
          () => true,
          ({ held: _held, ...point }) => ({ ...point, ...settled }),
        );
      return found.length;
    },
  };
}

/** A change of the run that a later run confirmed is one of that later run. */
function isConfirmedIn(change: ChangeDocument, { jobId, runId, from, until }: RunSpan): boolean {
  const { state, settledAt } = change;
  if (state !== 'confirmed') return false;
  if (settledAt === undefined) return change.runId === runId;
  return change.jobId === jobId && settledAt >= from && settledAt <= until;
}

function oldestFirst(a: ChangeDocument, b: ChangeDocument): number {
  return a.at.getTime() - b.at.getTime() || (a._id < b._id ? -1 : 1);
}

export function createFailureStore(failures = new DocumentTable<Failure>()): FailureStore {
  return {
    async put(some) {
      for (const failure of some) failures.put(failure);
    },
    async withdraw(ids) {
      for (const id of ids) failures.delete(id);
    },
    async forgetPictures(pageIds) {
      const asked = new Set(pageIds);
      for (const { picture, ...failure } of failures.find(() => true))
        if (picture !== undefined && asked.has(picture.pageId)) failures.put(failure);
    },
    async list(runId, { after, limit, dead }) {
      const isWanted = isWithin(runId, after);
      return failures.find(
        (failure) => isWanted(failure) && (dead === undefined || failure.dead === dead),
        byId,
        limit,
      );
    },
    async getMany(ids) {
      return ids.flatMap((id) => failures.get(id) ?? []);
    },
    async deadAmong(ids) {
      return new Set(ids.filter((id) => failures.get(id)?.dead === true));
    },
  };
}

interface Row {
  readonly _id: string;
  readonly jobId: string;
  readonly pageId: string;
  readonly runId: string;
  readonly at: Date;
  readonly state?: string;
}

function newestFirst<T extends Row>(
  table: DocumentTable<T>,
  query: HistoryQuery,
  isWanted: (row: T) => boolean = () => true,
): T[] {
  const order = (a: T, b: T): number => b.at.getTime() - a.at.getTime() || byIdDown(a, b);
  return table.find((row) => isAsked(row, query) && isWanted(row), order, query.limit);
}

function isAsked(row: Row, { jobId, pageId, runId, states, before }: HistoryQuery): boolean {
  return (
    (jobId === undefined || row.jobId === jobId) &&
    (pageId === undefined || row.pageId === pageId) &&
    (runId === undefined || row.runId === runId) &&
    (states === undefined || (row.state !== undefined && states.includes(row.state))) &&
    (before === undefined || isBefore(row, before))
  );
}

function isBefore(row: Row, { at, id }: { at: Date; id: string }): boolean {
  const time = row.at.getTime();
  return time < at.getTime() || (time === at.getTime() && row._id < id);
}
