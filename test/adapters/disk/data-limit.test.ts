// A data folder that may hold only so much: counted by whoever runs the stack, obeyed by every process.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { countBytes, readDataUse, writeDataUse } from '../../../adapters/disk/data-use.ts';
import { FileDiskGauge } from '../../../adapters/disk/disk-gauge.ts';

const MB = 1_048_576;

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'webloom-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const gaugeOf = (dataDir: string): FileDiskGauge =>
  new FileDiskGauge({ folders: [dataDir], floorBytes: 0, limit: { dataDir, bytes: 100 * MB } });

test('bytes of files in folders of folders are counted', async () => {
  const folder = dataFolder();
  mkdirSync(join(folder, 'a', 'b'), { recursive: true });
  writeFileSync(join(folder, 'a', 'b', 'one'), Buffer.alloc(2 * MB, 1));
  writeFileSync(join(folder, 'two'), Buffer.alloc(MB, 1));
  expect(await countBytes(folder)).toBe(3 * MB);
  expect(await countBytes(join(folder, 'not-there'))).toBe(0);
});

test('a folder beyond its limit is full though its disk has room', () => {
  const folder = dataFolder();
  writeDataUse(folder, 95 * MB);
  expect(gaugeOf(folder).space()).toMatchObject({ state: 'full', isLimited: true, totalBytes: 100 * MB });
});

test('within its limit, or before anybody has counted, the disk decides', () => {
  const folder = dataFolder();
  expect(readDataUse(folder)).toBeNull();
  expect(gaugeOf(folder).space()?.state).toBe('ok');
  writeDataUse(folder, 10 * MB);
  expect(gaugeOf(folder).space()).toMatchObject({ state: 'ok', isLimited: true });
});

test('a disk that is full counts more than a limit that is not met', () => {
  const folder = dataFolder();
  writeDataUse(folder, 10 * MB);
  const limit = { dataDir: folder, bytes: 100 * MB };
  const gauge = new FileDiskGauge({ folders: [folder], floorBytes: Number.MAX_SAFE_INTEGER, limit });
  expect(gauge.space()).toMatchObject({ state: 'full', folder });
  expect(gauge.space()?.isLimited).toBeUndefined();
});
