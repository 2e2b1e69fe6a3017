// What has to be in a data directory, in a file of its own: which snapshot, which logs, how many frames at least. Without it a
// file that is gone can not be told from one that never was. Replaced as a whole, never changed.
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { syncDirectory } from './directory.ts';

export interface SnapshotEntry {
  readonly number: number;
  /** The last frame it stands for. */
  readonly frame: number;
  /** Of its last frame, which is made from all before it. */
  readonly checksum: number;
  readonly bytes: number;
  readonly documents: number;
  readonly collections: number;
}

export interface LogEntry {
  readonly number: number;
  /** Frame before its first one. */
  readonly after: number;
  /** Checksum of that frame. */
  readonly checksum: number;
}

export interface Manifest {
  /** Null until the first compaction. */
  readonly snapshot: SnapshotEntry | null;
  /** Rising; the last one is being written. */
  readonly logs: readonly LogEntry[];
  /** Frames up to this one were on the disk when this was written; there may be more. */
  readonly lastFrame: number;
}

const FORMAT = 1;

function pathIn(directory: string): string {
  return join(directory, 'manifest.json');
}

/** Null where there is none: a new directory, or one of an older version. Throws where it can not be read. */
export function readManifest(directory: string): Manifest | null {
  let text: string;
  try {
    text = readFileSync(pathIn(directory), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  return parseManifest(text, pathIn(directory));
}

function parseManifest(text: string, path: string): Manifest {
  let value: Partial<Manifest & { format: number }> | null;
  try {
    value = JSON.parse(text) as typeof value;
  } catch {
    value = null;
  }
  const { format, snapshot = null, logs, lastFrame } = value ?? {};
  if (format !== FORMAT || !Array.isArray(logs) || logs.length === 0 || typeof lastFrame !== 'number')
    throw new UnreadableManifestError(path);
  return { snapshot, logs, lastFrame };
}

export class UnreadableManifestError extends Error {
  constructor(path: string) {
    super(`${path} can not be read`);
    this.name = 'UnreadableManifestError';
  }
}

/** On the disk, under its name, when this returns. */
export function writeManifest(directory: string, manifest: Manifest): void {
  const path = pathIn(directory);
  const text = `${JSON.stringify({ format: FORMAT, ...manifest }, null, 1)}\n`;
  try {
    const fd = openSync(`${path}.tmp`, 'w', 0o600);
    try {
      const bytes = Buffer.from(text);
      let done = 0;
      while (done < bytes.length) done += writeSync(fd, bytes, done);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(`${path}.tmp`, path);
  } catch (error) {
    rmSync(`${path}.tmp`, { force: true });
    throw error;
  }
  syncDirectory(directory);
}
