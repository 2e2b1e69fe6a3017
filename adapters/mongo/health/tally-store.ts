// The tally in MongoDB: one document, and a mark on what it has not counted yet, which a sparse index finds.
import type { Collection, Db } from 'mongodb';
import { parseCountedAttempts } from '../../../domain/alert/delivery/delivery-id.ts';
import type { Delivery } from '../../../domain/alert/delivery/delivery.ts';
import type { Incident } from '../../../domain/alert/incident/incident.ts';
import type { Chunk } from '../../../domain/run/chunk.ts';
import type { Run } from '../../../domain/run/run.ts';
import {
  type CountedChunk,
  type CountedDelivery,
  type CountedIncident,
  type CountedRun,
  NO_TALLY,
  type Tally,
  type TallyStore,
} from '../../../domain/upkeep/tally/tally.ts';
import { checkedOrNull, documentShape } from '../document-shape.ts';
import { inBatches, insertOnce } from '../driver-error.ts';

const SHAPE = documentShape('tally', { _id: 'string', seq: 'number', counts: 'object', batch: 'array' });
const ID = 'tally';
const UNCOUNTED = { uncounted: true } as const;
const COUNTED = {
  jobId: 1,
  trigger: 1,
  ending: 1,
  totals: 1,
  gateHits: 1,
  'degradation.findings.kind': 1,
} as const;

const ATTEMPTS = { made: 1, counted: 1, 'attempts.tookMs': 1, 'attempts.result': 1 } as const;

type TallyDocument = Tally & { readonly _id: string };

export function createTallyStore(db: Db): TallyStore {
  const tally = db.collection<TallyDocument>('tally');
  const runs = db.collection<Run>('runs');
  const chunks = db.collection<Chunk>('chunks');
  const incidents = db.collection<Incident>('incidents');
  const deliveries = db.collection<Delivery>('deliveries');
  return {
    async read() {
      return checkedOrNull(await tally.findOne({ _id: ID }), SHAPE) ?? NO_TALLY;
    },
    async uncounted(limit) {
      const [ended, committed, told, tried] = await Promise.all([
        runs.find<CountedRun>(UNCOUNTED, { projection: COUNTED }).limit(limit).toArray(),
        chunks
          .find<CountedChunk>(UNCOUNTED, { projection: { counts: 1 } })
          .limit(limit)
          .toArray(),
        incidents
          .find<CountedIncident>(UNCOUNTED, { projection: { tellingMs: 1 } })
          .limit(limit)
          .toArray(),
        deliveries.find<CountedDelivery>(UNCOUNTED, { projection: ATTEMPTS }).limit(limit).toArray(),
      ]);
      return { runs: ended, chunks: committed, incidents: told, deliveries: tried };
    },
    async add(seq, counts, batch) {
      const fields = Object.entries(counts).map(([name, count]) => [`counts.${name}`, count]);
      const update = { $inc: { seq: 1, ...Object.fromEntries(fields) }, $set: { batch: [...batch] } };
      if (seq === 0) await insertOnce(tally, { _id: ID, ...NO_TALLY });
      return (await tally.updateOne({ _id: ID, seq }, update)).matchedCount > 0;
    },
    async settle(batch) {
      for (const ids of inBatches(batch)) await settle({ runs, chunks, incidents, deliveries }, ids);
    },
  };
}

interface Collections {
  readonly runs: Collection<Run>;
  readonly chunks: Collection<Chunk>;
  readonly incidents: Collection<Incident>;
  readonly deliveries: Collection<Delivery>;
}

async function settle(
  { runs, chunks, incidents, deliveries }: Collections,
  names: readonly string[],
): Promise<void> {
  const attempts = names.flatMap((name) => parseCountedAttempts(name) ?? []);
  const some = { _id: { $in: names.filter((name) => parseCountedAttempts(name) === null) } };
  const counted = { $unset: { uncounted: '' } } as const;
  await Promise.all([
    runs.updateMany(some, counted),
    chunks.updateMany(some, counted),
    // Whoever writes a whole incident that was read before would put the mark back.
    incidents.updateMany({ ...some, ...UNCOUNTED }, { ...counted, $inc: { v: 1 } }),
  ]);
  if (attempts.length > 0) await settleAttempts(deliveries, attempts);
}

/** The mark stays where an attempt was made since they were counted. */
async function settleAttempts(
  deliveries: Collection<Delivery>,
  attempts: readonly { readonly id: string; readonly made: number }[],
): Promise<void> {
  await deliveries.bulkWrite(
    attempts.flatMap(({ id: _id, made }) => [
      { updateOne: { filter: { _id }, update: { $max: { counted: made } } } },
      { updateOne: { filter: { _id, made }, update: { $unset: { uncounted: '' as const } } } },
    ]),
  );
}
