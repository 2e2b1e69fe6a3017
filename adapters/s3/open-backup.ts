// Opens the place of a backup in a bucket; nothing is asked or made by that.
import type { BucketPlace } from '../../domain/system/blob/bucket-place.ts';
import type { BackupBlobs, BackupFiles } from '../../domain/upkeep/backup/backup-files.ts';
import { createBucketBlobs } from './backup-blobs.ts';
import { createBucketFiles } from './backup-files.ts';
import { openBucket } from './bucket.ts';
import { USE_OF_BACKUP } from './s3-failure.ts';

interface BucketBackup {
  readonly files: BackupFiles;
  readonly blobs: BackupBlobs;
}

export async function openBucketBackup(place: BucketPlace): Promise<BucketBackup> {
  const bucket = await openBucket(place, USE_OF_BACKUP);
  return { files: createBucketFiles(bucket), blobs: createBucketBlobs(bucket) };
}
