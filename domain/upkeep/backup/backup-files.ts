// Port of the place of a backup to what it is made of: files by their paths, as in a folder or in a bucket, and blobs. What stands in
// them is no matter here.
import type { BlobStore } from '../../system/blob/blob-store.ts';
import { WebloomError } from '../../system/errors.ts';

/** Names at the top of a place. */
export const BACKUP_MANIFEST = 'manifest.json';
/** Is there while a backup is taken, and after one that was cut off. */
export const BACKUP_MARK = 'unfinished.json';
export const BACKUP_BLOBS = 'blobs';
/** What the folder with the documents of a backup begins with. */
export const BACKUP_DUMP = 'db-';

/** Blobs of all backups of a place, each once. */
export interface BackupBlobs extends Pick<BlobStore, 'get'> {
  /** Null when there is none. */
  facts(key: string): Promise<{ readonly bytes: number } | null>;
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** All of them, in no particular order: `prefix` is empty. */
  list(prefix: ''): AsyncIterable<string>;
  delete(keys: readonly string[]): Promise<unknown>;
}

interface FoundInPlace {
  /** A backup, or one that was begun. */
  readonly isBackup: boolean;
  /** Null: nothing is there. */
  readonly firstName: string | null;
}

export interface BackupFiles {
  /** As a person writes it. */
  readonly name: string;
  look(): Promise<FoundInPlace>;
  /** Makes what has to be there before the first file. Throws (validation) where nothing can be written. */
  prepare(): Promise<void>;
  /** The manifest in force; null: there is none. */
  manifest(): Promise<string | null>;
  /** Leaves this text as a mark that a backup was begun. */
  begin(text: string): Promise<void>;
  /** Puts a manifest in the place of the one that was read, whole or not at all, and drops the mark, and the files in other folders than `kept`. */
  finish(manifest: string, kept: string): Promise<void>;
  /** Once it resolves the file is there, also after a power cut. */
  write(path: string, pieces: AsyncIterable<Uint8Array>): Promise<void>;
  /** As `write`, and where there are owners of files for its owner alone. */
  writePrivate(path: string, bytes: Uint8Array): Promise<void>;
  /** Null: there is none of this path. */
  size(path: string): Promise<number | null>;
  read(path: string): AsyncIterable<Uint8Array>;
}

/** Throws where something else lies, which would be mixed with the backup. */
export async function requireRoomForBackup(files: BackupFiles): Promise<void> {
  const { isBackup, firstName } = await files.look();
  if (firstName !== null && !isBackup)
    throw new WebloomError(
      'validation',
      `${files.name} holds other files (${firstName}). Name an empty place, or one with an earlier backup.`,
    );
  await files.prepare();
}

/** Throws where there is no backup at all. One that was cut off is found by its manifest, which is missing. */
export async function requireBackup(files: BackupFiles): Promise<void> {
  const { isBackup, firstName } = await files.look();
  if (isBackup) return;
  const what = firstName === null ? 'is empty, or not there' : 'holds no backup of Webloom';
  throw new WebloomError('validation', `${files.name} ${what}. Name the place that “webloom backup” wrote.`);
}
