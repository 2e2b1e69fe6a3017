// Opens the blob store of an installation for commands that read and write stored data themselves: a folder or a bucket.
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import type { Db } from 'mongodb';
import { createFileBlobStore } from '../../../adapters/blobs/file-blob-store.ts';
import { systemClock } from '../../../adapters/clock/system-clock.ts';
import { createSmallFileStore } from '../../../adapters/mongo/blob/small-file-store.ts';
import { createBlobIndexStore } from '../../../adapters/mongo/recovery/blob-index-store.ts';
import { createS3BlobStore } from '../../../adapters/s3/s3-blob-store.ts';
import type { BlobStore } from '../../../domain/system/blob/blob-store.ts';
import { type BucketPlace, describeBucket } from '../../../domain/system/blob/bucket-place.ts';
import { withSmallFiles } from '../../../domain/run/stage/small-files.ts';
import { WebloomError } from '../../../domain/system/errors.ts';

export interface BlobPlace {
  readonly blobDir: string;
  /** Null: in the folder. */
  readonly bucket: BucketPlace | null;
}

interface OpenOptions {
  /** A place that is not there is not made. */
  readonly mustExist?: true;
  /** Of files; default `none`. */
  readonly flush?: 'none' | 'data';
}

export async function openBlobStore(
  { blobDir, bucket }: BlobPlace,
  db: Db,
  { mustExist, flush = 'none' }: OpenOptions = {},
): Promise<BlobStore> {
  if (bucket !== null) {
    const ports = { index: createBlobIndexStore(db), clock: systemClock };
    const objects = await createS3BlobStore({ place: bucket, ...ports, mustExist: mustExist === true });
    return withSmallFiles({ blobs: objects, smallFiles: createSmallFileStore(db), clock: systemClock });
  }
  if (mustExist === true && !existsSync(join(blobDir, 'store-id')))
    throw new WebloomError('not-found', `The blob folder ${blobDir} is away.`);
  return createFileBlobStore({ folder: blobDir, flush });
}

/** For people. */
export function describeBlobPlace({ blobDir, bucket }: BlobPlace): string {
  return bucket === null ? resolve(blobDir) : describeBucket(bucket);
}

/** Of all machines that may have such a folder. */
export function blobPlaceHere(place: BlobPlace): string {
  return place.bucket === null ? `${describeBlobPlace(place)} on ${hostname()}` : describeBlobPlace(place);
}
