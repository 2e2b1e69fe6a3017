// Port of a backup to the folder it lies in. The blobs of all backups in it are kept once, in a blob store of their own.
import type { BlobStore } from '../../system/blob/blob-store.ts';
import type { BackupFile, BackupManifest } from './manifest.ts';

export interface BlobEntry {
  readonly key: string;
  /** Its key in the blob store of the folder; mostly the same. */
  readonly at: string;
  readonly bytes: number;
  /** Base64url. */
  readonly sha256: string;
}

interface DocumentFile extends BackupFile {
  readonly documents: number;
}

export interface BackupFolder {
  /** As a person writes it. */
  readonly place: string;
  readonly blobs: BlobStore;
  /** Null: no backup was finished in it. Throws where there is one that can not be read. */
  manifest(): Promise<BackupManifest | null>;
  /** Leaves a mark that is there until `finish`. */
  begin(backupId: string): Promise<void>;
  /** Makes the backup the one of the folder, and drops the files of the one before. */
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
