// The identity of a place in a bucket: an object that the first process writes and all later ones read. If it is missing, so are the
// blobs: the bucket was emptied, or another one stands under its name.
import { randomUUID } from 'node:crypto';
import { describeBucket } from '../../domain/system/blob/bucket-place.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import type { BucketClient } from './bucket.ts';
import { openingFailure } from './s3-failure.ts';

const NAME = 'store-id';
const FORM = /^[0-9a-f-]{36}$/;

function idName({ place }: BucketClient): string {
  return `${place.prefix}${NAME}`;
}

/** Throws (configuration-invalid) with what to do where a setting is wrong. */
export async function openBucketId(bucket: BucketClient, mustExist = false): Promise<string> {
  try {
    const name = idName(bucket);
    const known = await readId(bucket, name);
    if (known !== null) return known;
    if (mustExist) throw notThere(bucket, `it has no ${NAME}`, 'not-found');
    const ours = randomUUID();
    if ((await bucket.put(name, Buffer.from(`${ours}\n`), { ifAbsent: true })) === 'put') return ours;
    return (await readId(bucket, name)) ?? ours;
  } catch (error) {
    throw openingFailure(bucket, error);
  }
}

async function readId(bucket: BucketClient, name: string): Promise<string | null> {
  const found = await bucket.read(name);
  if (found === null || found === 'changed') return null;
  const id = Buffer.from(found.bytes).toString().trim();
  if (FORM.test(id)) return id;
  throw new WebloomError(
    'configuration-invalid',
    `The object ${name} in ${describeBucket(bucket.place)} is no id of a blob store: it was written by something else. Give Webloom a prefix of its own in WEBLOOM_BLOBS.`,
  );
}

/** Called before a missing blob counts as gone. */
export async function requireBucket(bucket: BucketClient, storeId: string): Promise<void> {
  const found = await readId(bucket, idName(bucket));
  if (found === storeId) return;
  const what = found === null ? `it has no ${NAME}` : `its ${NAME} is that of another one`;
  throw notThere(bucket, what, 'dependency-unavailable');
}

function notThere(
  { place }: BucketClient,
  what: string,
  code: 'not-found' | 'dependency-unavailable',
): WebloomError {
  return new WebloomError(
    code,
    `The blob store ${describeBucket(place)} is away: ${what}. Put its objects back, or give the right place in WEBLOOM_BLOBS; all goes on by itself then.`,
    { facts: { reason: 'blob-store-away', bucket: place.bucket } },
  );
}
