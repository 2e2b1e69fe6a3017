// Makes in the store what snapshot and logs say, after `judge` found them whole. If the disk file has a part of it, by the
// number and checksum of its last frame, only what follows is made.
import { existsSync } from 'node:fs';
import type { DiskFile } from '../disk/disk-file.ts';
import { savedMark } from '../catalog/saved-store.ts';
import type { Store } from '../catalog/store.ts';
import { FrameChain } from './chain.ts';
import { logPath, snapshotPath } from './directory.ts';
import { numberOf } from './frame.ts';
import { Loader } from './loader.ts';
import { readFrames } from './log-file.ts';
import type { LogEntry } from './manifest.ts';
import type { Recovery } from './recovery.ts';
import type { FrameId } from '../value/frame-id.ts';

/** The disk file has another history than the log: it has to be made anew. */
export class OtherHistoryError extends Error {
  constructor() {
    super('index.mdb does not fit the log');
    this.name = 'OtherHistoryError';
  }
}

/** Whether the disk file has a part of the log; false: it has to be empty before the log is applied. */
export function hasPartOf(disk: DiskFile, { last, manifest, isNumbered }: Recovery): boolean {
  const mark = savedMark(disk);
  if (mark === undefined || !isNumbered || mark.number > last.number) return false;
  return mark.number >= (manifest.snapshot?.frame ?? 0);
}

/**
 * Returns the number of operations made. Throws `OtherHistoryError` before the first one if the disk file does not fit.
 */
export function applyLog(
  directory: string,
  store: Store,
  recovery: Recovery,
  saved: FrameId | undefined,
): number {
  const { manifest } = recovery;
  const loader = new Loader(store, saved !== undefined);
  const snapshot = manifest.snapshot;
  if (saved === undefined && snapshot !== null)
    readFrames(snapshotPath(directory, snapshot.number), (payload) => {
      loader.apply(payload);
      return undefined;
    });
  const logs = manifest.logs.filter((_log, i) => saved === undefined || isNeeded(manifest.logs, i, saved));
  if (saved !== undefined) checkStart(logs, saved);
  for (const log of logs) applyOne(logPath(directory, log.number), log, { loader, saved });
  loader.finish();
  return loader.operations;
}

/** A log is not needed if the next one begins before or at the saved frame. */
function isNeeded(logs: readonly LogEntry[], index: number, saved: FrameId): boolean {
  const next = logs[index + 1];
  return next === undefined || next.after > saved.number;
}

function checkStart([first]: readonly LogEntry[], saved: FrameId): void {
  const isGap = first !== undefined && first.after > saved.number;
  if (isGap || (first?.after === saved.number && first.checksum !== saved.checksum))
    throw new OtherHistoryError();
}

function applyOne(
  file: string,
  log: LogEntry,
  { loader, saved }: { loader: Loader; saved: FrameId | undefined },
): void {
  // The log of a new store is made when it is first written.
  if (!existsSync(file)) return;
  const chain = new FrameChain({ number: log.after, checksum: log.checksum });
  readFrames(file, (payload, checksum) => {
    chain.refuse(numberOf(payload), checksum);
    const { number } = chain.last;
    if (saved?.number === number && saved.checksum !== checksum) throw new OtherHistoryError();
    if (saved === undefined || number > saved.number) loader.apply(payload);
    return undefined;
  });
}
