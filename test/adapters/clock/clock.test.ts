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

test('a wall clock that is set moves no deadline, and the store is asked for its time at once', async () => {
  let shiftMs = 0;
  let storeShiftMs = 0;
  const wallMs = (): number => Date.now() + shiftMs;
  const measure = async (): Promise<number> => Date.now() + storeShiftMs - wallMs();
  const clock = await createStoreClock(measure, { log: createSilentLog(), wallMs });
  for (const jumpMs of [3_600_000, -7_200_000]) {
    // Of this machine alone: the store's time goes on as it did.
    shiftMs += jumpMs;
    expect(Math.abs(clock.now().getTime() - Date.now() - storeShiftMs)).toBeLessThan(1_000);
    await eventually(() => Math.abs(clock.offsetMs() + shiftMs - storeShiftMs) < 100);
    expect(Math.abs(clock.now().getTime() - Date.now() - storeShiftMs)).toBeLessThan(1_000);
    // Of both: the new time is known with the next look, not with the next measurement in a minute.
    shiftMs += jumpMs;
    storeShiftMs += jumpMs;
    await eventually(() => Math.abs(clock.now().getTime() - Date.now() - storeShiftMs) < 1_000);
  }
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
