// What an installation remembers of a backup that was taken of it.
import type { BackupManifest } from './manifest.ts';

export interface BackupRecord {
  readonly _id: string;
  /** Where it was written to: a folder on the machine of `host`, or a bucket with its server. */
  readonly place: string;
  readonly host: string;
  readonly version: string;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly documents: number;
  readonly blobs: number;
  /** Of documents, packed, and of blobs. */
  readonly bytes: number;
  /** Blobs that documents name and that were not there. */
  readonly missing: number;
}

/** So many are remembered. */
export const KEPT_BACKUPS = 100;

export interface BackupStore {
  /** Remembers a backup, and forgets those beyond `KEPT_BACKUPS`. */
  note(record: BackupRecord): Promise<void>;
  /** Newest first. */
  latest(limit: number): Promise<BackupRecord[]>;
}

export function toRecord(
  manifest: BackupManifest,
  { place, host }: Pick<BackupRecord, 'place' | 'host'>,
): BackupRecord {
  const { backupId, version, collections, blobs, missing } = manifest;
  const packed = collections.reduce((sum, { file }) => sum + file.bytes, 0);
  return {
    _id: backupId,
    place,
    host,
    version,
    startedAt: new Date(manifest.startedAt),
    finishedAt: new Date(manifest.finishedAt),
    documents: collections.reduce((sum, { documents }) => sum + documents, 0),
    blobs: blobs.files,
    bytes: packed + blobs.bytes,
    missing,
  };
}
