import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
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
