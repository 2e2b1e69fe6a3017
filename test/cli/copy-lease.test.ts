// The lease under which blobs are copied, while one of them waits for its place.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { takeCopyLease } from '../../cli/backup/copy-lease.ts';
import { BACKUP_LEASE_MS, createMayDelete } from '../../domain/system/lock/deletion-lock.ts';
import { createMemoryStores } from '../support/memory/memory-stores.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('it is held while one file waits for longer than the lease, and given back at the end', async () => {
  const { locks } = createMemoryStores();
  const clock = { now: () => new Date() };
  const mayDelete = createMayDelete({ locks, clock });
  const waiting = { say: () => undefined, interrupted: new AbortController().signal };
  const lease = await takeCopyLease({ locks, clock, backupId: 'one' }, waiting);
  for (let waited = 0; waited < 4 * BACKUP_LEASE_MS; waited += 1_000) {
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await mayDelete()).toBe(false);
  }
  await lease.release();
  expect(await mayDelete()).toBe(true);
  await vi.advanceTimersByTimeAsync(BACKUP_LEASE_MS);
  expect(await mayDelete()).toBe(true);
});
