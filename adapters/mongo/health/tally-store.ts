// The tally in MongoDB: one document, and a mark on what it has not counted yet, which a sparse index finds.
import type { Collection, Db } from 'mongodb';
import type { Chunk } from '../../../domain/run/chunk.ts';
import type { Run } from '../../../domain/run/run.ts';
import {
  type CountedChunk,
  type CountedRun,
  NO_TALLY,
  type Tally,
  type TallyStore,
} from '../../../domain/tally/tally.ts';
import { checkedOrNull, documentShape } from '../document-shape.ts';
import { inBatches, insertOnce } from '../driver-error.ts';

const SHAPE = documentShape('tally', { _id: 'string', seq: 'number', counts: 'object', batch: 'array' });
const ID = 'tally';
const COUNTED = { trigger: 1, ending: 1, totals: 1, gateHits: 1, 'degradation.findings.kind': 1 } as const;

type TallyDocument = Tally & { readonly _id: string };

export function createTallyStore(db: Db): TallyStore {
  const tally = db.collection<TallyDocument>('tally');
  const runs = db.collection<Run>('runs');
  const chunks = db.collection<Chunk>('chunks');
  return {
    async read() {
      return checkedOrNull(await tally.findOne({ _id: ID }), SHAPE) ?? NO_TALLY;
    },
    async uncounted(limit) {
      const wanted = { uncounted: true } as const;
      const [ended, committed] = await Promise.all([
        runs.find<CountedRun>(wanted, { projection: COUNTED }).limit(limit).toArray(),
        chunks
          .find<CountedChunk>(wanted, { projection: { counts: 1 } })
          .limit(limit)
          .toArray(),
      ]);
      return { runs: ended, chunks: committed };
    },
    async add(seq, counts, batch) {
      const fields = Object.entries(counts).map(([name, count]) => [`counts.${name}`, count]);
      const update = { $inc: { seq: 1, ...Object.fromEntries(fields) }, $set: { batch: [...batch] } };
      if (seq === 0) await insertOnce(tally, { _id: ID, ...NO_TALLY });
      return (await tally.updateOne({ _id: ID, seq }, update)).matchedCount > 0;
    },
    async settle(batch) {
      for (const ids of inBatches(batch)) await settle([runs, chunks], ids);
    },
  };
}

async function settle(
  collections: readonly [Collection<Run>, Collection<Chunk>],
  ids: readonly string[],
): Promise<void> {
  const [runs, chunks] = collections;
  const some = { _id: { $in: [...ids] } };
  await Promise.all([
    runs.updateMany(some, { $unset: { uncounted: '' } }),
    chunks.updateMany(some, { $unset: { uncounted: '' } }),
  ]);
}
