// The tally in memory: the same marks and batches as in the database.
import type { Chunk } from '../../domain/run/chunk.ts';
import type { Run } from '../../domain/run/run.ts';
import { NO_TALLY, type Tally, type TallyStore, addUp } from '../../domain/tally/tally.ts';
import { byId, type DocumentTable } from './document-table.ts';

export interface TallyTables {
  readonly runs: DocumentTable<Run>;
  readonly chunks: DocumentTable<Chunk>;
}

export function createTallyStore({ runs, chunks }: TallyTables): TallyStore {
  let tally: Tally = NO_TALLY;
  return {
    async read() {
      return tally;
    },
    async uncounted(limit) {
      const isWanted = ({ uncounted }: Pick<Run, 'uncounted'>): boolean => uncounted === true;
      return { runs: runs.find(isWanted, byId, limit), chunks: chunks.find(isWanted, byId, limit) };
    },
    async add(seq, counts, batch) {
      if (tally.seq !== seq) return false;
      tally = { seq: seq + 1, counts: addUp([tally.counts, counts]), batch };
      return true;
    },
    async settle(batch) {
      for (const id of batch) {
        runs.change(
          id,
          () => true,
          ({ uncounted: _counted, ...run }) => run,
        );
        chunks.change(
          id,
          () => true,
          ({ uncounted: _counted, ...chunk }) => chunk,
        );
      }
    },
  };
}
