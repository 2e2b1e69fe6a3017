// Answers in memory, by their idempotency keys.
import type {
  IdempotencyRecord,
  IdempotencyStore,
} from '../../../domain/system/idempotency/idempotency-store.ts';
import { DocumentTable } from './document-table.ts';

export function createIdempotencyStore(): IdempotencyStore {
  const keys = new DocumentTable<IdempotencyRecord>();
  return {
    async begin(record, now) {
      const known = keys.get(record._id);
      if (known !== null && known.until > now) return known;
      keys.put(record);
      return null;
    },
    async finish(id, answer, until) {
      keys.change(
        id,
        () => true,
        (record) => ({ ...record, answer, until }),
      );
    },
    async release(id) {
      keys.delete(id);
    },
  };
}
