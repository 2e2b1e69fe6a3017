import { expect, test } from 'vitest';
import { createIds, hasher } from '../../../adapters/clock/ids.ts';
import { createStoreClock } from '../../../adapters/clock/system-clock.ts';
import { eventually } from '../../support/eventually.ts';
import { createSilentLog } from '../../support/silent-log.ts';

test("the store's clock is ours plus the offset measured last, and a failed measurement keeps it", async () => {
  const offsets: (number | Error)[] = [60_000, new Error('away'), -60_000];
  const log = createSilentLog();
  const measure = async (): Promise<number> => {
    const next = offsets.shift() ?? -60_000;
    if (next instanceof Error) throw next;
    return next;
  };
  const clock = await createStoreClock(measure, { log, remeasureMs: 5 });
  expect(clock.now().getTime() - Date.now()).toBeGreaterThan(59_000);
  await eventually(() => clock.offsetMs() === -60_000);
  expect(log.messages).toHaveLength(1);
  clock.close();
});

test('a process whose first measurement fails does not start with a wrong clock', async () => {
  const failing = createStoreClock(() => Promise.reject(new Error('away')), { log: createSilentLog() });
  await expect(failing).rejects.toThrow('away');
});

test('ULIDs of one process rise within a millisecond', () => {
  const ids = createIds();
  const list = Array.from({ length: 1_000 }, () => ids.ulid());
  expect(list.toSorted()).toEqual(list);
  expect(new Set(list).size).toBe(1_000);
});

test('hashes are SHA-256 in base64url', () => {
  expect(hasher.sha256('')).toBe('47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU');
});
