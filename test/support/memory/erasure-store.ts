// Erases rows of runs and jobs in memory, by their owner.
import type { AlertRule } from '../../../domain/alert/rule/alert-rule.ts';
import type { JobStorage } from '../../../domain/upkeep/clean-up/storage.ts';
import type { Incident } from '../../../domain/alert/incident/incident.ts';
import type { StoredEvent } from '../../../domain/system/event/event.ts';
import type { RolledBackPage } from '../../../domain/page/rollback-store.ts';
import type { Page, Snapshot } from '../../../domain/page/page.ts';
import type { Failure } from '../../../domain/page/page-store.ts';
import { keysOfFailure, keysOfPage, keysOfSnapshot } from '../../../domain/page/blob-keys.ts';
import {
  type ErasureStore,
  type OwnedRow,
  type RowKind,
  RUN_ROWS,
  TELLING_EVENTS,
} from '../../../domain/upkeep/removal/erasure-store.ts';
import { byId, type DocumentTable } from './document-table.ts';

interface Row {
  readonly _id: string;
  readonly jobId?: string | null;
  readonly runId?: string | null;
}

type Special =
  | 'pages'
  | 'snapshots'
  | 'failures'
  | 'events'
  | 'incidents'
  | 'alertRules'
  | 'jobStorage'
  | 'rollbacks';
type Tables = Readonly<Record<Exclude<RowKind, Special>, DocumentTable<Row>>> & {
  readonly incidents: DocumentTable<Incident>;
  readonly alertRules: DocumentTable<AlertRule>;
  readonly jobStorage: DocumentTable<JobStorage>;
  readonly pages: DocumentTable<Page>;
  readonly snapshots: DocumentTable<Snapshot>;
  readonly failures: DocumentTable<Failure>;
  readonly events: DocumentTable<StoredEvent>;
  readonly rollbacks: DocumentTable<RolledBackPage>;
};

const TELLING: readonly string[] = TELLING_EVENTS;
const OF_RUNS: readonly RowKind[] = RUN_ROWS;

export function createErasureStore(tables: Tables): ErasureStore {
  const isOwned = (kind: RowKind, owner: string) => (row: Row) =>
    (OF_RUNS.includes(kind) ? row.runId : row.jobId) === owner;
  return {
    async some(kind, owner, limit) {
      if (kind === 'snapshots')
        return tables.snapshots
          .find(isOwned(kind, owner), byId, limit)
          .map((row) => ({ id: row._id, keys: keysOfSnapshot(row) }));
      if (kind === 'pages')
        return tables.pages
          .find(isOwned(kind, owner), byId, limit)
          .map((row) => ({ id: row._id, keys: keysOfPage(row) }));
      if (kind === 'failures')
        return tables.failures
          .find(isOwned(kind, owner), byId, limit)
          .map((row) => ({ id: row._id, keys: keysOfFailure(row) }));
      if (kind === 'incidents')
        return tables.incidents.find(({ job }) => job?.id === owner, byId, limit).map(withoutKeys);
      if (kind === 'alertRules')
        return tables.alertRules.find(({ scope }) => isOfJob(scope, owner), byId, limit).map(withoutKeys);
      if (kind === 'jobStorage')
        return tables.jobStorage.find(({ _id }) => _id === owner, byId, limit).map(withoutKeys);
      const isErased = (row: Row & { readonly type?: string }): boolean =>
        isOwned(kind, owner)(row) && !TELLING.includes(row.type ?? '');
      return tables[kind].find(isErased, byId, limit).map(withoutKeys);
    },
    async erase(kind, ids) {
      const table: Pick<DocumentTable<Row>, 'get' | 'delete'> = tables[kind];
      const there = ids.filter((id) => table.get(id) !== null);
      for (const id of there) table.delete(id);
      return there.length;
    },
    async *namedKeys() {
      yield tables.snapshots.find(() => true).flatMap(keysOfSnapshot);
      yield tables.pages.find(() => true).flatMap(keysOfPage);
      yield tables.rollbacks.find(() => true).flatMap(({ before }) => keysOfPage(before));
      yield tables.failures.find(() => true).flatMap(keysOfFailure);
    },
  };
}

function withoutKeys({ _id }: Row): OwnedRow {
  return { id: _id, keys: [] };
}

function isOfJob(scope: AlertRule['scope'], jobId: string): boolean {
  return scope.kind === 'job' && scope.jobId === jobId;
}
