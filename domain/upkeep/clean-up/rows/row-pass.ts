// The passes over documents that go by their age, one for each kind.
import type { Clock } from '../../../system/clock.ts';
import type { CleanUpPass, PassOrder, PassSlice } from '../pass.ts';
import { type RetentionStore, readRetentions } from '../retention-book.ts';
import { isOutdated } from './judge-row.ts';
import { OLD_ROW_KINDS, type OldRow, type OldRowKind, type OldRowStore } from './old-row.ts';

export interface RowPassPorts {
  readonly oldRows: OldRowStore;
  readonly retentions: RetentionStore;
  readonly clock: Clock;
}

/** As people read them. */
const NAMES: Readonly<Record<OldRowKind, string>> = {
  events: 'events',
  deliveries: 'deliveries',
  incidents: 'incidents that are over',
  bulkActions: 'actions on many jobs',
  idempotency: 'answers kept for repeats',
  agents: 'processes long unseen',
  hosts: 'hosts long unseen',
  cleanUps: 'reports of clean-ups',
};
/** Kinds whose documents name their job. */
const OF_JOBS: ReadonlySet<OldRowKind> = new Set(['events', 'deliveries', 'incidents']);
/** Documents are small, so a step looks at this many times more of them than at files. */
const TIMES_LIMIT = 20;

export function createRowPasses(ports: RowPassPorts): CleanUpPass[] {
  return OLD_ROW_KINDS.map((kind) => ({
    name: NAMES[kind],
    step: (order) => stepOver(ports, kind, order),
  }));
}

async function stepOver(ports: RowPassPorts, kind: OldRowKind, order: PassOrder): Promise<PassSlice> {
  const { cursor, dryRun, jobId } = order;
  const limit = order.limit * TIMES_LIMIT;
  if (jobId !== undefined && !OF_JOBS.has(kind))
    return { next: null, seen: 0, freed: { files: 0, bytes: 0, documents: 0 } };
  const rows = await ports.oldRows.list(kind, { after: cursor, limit, jobId });
  const outdated = await outdatedOf(ports, kind, rows);
  const documents = dryRun ? outdated.length : await ports.oldRows.erase(kind, outdated);
  const next = rows.length < limit ? null : (rows.at(-1)?.id ?? null);
  return { next, seen: rows.length, freed: { files: 0, bytes: 0, documents } };
}

async function outdatedOf(
  { oldRows, retentions, clock }: RowPassPorts,
  kind: OldRowKind,
  rows: readonly OldRow[],
): Promise<OldRow[]> {
  const owners = rows.map(({ workspaceId = '', jobId }) => ({ workspaceId, jobId }));
  const book = await readRetentions(retentions, owners);
  const now = clock.now().getTime();
  const outdated = rows.filter((row) => {
    const { workspaceId = '', jobId } = row;
    return isOutdated(kind, row, { now, retention: book({ workspaceId, jobId }) });
  });
  if (kind !== 'hosts' || outdated.length === 0) return outdated;
  const named = await oldRows.namedHosts(outdated.map(({ id }) => id));
  return outdated.filter(({ id }) => !named.has(id));
}
