// The stores of the clean-up in memory. Of documents that go by their age only events and incidents are known here; the others
// have no table of their own.
import type { Workspace, WorkspaceStore } from '../../../../domain/config/retention/workspace.ts';
import type { CleanUp, CleanUpStore } from '../../../../domain/upkeep/clean-up/clean-up.ts';
import type { EndedRunStore } from '../../../../domain/upkeep/clean-up/packed/judge-details.ts';
import type { RetentionStore } from '../../../../domain/upkeep/clean-up/retention-book.ts';
import type { OldRow, OldRowKind, OldRowStore } from '../../../../domain/upkeep/clean-up/rows/old-row.ts';
import { STORED_KINDS, type StoredGauge } from '../../../../domain/upkeep/clean-up/stored.ts';
import type { StoredEvent } from '../../../../domain/system/event/event.ts';
import type { Incident } from '../../../../domain/alert/incident/incident.ts';
import type { Job } from '../../../../domain/job/job.ts';
import { TELLING_EVENTS } from '../../../../domain/upkeep/removal/erasure-store.ts';
import { isTerminal } from '../../../../domain/run/lifecycle.ts';
import type { Run } from '../../../../domain/run/run.ts';
import { DocumentTable, byIdDown } from '../document-table.ts';

interface Tables {
  readonly jobs: DocumentTable<Job>;
  readonly runs: DocumentTable<Run>;
  readonly events: DocumentTable<StoredEvent>;
  readonly incidents: DocumentTable<Incident>;
}

export function createCleanUpStore(): CleanUpStore {
  const cleanUps = new DocumentTable<CleanUp>();
  const isRunning = ({ state }: CleanUp): boolean => state === 'running';
  return {
    insert: async (cleanUp) => cleanUps.insert(cleanUp),
    get: async (cleanUpId) => cleanUps.get(cleanUpId),
    list: async ({ before, limit }) =>
      cleanUps.find(({ _id }) => before === undefined || _id < before, byIdDown, limit),
    note: async (cleanUpId, set) =>
      cleanUps.change(cleanUpId, isRunning, (cleanUp) => ({ ...cleanUp, ...set })),
    running: async () => cleanUps.find(isRunning),
    lastDone: async () =>
      cleanUps.find(({ state, dryRun }) => state === 'done' && !dryRun, byIdDown, 1)[0] ?? null,
  };
}

export function createEndedRunStore({ runs }: Pick<Tables, 'runs'>): EndedRunStore {
  const hasEnded = ({ state }: Run): boolean => isTerminal(state);
  return {
    async ended({ after, limit, jobId }) {
      const isWanted = (run: Run): boolean =>
        hasEnded(run) &&
        (after === null || run._id > after) &&
        (jobId === undefined || run.jobId === jobId) &&
        (run.details?.state !== 'gone' || run.details.left === true);
      return runs.find(isWanted, undefined, limit);
    },
    async newest(jobIds) {
      const newest = jobIds.flatMap((jobId) =>
        runs.find((run) => run.jobId === jobId && hasEnded(run), byIdDown, 1),
      );
      return new Set(newest.map(({ _id }) => _id));
    },
  };
}

export function createRetentionStore(
  { jobs }: Pick<Tables, 'jobs'>,
  workspaces: Pick<WorkspaceStore, 'get'>,
): RetentionStore {
  return {
    async ofJobs(jobIds) {
      const found = jobs.find(({ _id }) => jobIds.includes(_id));
      return new Map(
        found.flatMap(({ _id, config }) =>
          config.retention === undefined ? [] : [[_id, config.retention] as const],
        ),
      );
    },
    async ofWorkspaces(workspaceIds) {
      const found = await Promise.all(workspaceIds.map((id) => workspaces.get(id)));
      return new Map(found.flatMap(retentionIn));
    },
  };
}

function retentionIn(workspace: Workspace | null) {
  return workspace?.retention === undefined ? [] : [[workspace._id, workspace.retention] as const];
}

export function createOldRowStore(tables: Pick<Tables, 'events' | 'incidents'>): OldRowStore {
  const telling: readonly string[] = TELLING_EVENTS;
  const rowsOf = (kind: OldRowKind): OldRow[] => {
    if (kind === 'events')
      return tables.events
        .find(({ type }) => !telling.includes(type))
        .map(({ _id: id, at, workspaceId, jobId }) => ({
          id,
          at,
          workspaceId,
          ...(jobId === undefined ? {} : { jobId }),
        }));
    if (kind !== 'incidents') return [];
    return tables.incidents
      .find(() => true)
      .map(({ _id: id, startedAt, resolvedAt, workspaceId, state, job }) => ({
        id,
        at: resolvedAt ?? startedAt,
        workspaceId,
        state,
        ...(job === undefined ? {} : { jobId: job.id }),
      }));
  };
  return {
    async list(kind, { after, limit, jobId }) {
      const isWanted = (row: OldRow): boolean =>
        (after === null || row.id > after) && (jobId === undefined || row.jobId === jobId);
      return rowsOf(kind).filter(isWanted).slice(0, limit);
    },
    async erase(kind, rows) {
      const table = kind === 'events' ? tables.events : tables.incidents;
      const there = rows.filter(({ id }) => table.get(id) !== null);
      for (const { id } of there) table.delete(id);
      return there.length;
    },
    namedHosts: async () => new Set(),
  };
}

/** Bytes as JSON has them. */
export function createStoredGauge(tables: Readonly<Record<string, unknown>>): StoredGauge {
  const sizes = (name: string): number[] => {
    const table = tables[name];
    if (!(table instanceof DocumentTable)) return [];
    return table.find(() => true).map((document) => JSON.stringify(document).length);
  };
  return {
    async stored() {
      const kinds = STORED_KINDS.map(([what, names]) => {
        const all = names.flatMap(sizes);
        return { what, documents: all.length, bytes: all.reduce((sum, size) => sum + size, 0) };
      });
      return kinds.filter(({ documents }) => documents > 0).toSorted((one, other) => other.bytes - one.bytes);
    },
  };
}
