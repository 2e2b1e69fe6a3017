// While a backup is taken nothing that documents may name is deleted.
import { expect, test } from 'vitest';
import { CLEAN_UP_LOCK } from '../../../domain/clean-up/clean-up-lock.ts';
import { createMemoryStores } from '../../../adapters/memory/memory-stores.ts';
import {
  BACKUP_LEASE_MS,
  BACKUP_LOCK,
  holdSweeps,
  releaseSweeps,
  unlessBackup,
} from '../../../domain/backup/backup-lock.ts';

function scene() {
  const { locks } = createMemoryStores();
  let now = 1_000_000;
  const clock = { now: () => new Date(now) };
  let turns = 0;
  const sweep = unlessBackup({ locks, clock }, async (mayGoOn) => {
    while (turns < 10 && (await mayGoOn())) turns += 1;
  });
  return {
    locks,
    clock,
    sweep: () => sweep(async () => true),
    turns: () => turns,
    pass: (ms: number) => void (now += ms),
  };
}

test('a sweep is left out while a backup is taken, and goes on after it or after its death', async () => {
  const { locks, clock, sweep, turns, pass } = scene();
  const hold = holdSweeps({ locks, clock, holder: 'one' });
  expect(await hold()).toBe(true);
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
  const { locks, clock } = scene();
  let steps = 0;
  const sweep = unlessBackup({ locks, clock }, async (mayGoOn) => {
    while (await mayGoOn()) {
      steps += 1;
      if (steps === 3) await locks.acquire(BACKUP_LOCK, 'one', 1_000_000, 1_030_000);
    }
  });
  await sweep(async () => true);
  expect(steps).toBe(3);
});

test('a clean-up at work is waited for, and none begins while a backup is taken', async () => {
  const { locks, clock, pass } = scene();
  const now = clock.now().getTime();
  await locks.acquire(CLEAN_UP_LOCK, 'a clean-up', now, now + 5_000);
  const hold = holdSweeps({ locks, clock, holder: 'one' });
  expect(await hold()).toBe(false);
  pass(5_000);
  expect(await hold()).toBe(true);
  const later = clock.now().getTime();
  expect(await locks.acquire(CLEAN_UP_LOCK, 'a clean-up', later, later + 5_000)).toBe(false);
  await releaseSweeps(locks, 'one');
  expect(await locks.acquire(CLEAN_UP_LOCK, 'a clean-up', later, later + 5_000)).toBe(true);
});

test('of two backups one is taken, and it renews its lease as it goes', async () => {
  const { locks, clock, pass } = scene();
  const [one, two] = ['one', 'two'].map((holder) => holdSweeps({ locks, clock, holder }));
  expect(await one?.()).toBe(true);
  for (let step = 0; step < 10; step++) {
    pass(BACKUP_LEASE_MS - 1_000);
    expect([await one?.(), await two?.()]).toEqual([true, false]);
  }
});
