// The file that a running stack keeps in its data folder, so that other commands find it.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BlobPlace, BucketPlace } from '../../domain/system/blob/bucket-place.ts';
import { replaceFile } from '../../adapters/file/whole-file.ts';

export interface StackFile {
  readonly apiUrl: string;
  readonly temporalUiUrl: string | null;
  readonly pid: number;
  readonly startedAt: string;
  /** Absent in the file of an older version. */
  readonly storage?: {
    readonly database: string;
    readonly blobDir: string;
    /** Absent or null: in `blobDir`. */
    readonly bucket?: BucketPlace | null;
    /** Absent or null: blobs are not being moved. */
    readonly blobsBefore?: BlobPlace | null;
  };
  readonly services: Readonly<Record<string, string>>;
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'stack.json');
}

export function writeStackFile(dataDir: string, stack: StackFile): void {
  mkdirSync(dataDir, { recursive: true });
  replaceFile(fileIn(dataDir), `${JSON.stringify(stack, null, 2)}\n`);
}

export function removeStackFile(dataDir: string): void {
  rmSync(fileIn(dataDir), { force: true });
}

/** Null if no stack was started here, or the file can't be read. */
export function readStackFile(dataDir: string): StackFile | null {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as StackFile;
  } catch {
    return null; // missing, or incomplete after a power cut
  }
}
