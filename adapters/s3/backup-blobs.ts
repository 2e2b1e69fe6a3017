// Blobs of a backup as objects of a bucket. No database knows them: what is there is listed, once, because a question for each of a
// hundred thousand would take hours.
import { isBlobKey, requireBlobKey } from '../../domain/system/blob/blob-key.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { BACKUP_BLOBS, type BackupBlobs } from '../../domain/upkeep/backup/backup-files.ts';
import type { BucketClient } from './bucket.ts';

export function createBucketBlobs(bucket: BucketClient): BackupBlobs {
  const start = `${bucket.place.prefix}${BACKUP_BLOBS}/`;
  let listed: Promise<Map<string, number>> | null = null;
  const sizes = (): Promise<Map<string, number>> => (listed ??= sizesIn(bucket, start));
  const nameOf = (key: string): string => {
    requireBlobKey(key);
    return `${start}${key}`;
  };
  return {
    async facts(key) {
      const bytes = (await sizes()).get(key);
      return bytes === undefined ? null : { bytes };
    },
    async get(key) {
      const found = await bucket.read(nameOf(key));
      return found === null || found === 'changed' ? null : found.bytes;
    },
    async put(key, bytes) {
      const name = nameOf(key);
      if ((await bucket.put(name, bytes, { ifAbsent: true })) === 'refused')
        await requireSame(bucket, name, bytes);
      (await sizes()).set(key, bytes.length);
    },
    async *list() {
      yield* (await sizes()).keys();
    },
    async delete(keys) {
      await bucket.remove(keys.map(nameOf));
      const known = await sizes();
      for (const key of keys) known.delete(key);
    },
  };
}

async function sizesIn(bucket: BucketClient, start: string): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for await (const { name, bytes } of bucket.list(start)) {
    const key = name.slice(start.length);
    if (isBlobKey(key)) sizes.set(key, bytes);
  }
  return sizes;
}

/** An attempt whose answer was lost may have come through, or one of a backup that was killed. */
async function requireSame(bucket: BucketClient, name: string, bytes: Uint8Array): Promise<void> {
  const found = await bucket.read(name);
  if (found !== null && found !== 'changed' && Buffer.from(bytes).equals(found.bytes)) return;
  throw new WebloomError(
    'conflict',
    `Somebody else writes ${name} in the bucket ${bucket.place.bucket}. Repeat the command when no other backup goes there.`,
  );
}
