// Asks a bucket once, before anything starts: what is wrong with it is told alone and at once.
import type { BucketPlace } from '../../domain/system/blob/bucket-place.ts';
import { openBucket } from './bucket.ts';
import { openBucketId } from './bucket-id.ts';

/** Throws (not-found) where nobody has begun a place that must exist, (configuration-invalid) with what to do, (dependency-unavailable) while the server is away. */
export async function requireBucketPlace(
  place: BucketPlace,
  { mustExist = false }: { readonly mustExist?: boolean } = {},
): Promise<void> {
  await openBucketId(await openBucket(place), mustExist);
}
