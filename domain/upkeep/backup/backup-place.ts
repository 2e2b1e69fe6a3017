// Port of a backup to the place it lies in: a folder, or a bucket. The blobs of all backups in it are kept once.
import type { BackupBlobs } from './backup-files.ts';
import type { BackupFile, BackupManifest } from './manifest.ts';

/** Blobs in hand at a time, each of them in memory whole. */
export const BLOBS_AT_ONCE = 8;

export interface BlobEntry {
  readonly key: string;
  /** Its key among the blobs of the place; mostly the same. */
  readonly at: string;
  readonly bytes: number;
  /** Base64url. */
  readonly sha256: string;
}

interface DocumentFile extends BackupFile {
  readonly documents: number;
}

export interface BackupPlace {
  /** As a person writes it. */
  readonly name: string;
  readonly blobs: BackupBlobs;
  /** Null: no backup was finished in it. Throws where there is one that can not be read. */
  manifest(): Promise<BackupManifest | null>;
  /** Leaves a mark that is there until `finish`. */
  begin(backupId: string): Promise<void>;
  /** Makes the backup the one of the place, and drops the files of the one before. */
  finish(manifest: BackupManifest): Promise<void>;
  writeDocuments(path: string, documents: AsyncIterable<Uint8Array>): Promise<DocumentFile>;
  /** Throws where the file is cut off or damaged. */
  readDocuments(file: BackupFile): AsyncIterable<Uint8Array>;
  writeBlobList(path: string, entries: AsyncIterable<BlobEntry>): Promise<BackupFile>;
  readBlobList(file: BackupFile): AsyncIterable<BlobEntry>;
  writeText(path: string, text: string): Promise<BackupFile>;
  readText(file: BackupFile): Promise<string>;
  /** Null: the file is whole. */
  faultOf(file: BackupFile): Promise<string | null>;
}
