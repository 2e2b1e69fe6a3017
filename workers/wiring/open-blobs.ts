// Opens the blob store of a process, and the gauge of its disk; whether it is the folder that the database works with.
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { createFileBlobStore } from '../../adapters/blobs/file-blob-store.ts';
import { FileDiskGauge } from '../../adapters/disk/disk-gauge.ts';
import type { Config } from '../../adapters/env/config.ts';
import { type BlobHomeStore, requireBlobHome } from '../../domain/system/blob/blob-home.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import type { Clock, Log } from '../../domain/system/clock.ts';
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

interface Ports {
  readonly blobHomes: BlobHomeStore;
  readonly clock: Clock;
  readonly log: Log;
}

/** Throws (configuration-invalid) with what to do. */
export async function requireKnownHome(
  { blobHomes, clock, log }: Ports,
  { blobDir, acceptedBlobs }: Config,
  storeId: string,
): Promise<void> {
  const place = `${resolve(blobDir)} on ${hostname()}`;
  const ours = { storeId, place, since: clock.now() };
  if ((await requireBlobHome(blobHomes, ours, acceptedBlobs)) === 'replaced')
    log.warn({ place }, 'Another blob folder is worked with from now on, as was asked for');
}
