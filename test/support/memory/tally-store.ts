// The tally in memory: the same marks and batches as in the database.
import { parseCountedAttempts } from '../../../domain/alert/delivery/delivery-id.ts';
import type { Delivery } from '../../../domain/alert/delivery/delivery.ts';
import type { Incident } from '../../../domain/alert/incident/incident.ts';
import type { Chunk } from '../../../domain/run/chunk.ts';
import type { Run } from '../../../domain/run/run.ts';
import { addUp } from '../../../domain/run/tally/tally-counts.ts';
import { NO_TALLY, type Tally, type TallyStore } from '../../../domain/upkeep/tally/tally.ts';
import { byId, type DocumentTable } from './document-table.ts';

export interface TallyTables {
  readonly runs: DocumentTable<Run>;
  readonly chunks: DocumentTable<Chunk>;
  readonly incidents: DocumentTable<Incident>;
  readonly deliveries: DocumentTable<Delivery>;
}

export function createTallyStore(tables: TallyTables): TallyStore {
  const { runs, chunks, incidents, deliveries } = tables;
  let tally: Tally = NO_TALLY;
  return {
    async read() {
      return tally;
    },
    async uncounted(limit) {
      const isWanted = ({ uncounted }: Pick<Run, 'uncounted'>): boolean => uncounted === true;
      return {
        runs: runs.find(isWanted, byId, limit),
        chunks: chunks.find(isWanted, byId, limit),
        incidents: incidents.find(isWanted, byId, limit),
        deliveries: deliveries.find(isWanted, byId, limit),
      };
    },
    async add(seq, counts, batch) {
      if (tally.seq !== seq) return false;
      tally = { seq: seq + 1, counts: addUp([tally.counts, counts]), batch };
      return true;
    },
    async settle(batch) {
      for (const name of batch) settle(tables, name);
    },
  };
}

function settle({ runs, chunks, incidents, deliveries }: TallyTables, name: string): void {
  const attempts = parseCountedAttempts(name);
  const always = (): boolean => true;
  if (attempts !== null) {
    deliveries.change(attempts.id, always, ({ uncounted, ...delivery }) => ({
      ...delivery,
      ...(delivery.made === attempts.made ? {} : { uncounted }),
      counted: Math.max(delivery.counted ?? 0, attempts.made),
    }));
    return;
  }
  runs.change(name, always, ({ uncounted: _counted, ...run }) => run);
  chunks.change(name, always, ({ uncounted: _counted, ...chunk }) => chunk);
  incidents.change(
    name,
    ({ uncounted }) => uncounted === true,
    ({ uncounted: _counted, ...incident }) => ({ ...incident, v: incident.v + 1 }),
  );
}
