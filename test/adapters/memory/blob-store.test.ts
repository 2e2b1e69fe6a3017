import { describe } from 'vitest';
import { createMemoryBlobStore } from '../../support/memory/blob-store.ts';
import { blobStoreContract } from '../../contracts/blob-store.ts';

describe('the memory blob store', () => {
  blobStoreContract(async () => createMemoryBlobStore());
});
