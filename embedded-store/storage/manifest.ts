// The manifest names what has to be in a data directory: the snapshot, the logs, the least number of frames.
// Without it a lost file could not be told from one that never existed. It is replaced as a whole, never
// changed.
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { syncDirectory } from './directory.ts';

export interface SnapshotEntry {
  readonly number: number;
  /** The last frame that the snapshot contains. */
  readonly frame: number;
  /** Checksum of the snapshot's last frame, which depends on all frames before it. */
  readonly checksum: number;
  readonly bytes: number;
  readonly documents: number;
  readonly collections: number;
}

export interface LogEntry {
  readonly number: number;
  /** Number of the frame before the log's first one. */
  readonly after: number;
  /** Checksum of that frame. */
  readonly checksum: number;
}

export interface Manifest {
  /** Null until the first compaction. */
  readonly snapshot: SnapshotEntry | null;
  /** In rising order; the last log is being written. */
  readonly logs: readonly LogEntry[];
  /** Frames up to this one were on the disk when this was written; there may be more. */
  readonly lastFrame: number;
}

const FORMAT = 1;

function pathIn(directory: string): string {
  return join(directory, 'manifest.json');
}

/** Null if there is none: a new directory, or one of an older version. Throws if it can't be read. */
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

/** The manifest is on the disk, under its name, when this returns. */
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
