// Opens the blob store of an installation for commands that read and write stored data themselves: a folder or a bucket.
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import type { Db } from 'mongodb';
import { createFileBlobStore } from '../../../adapters/blobs/file-blob-store.ts';
import { systemClock } from '../../../adapters/clock/system-clock.ts';
import { createSmallFileStore } from '../../../adapters/mongo/blob/small-file-store.ts';
import { createBlobHomeStore } from '../../../adapters/mongo/recovery/blob-home-store.ts';
import { createBlobIndexStore } from '../../../adapters/mongo/recovery/blob-index-store.ts';
import { createS3BlobStore } from '../../../adapters/s3/s3-blob-store.ts';
import { withSmallFiles } from '../../../domain/run/stage/small-files.ts';
import { isWhole } from '../../../domain/system/blob/blob-home.ts';
import type { BlobStore } from '../../../domain/system/blob/blob-store.ts';
import { type BlobPlace, describeBucket } from '../../../domain/system/blob/bucket-place.ts';
import { createTwoPlaces } from '../../../domain/system/blob/two-places.ts';
import { WebloomError } from '../../../domain/system/errors.ts';

export interface InstalledBlobs extends BlobPlace {
  /** Where blobs lay before, while they are moved; null: they are not. */
  readonly blobsBefore: BlobPlace | null;
}

interface OpenOptions {
  /** A place that is not there is not made. */
  readonly mustExist?: true;
  /** Of files; default `none`. */
  readonly flush?: 'none' | 'data';
}

/** Over two places while blobs are moved. */
export async function openBlobStore(
  place: InstalledBlobs,
  db: Db,
  options: OpenOptions = {},
): Promise<BlobStore> {
  const fresh = await openPlace(place, db, options);
  const old = await openPlaceBefore(place, db, fresh);
  return besideSmall(place, db, old === null ? fresh : createTwoPlaces(fresh, old));
}

/** With the small files of a bucket, which lie in the database. */
function besideSmall({ bucket }: BlobPlace, db: Db, blobs: BlobStore): BlobStore {
  if (bucket === null) return blobs;
  return withSmallFiles({ blobs, smallFiles: createSmallFileStore(db), clock: systemClock });
}

/** The place alone: of a bucket its objects. */

export async function openPlace(
  { blobDir, bucket }: BlobPlace,
  db: Db,
  { mustExist, flush = 'none' }: OpenOptions = {},
): Promise<BlobStore> {
  if (bucket !== null) {
    const ports = { index: createBlobIndexStore(db), clock: systemClock };
    return createS3BlobStore({ place: bucket, ...ports, mustExist: mustExist === true });
  }
  if (mustExist === true && !existsSync(join(blobDir, 'store-id')))
    throw new WebloomError('not-found', `The blob folder ${blobDir} is away.`);
  return createFileBlobStore({ folder: blobDir, flush });
}

/** Null: blobs are in one place alone. */
export async function openPlaceBefore(
  { bucket, blobsBefore }: InstalledBlobs,
  db: Db,
  { storeId }: Pick<BlobStore, 'storeId'>,
): Promise<BlobStore | null> {
  if (blobsBefore === null || (await isWhole(createBlobHomeStore(db), storeId))) return null;
  const old = await openPlace(blobsBefore, db, { mustExist: true });
  // In a bucket both places have their small files in the database, where nothing is to be moved.
  if (old.storeId !== storeId) return bucket === null ? besideSmall(blobsBefore, db, old) : old;
  throw new WebloomError(
    'configuration-invalid',
    `WEBLOOM_BLOBS_BEFORE names the place that blobs lie in, ${describeBlobPlace(blobsBefore)}. Give it the place that they are moved from, or unset it.`,
  );
}

/** For people. */
export function describeBlobPlace({ blobDir, bucket }: BlobPlace): string {
  return bucket === null ? resolve(blobDir) : describeBucket(bucket);
}

/** Of all machines that may have such a folder. */
export function blobPlaceHere(place: BlobPlace): string {
  return place.bucket === null ? `${describeBlobPlace(place)} on ${hostname()}` : describeBlobPlace(place);
}
