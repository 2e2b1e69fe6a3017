// While a backup is taken nothing that documents may name is deleted; a backup and a clean-up wait for each other.
import { expect, test } from 'vitest';
import { createMemoryStores } from '../../../support/memory/memory-stores.ts';
import {
  BACKUP_LEASE_MS,
  DELETION_LOCK,
  createBackupLease,
  createMayDelete,
  whileMayDelete,
} from '../../../../domain/system/lock/deletion-lock.ts';

function scene() {
  const { locks } = createMemoryStores();
  let now = 1_000_000;
  const clock = { now: () => new Date(now) };
  let turns = 0;
  const sweep = whileMayDelete({ locks, clock }, async (mayGoOn) => {
    while (turns < 10 && (await mayGoOn())) turns += 1;
  });
  return {
    locks,
    clock,
    backup: (backupId = 'one') => createBackupLease({ locks, clock, backupId }),
    cleanUp: (id = 'cln_1') => locks.acquire(DELETION_LOCK, id, now, now + 5_000),
    mayDelete: createMayDelete({ locks, clock }),
    sweep: () => sweep(async () => true),
    turns: () => turns,
    pass: (ms: number) => void (now += ms),
  };
}

test('a sweep is left out while a backup is taken, and goes on after it or after its death', async () => {
  const { backup, sweep, turns, pass } = scene();
  expect(await backup().hold()).toBe(true);
  await sweep();
  expect(turns()).toBe(0);
  pass(BACKUP_LEASE_MS - 1);
  await sweep();
  expect(turns()).toBe(0);
  pass(1);
  await sweep();
  expect(turns()).toBe(10);
});

test('a sweep that is going on ends between two steps when a backup begins', async () => {
  const { locks, clock, backup } = scene();
  let steps = 0;
  const sweep = whileMayDelete({ locks, clock }, async (mayGoOn) => {
    while (await mayGoOn()) {
      steps += 1;
      if (steps === 3) await backup().hold();
    }
  });
  await sweep(async () => true);
  expect(steps).toBe(3);
});

test('a clean-up at work is waited for, and none begins while a backup is taken', async () => {
  const { backup, cleanUp, pass } = scene();
  const one = backup();
  expect(await cleanUp()).toBe(true);
  expect(await one.hold()).toBe(false);
  pass(5_000);
  expect(await one.hold()).toBe(true);
  expect(await cleanUp()).toBe(false);
  await one.release();
  expect(await cleanUp()).toBe(true);
});

test('a backup that waits for a clean-up does not keep it, nor a sweep, from deleting', async () => {
  const { backup, cleanUp, mayDelete, sweep, turns } = scene();
  await cleanUp();
  expect(await backup().hold()).toBe(false);
  expect([await cleanUp(), await mayDelete()]).toEqual([true, true]);
  await sweep();
  expect(turns()).toBe(10);
});

test('of two backups one is taken, and it renews its lease as it goes', async () => {
  const { backup, pass } = scene();
  const [one, two] = [backup('one'), backup('two')];
  expect(await one.hold()).toBe(true);
  for (let step = 0; step < 10; step++) {
    pass(BACKUP_LEASE_MS - 1_000);
    expect([await one.hold(), await two.hold()]).toEqual([true, false]);
  }
});
