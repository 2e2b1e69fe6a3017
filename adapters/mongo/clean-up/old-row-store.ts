// Documents that go by their age, in MongoDB: a few of their fields, in the order of their ids.
import type { Db, Document, Filter } from 'mongodb';
import type { OldRow, OldRowKind, OldRowStore } from '../../../domain/upkeep/clean-up/rows/old-row.ts';
import { TELLING_EVENTS } from '../../../domain/upkeep/removal/erasure-store.ts';
import { inBatches } from '../driver-error.ts';
import { idRange } from '../id-range.ts';

interface Row extends Document {
  readonly _id: string;
}

/** In which fields a kind keeps what is asked of it. */
interface Fields {
  /** Names of the times; the latest counts, `null` and absent ones do not. */
  readonly times: readonly string[];
  readonly jobId?: string;
  readonly state?: string;
  readonly held?: string;
}

const FIELDS: Readonly<Record<OldRowKind, Fields>> = {
  events: { times: ['at'], jobId: 'jobId' },
  deliveries: { times: ['updatedAt'], jobId: 'message.job.id', state: 'state' },
  incidents: { times: ['startedAt', 'resolvedAt'], jobId: 'job.id', state: 'state' },
  bulkActions: { times: ['createdAt', 'finishedAt'], state: 'state' },
  idempotency: { times: ['until'] },
  agents: { times: ['at'] },
  hosts: {
    times: ['nextAt', 'succeededAt', 'failedAt', 'notBefore', 'openUntil', 'leaseUntil'],
    held: 'held',
  },
  cleanUps: { times: ['startedAt'], state: 'state' },
};

export function createOldRowStore(db: Db): OldRowStore {
  return {
    async list(kind, { after, limit, jobId }) {
      const fields = FIELDS[kind];
      const filter: Filter<Row> = {
        ...(after !== null && { _id: { $gt: after } }),
        ...(jobId !== undefined && fields.jobId !== undefined && { [fields.jobId]: jobId }),
        // Kept, so that it stays known that a job was removed.
        ...(kind === 'events' && { type: { $nin: [...TELLING_EVENTS] } }),
      };
      const rows = db.collection<Row>(kind).find(filter, { projection: projectionOf(fields) });
      return (await rows.sort({ _id: 1 }).limit(limit).toArray()).map((row) => toOldRow(fields, row));
    },
    async erase(kind, rows) {
      const { times, state } = FIELDS[kind];
      let erased = 0;
      for (const batch of inBatches(rows)) {
        const [time = ''] = times;
        const latest = Math.max(...batch.map(({ at }) => at.getTime()));
        const states = batch.flatMap((row) => row.state ?? []);
        const filter: Filter<Row> = {
          _id: { $in: batch.map(({ id }) => id) },
          // What was written again meanwhile stays.
          $or: [{ [time]: { $lte: new Date(latest) } }, { [time]: { $lte: latest } }],
          ...(state !== undefined && { [state]: { $in: [...new Set(states)] } }),
        };
        erased += (await db.collection<Row>(kind).deleteMany(filter)).deletedCount;
        if (kind === 'bulkActions') await eraseBatches(db, batch);
      }
      return erased;
    },
    async namedHosts(hosts) {
      const named = new Set<string>();
      for (const batch of inBatches(hosts)) {
        const jobs = db
          .collection('jobs')
          .find({ 'listing.hosts': { $in: [...batch] } }, { projection: { 'listing.hosts': 1 } });
        for await (const job of jobs) for (const host of hostsOf(job)) named.add(host);
      }
      return named;
    },
  };
}

function projectionOf({ times, jobId, state, held }: Fields): Document {
  const names = [...times, 'workspaceId', jobId, state, held].filter((name) => name !== undefined);
  return Object.fromEntries(names.map((name) => [name, 1]));
}

function toOldRow({ times, jobId, state, held }: Fields, row: Row): OldRow {
  const at = Math.max(0, ...times.map((name) => msOf(row[name])));
  const owner: unknown = jobId === undefined ? undefined : valueAt(row, jobId);
  const { workspaceId }: Document = row;
  return {
    id: row._id,
    at: new Date(at),
    ...(typeof workspaceId === 'string' && { workspaceId }),
    ...(typeof owner === 'string' && { jobId: owner }),
    ...(state !== undefined && { state: String(row[state]) }),
    ...(held !== undefined && row[held] !== undefined && { isHeld: true }),
  };
}

function msOf(time: unknown): number {
  if (time instanceof Date) return time.getTime();
  return typeof time === 'number' ? time : 0;
}

function valueAt(row: Document, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  }, row);
}

function hostsOf({ listing }: Document): string[] {
  const hosts: unknown = listing?.hosts;
  return Array.isArray(hosts) ? hosts.filter((host) => typeof host === 'string') : [];
}

/** What an action did to each job goes with it. */
async function eraseBatches(db: Db, actions: readonly OldRow[]): Promise<void> {
  for (const { id } of actions) await db.collection<Row>('bulkBatches').deleteMany({ _id: idRange(id) });
}
