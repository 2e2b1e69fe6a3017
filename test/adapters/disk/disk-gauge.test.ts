import { tmpdir } from 'node:os';
import { setTimeout as pass } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { FileDiskGauge } from '../../../adapters/disk/disk-gauge.ts';

const folders = ['/nowhere/at/all', tmpdir()];

test('the folder with the least room counts, one that is not there does not', () => {
  const space = new FileDiskGauge({ folders, floorBytes: 1 }).space();
  expect(space).toMatchObject({ folder: tmpdir(), floorBytes: 1 });
  expect(space?.freeBytes).toBeGreaterThan(0);
  expect(new FileDiskGauge({ folders: ['/nowhere/at/all'], floorBytes: 1 }).space()).toBeNull();
});

test('a floor above what is free is full; so is a write that found no room, for a while', () => {
  expect(new FileDiskGauge({ folders, floorBytes: Number.MAX_SAFE_INTEGER }).isFull()).toBe(true);
  const gauge = new FileDiskGauge({ folders, floorBytes: 0 });
  expect(gauge.isFull()).toBe(false);
  gauge.noteFull();
  expect(gauge.space()?.state).toBe('full');
});

test('a disk that hangs holds up nobody: its last figure stays, and those of the others are new', async () => {
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  onTestFinished(() => clock.mockRestore());
  const asked: string[] = [];
  const statfs = async (folder: string): Promise<never> => {
    asked.push(folder);
    return new Promise(() => undefined);
  };
  const gauge = new FileDiskGauge({ folders: [tmpdir(), '/'], floorBytes: 1, statfs });
  const first = gauge.space();
  expect(asked).toEqual([]);
  for (const seconds of [2, 4, 80, 300]) {
    now = seconds * 1_000;
    expect(gauge.space()).toEqual(first);
    await pass(0);
  }
  // Once, and not again while it has not answered; after a long time too.
  expect(asked).toEqual([tmpdir(), '/']);
});
