// The blob store of an installation whose blobs lie in a bucket, as its processes open it: objects, and small files in the database.
import { systemClock } from '../../../adapters/clock/system-clock.ts';
import type { Mongo } from '../../../adapters/mongo/mongo.ts';
import { createS3BlobStore } from '../../../adapters/s3/s3-blob-store.ts';
import { withSmallFiles } from '../../../domain/run/stage/small-files.ts';
import type { BlobStore } from '../../../domain/system/blob/blob-store.ts';
import type { BucketPlace } from '../../../domain/system/blob/bucket-place.ts';

export async function openBucketBlobs(
  { blobIndex: index, smallFiles }: Pick<Mongo, 'blobIndex' | 'smallFiles'>,
  place: BucketPlace,
): Promise<BlobStore> {
  const blobs = await createS3BlobStore({ place, index, clock: systemClock });
  return withSmallFiles({ blobs, smallFiles, clock: systemClock });
}
