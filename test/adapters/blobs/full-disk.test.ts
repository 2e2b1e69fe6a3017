// The blob store on a disk without room.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFileBlobStore } from '../../../adapters/blobs/file-blob-store.ts';
import { FileDiskGauge } from '../../../adapters/disk/disk-gauge.ts';
import { mountSmallDisk } from '../../support/small-disk.ts';

const SMALL = new Uint8Array(20_000);
const LARGE = new Uint8Array(2_000_000);

test('without room a write is refused as disk-full, leaves nothing behind, and works again when there is room', async ({
  skip,
}) => {
  const disk = mountSmallDisk(8);
  if (disk === null) return skip('mounting a tmpfs is not permitted here');
  try {
    const gauge = new FileDiskGauge({ folders: [disk.folder], floorBytes: 0 });
    const folder = join(disk.folder, 'blobs');
    const store = await createFileBlobStore({ folder, onFull: () => gauge.noteFull() });
    await store.put('runs/r/1/kept', SMALL);
    expect(gauge.isFull()).toBe(false);
    expect(disk.fill()).toBe('ENOSPC');
    for (const bytes of [SMALL, LARGE])
      await expect(store.put('runs/r/1/refused', bytes)).rejects.toMatchObject({
        code: 'disk-full',
        retryable: true,
      });
    expect(gauge.isFull()).toBe(true);
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
    expect(await store.get('runs/r/1/refused')).toBeNull();
    expect((await store.get('runs/r/1/kept'))?.length).toBe(SMALL.length);
    disk.makeRoom();
    await store.put('runs/r/1/refused', LARGE);
    expect((await store.get('runs/r/1/refused'))?.length).toBe(LARGE.length);
  } finally {
    disk.unmount();
  }
});
