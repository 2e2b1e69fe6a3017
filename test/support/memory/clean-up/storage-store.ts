// What jobs store, in memory.
import type { JobStorage, StorageStore } from '../../../../domain/upkeep/clean-up/storage.ts';
import { DocumentTable } from '../document-table.ts';

export function createStorageStore(storage = new DocumentTable<JobStorage>()): StorageStore {
  return {
    async put(measured) {
      storage.put(measured);
    },
    async get(jobId) {
      return storage.get(jobId);
    },
  };
}
