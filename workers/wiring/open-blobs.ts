// Opens the blob store of a process, and the gauge of its disk.
import { createFileBlobStore } from '../../adapters/blobs/file-blob-store.ts';
import { FileDiskGauge } from '../../adapters/disk/disk-gauge.ts';
import type { Config } from '../../adapters/env/config.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import type { DiskGauge } from '../../domain/system/disk/disk-space.ts';

export async function openBlobs({
  blobDir,
  blobFlush,
  dataDir,
  dataLimitBytes,
  diskFloorBytes,
}: Config): Promise<{ blobs: BlobStore; disk: DiskGauge }> {
  // Local services keep their data in the data folder; blobs may lie on another disk.
  const disk = new FileDiskGauge({
    folders: [dataDir, blobDir],
    floorBytes: diskFloorBytes,
    limit: dataLimitBytes === 0 ? null : { dataDir, bytes: dataLimitBytes },
  });
  const onFull = (): void => disk.noteFull();
  return { blobs: await createFileBlobStore({ folder: blobDir, flush: blobFlush, onFull }), disk };
}
