// Where a backup lies: a folder, as its path says it, or a bucket, as in `s3://bucket/prefix`. It is looked at before anything is made,
// and is never the place of the blobs themselves.
import { relative, resolve } from 'node:path';
import { createBackupPlace } from '../../adapters/backup/backup-place.ts';
import { blobsIn, createFolderFiles } from '../../adapters/backup/folder-files.ts';
import { createFileBlobStore } from '../../adapters/blobs/file-blob-store.ts';
import { hasher } from '../../adapters/clock/ids.ts';
import { readBackupBucket, withoutIdleAccess } from '../../adapters/env/bucket-place.ts';
import { openBucketBackup } from '../../adapters/s3/open-backup.ts';
import type { BackupFiles } from '../../domain/upkeep/backup/backup-files.ts';
import type { BackupPlace } from '../../domain/upkeep/backup/backup-place.ts';
import {
  type BlobPlace,
  type BucketPlace,
  describeBucket,
  isSharedPlace,
} from '../../domain/system/blob/bucket-place.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { type InstalledBlobs, describeBlobPlace } from '../stack/blob/open-blob-store.ts';
import type { Env } from '../stack/service/service.ts';

export interface BackupSite {
  readonly files: BackupFiles;
  /** For people, as it is remembered. */
  readonly described: string;
  /** What the settings say of everything else. */
  readonly env: Env;
  /** Throws (validation) where the backup would lie among these blobs, and be a part of the next one. */
  refuseAmong(blobs: InstalledBlobs): void;
  /** Makes what is not there. */
  open(options?: { readonly flush?: 'none' | 'data' }): Promise<BackupPlace>;
}

interface SiteOptions {
  readonly env: Env;
  /** Where a stack at work has its blobs. */
  readonly blobs?: BlobPlace | null;
}

const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i;

export async function findBackupSite(place: string, { env, blobs }: SiteOptions): Promise<BackupSite> {
  if (!ADDRESS.test(place)) return folderSite(resolve(place), env);
  return bucketSite(readBackupBucket(env, place, blobs?.bucket ?? null), withoutIdleAccess(env));
}

function folderSite(folder: string, env: Env): BackupSite {
  const files = createFolderFiles(folder);
  return {
    files,
    described: folder,
    env,
    refuseAmong: (blobs) =>
      refuseWhere(files, blobs, ({ bucket, blobDir }) => bucket === null && isWithin(folder, blobDir)),
    async open({ flush = 'none' } = {}) {
      const blobs = await createFileBlobStore({ folder: blobsIn(folder), flush });
      return createBackupPlace({ files, blobs, hasher });
    },
  };
}

async function bucketSite(place: BucketPlace, env: Env): Promise<BackupSite> {
  const { files, blobs: kept } = await openBucketBackup(place);
  return {
    files,
    described: describeBucket(place),
    env,
    refuseAmong: (blobs) =>
      refuseWhere(files, blobs, ({ bucket }) => bucket !== null && isSharedPlace(place, bucket)),
    open: async () => createBackupPlace({ files, blobs: kept, hasher }),
  };
}

function refuseWhere(
  { name }: BackupFiles,
  blobs: InstalledBlobs,
  isAmong: (place: BlobPlace) => boolean,
): void {
  const among = [blobs, blobs.blobsBefore].find((place) => place !== null && isAmong(place));
  if (among)
    throw new WebloomError(
      'validation',
      `A backup can not lie in ${name}: that is among the blobs, which are in ${describeBlobPlace(among)}. Name a place of its own.`,
    );
}

function isWithin(folder: string, other: string): boolean {
  const path = relative(resolve(other), folder);
  return path === '' || !/^\.\.(?:[\\/]|$)/.test(path);
}
