// The store of a data directory that was judged: what the disk file has of it, and the rest from the log.
import { savedMark } from '../catalog/saved-store.ts';
import { Store } from '../catalog/store.ts';
import type { DiskFile } from '../disk/disk-file.ts';
import { closeDisk, openDisk, removeDisk } from '../disk/disk-state.ts';
import { applyLog, hasPartOf, OtherHistoryError } from './apply-log.ts';
import type { Recovery } from './recovery.ts';

export interface OpenedStore {
  readonly store: Store;
  readonly disk: DiskFile;
  /** Operations that were made from the log. */
  readonly operations: number;
  readonly close: () => Promise<void>;
}

export interface OpenOptions {
  readonly bound: (usedBytes: number) => number;
  readonly warn: (message: string) => void;
}

export async function openStored(
  directory: string,
  recovery: Recovery,
  { bound, warn }: OpenOptions,
): Promise<OpenedStore> {
  const disk = openDisk(directory);
  const close = (): Promise<void> => closeDisk(directory, disk);
  const isPart = hasPartOf(disk, recovery);
  const isEmpty = disk.trees().length === 0 && savedMark(disk) === undefined;
  if (isPart || isEmpty) {
    try {
      const store = new Store({ disk, bound });
      if (isPart) store.loadSaved(disk);
      else tellAnew(recovery, warn);
      const operations = applyLog(directory, store, recovery, isPart ? savedMark(disk) : undefined);
      saveFound(store, recovery, warn);
      return { store, disk, operations, close };
    } catch (error) {
      await disk.close();
      if (!(error instanceof OtherHistoryError)) throw error;
      warn(`${error.message}; it is made anew`);
    }
  } else {
    await disk.close();
  }
  removeDisk(directory);
  return openStored(directory, recovery, { bound, warn });
}

/** Bytes of log that take longer to read than anybody waits without asking why. */
const LONG_LOG = 256 * 1024 * 1024;

function tellAnew({ bytes }: Recovery, warn: (message: string) => void): void {
  if (bytes < LONG_LOG) return;
  warn(`index.mdb is made anew from ${Math.round(bytes / 1_048_576)} MB of log, at some 10 MB a second`);
}

function saveFound(store: Store, { last }: Recovery, warn: (message: string) => void): void {
  try {
    store.save(last);
  } catch (error) {
    // On a full disk the store can still be read.
    warn(`what the log holds stays in memory, as index.mdb can not be written: ${String(error)}`);
  }
}
