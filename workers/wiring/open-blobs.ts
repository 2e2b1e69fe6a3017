// Opens the blob store of a process, and the gauge of its disk; whether it is the place that the database works with.
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { createFileBlobStore } from '../../adapters/blobs/file-blob-store.ts';
import { FileDiskGauge } from '../../adapters/disk/disk-gauge.ts';
import { createS3BlobStore } from '../../adapters/s3/s3-blob-store.ts';
import type { Config } from '../../adapters/env/config.ts';
import { type BlobHomeStore, requireBlobHome } from '../../domain/system/blob/blob-home.ts';
import type { BlobIndex } from '../../domain/system/blob/blob-index.ts';
import { type SmallFileStore, withSmallFiles } from '../../domain/run/stage/small-files.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import { describeBucket } from '../../domain/system/blob/bucket-place.ts';
import type { Clock, Log } from '../../domain/system/clock.ts';
import type { DiskGauge } from '../../domain/system/disk/disk-space.ts';

interface BlobPorts {
  readonly blobIndex: BlobIndex;
  readonly smallFiles: SmallFileStore;
  readonly clock: Clock;
}

export async function openBlobs(
  { bucket, blobDir, blobFlush, dataDir, dataLimitBytes, diskFloorBytes }: Config,
  { blobIndex: index, smallFiles, clock }: BlobPorts,
): Promise<{ blobs: BlobStore; disk: DiskGauge }> {
  // Local services keep their data in the data folder; blobs may lie on another disk, or on none of this machine.
  const disk = new FileDiskGauge({
    folders: bucket === null ? [dataDir, blobDir] : [dataDir],
    floorBytes: diskFloorBytes,
    limit: dataLimitBytes === 0 ? null : { dataDir, bytes: dataLimitBytes },
  });
  if (bucket !== null) {
    const objects = await createS3BlobStore({ place: bucket, index, clock });
    return { blobs: withSmallFiles({ blobs: objects, smallFiles, clock }), disk };
  }
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
  { bucket, blobDir, acceptedBlobs }: Config,
  storeId: string,
): Promise<void> {
  const place = bucket === null ? `${resolve(blobDir)} on ${hostname()}` : describeBucket(bucket);
  const ours = { storeId, place, since: clock.now() };
  if ((await requireBlobHome(blobHomes, ours, acceptedBlobs)) === 'replaced')
    log.warn({ place }, 'Another blob store is worked with from now on, as was asked for');
}
