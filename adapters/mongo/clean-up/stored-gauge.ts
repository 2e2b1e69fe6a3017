// How much each kind of document takes, as the database tells it without reading them.
import type { Db } from 'mongodb';
import { STORED_KINDS, type StoredGauge, type StoredKind } from '../../../domain/upkeep/clean-up/stored.ts';

export function createStoredGauge(db: Db): StoredGauge {
  return {
    async stored() {
      const kinds = await Promise.all(STORED_KINDS.map(([what, names]) => measure(db, what, names)));
      return kinds.filter(({ documents }) => documents > 0).toSorted((one, other) => other.bytes - one.bytes);
    },
  };
}

async function measure(db: Db, what: string, names: readonly string[]): Promise<StoredKind> {
  let [documents, bytes] = [0, 0];
  for (const collStats of names) {
    const { count, size } = await db.command({ collStats });
    documents += Number(count);
    bytes += Number(size);
  }
  return { what, documents, bytes };
}
