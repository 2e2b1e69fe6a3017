// Restores the state from a data directory: the newest snapshot, then the logs from its number on. Everything
// that the manifest names has to be there, and each frame has to follow the one before. Anything else is
// refused unless the loss is accepted. First all of it is read and judged, without a change; then it is applied: of what
// the disk file has already, nothing.
import { copyFileSync, existsSync, renameSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { FrameChain, framesBetween } from './chain.ts';
import {
  type DirectoryContent,
  logName,
  logPath,
  readDirectory,
  snapshotName,
  snapshotPath,
} from './directory.ts';
import { numberOf } from './frame.ts';
import { CorruptLogError, cutFile, readFrames, type FileEnd } from './log-file.ts';
import {
  type LogEntry,
  type Manifest,
  type SnapshotEntry,
  UnreadableManifestError,
  readManifest,
} from './manifest.ts';
import { IncompleteStoreError } from './missing.ts';
import { planRecovery } from './recovery-plan.ts';
import { endOfSnapshot, type SnapshotEnd } from './snapshot-end.ts';
import type { FrameId } from '../value/frame-id.ts';

export interface Recovery {
  /** Number of the log to continue with. */
  readonly logNumber: number;
  /** Bytes of snapshot and closed logs. */
  readonly bytes: number;
  /** The last frame found. */
  readonly last: FrameId;
  /** A manifest of what was found. */
  readonly manifest: Manifest;
  /** The stored manifest names all of it, perhaps with fewer frames. */
  readonly isNamed: boolean;
  /** Whether the numbers of frames count from the store's first one. */
  readonly isNumbered: boolean;
}

export interface RecoveryOptions {
  /** Keep what is before a damaged or missing place; unused files are renamed, not deleted. */
  readonly acceptLoss: boolean;
  readonly warn: (message: string) => void;
}

interface Cut {
  readonly file: string;
  readonly end: FileEnd;
  /** The process died while appending: no acknowledged write is lost. */
  readonly isTorn: boolean;
}

interface Found {
  readonly bytes: number;
  readonly snapshot: SnapshotEntry | null;
  readonly logs: readonly LogEntry[];
  readonly chain: FrameChain;
  /** Torn ends, to be cut off once it is certain that the rest is used. */
  readonly cuts: readonly Cut[];
}

/** Judges what is there, and takes out of the way what can't be used. What it returns can be read without a fault. */
export function judge(directory: string, options: RecoveryOptions): Recovery {
  const content = readDirectory(directory);
  const named = manifestOf(directory, options);
  const plan = planRecovery(content, named);
  const refuse = (what: string): void => {
    const error = new IncompleteStoreError(directory, what, named);
    if (!options.acceptLoss) throw error;
    options.warn(`${what}; going on without it`);
  };
  if (plan.missing.length > 0) refuse(`${plan.missing.join(', ')} ${isOrAre(plan.missing)} missing`);
  const found = readAll(directory, plan, { named, options });
  const { last, isKnown, isNumbered } = found.chain;
  if (named === null && isNumbered) refuse('manifest.json is missing');
  if (named !== null && plan.missing.length === 0 && isKnown && last.number < named.lastFrame)
    refuse(`${framesBetween(last.number, named.lastFrame + 1)} missing at the end of the log`);
  for (const cut of found.cuts) cutOff(cut, options);
  setAside(directory, content, plan, options);
  const { snapshot, logs, bytes } = found;
  const { logNumber } = plan;
  const own = { number: logNumber, after: last.number, checksum: last.checksum };
  const manifest = { snapshot, logs: logs.length === 0 ? [own] : logs, lastFrame: last.number };
  const isNamed = named?.logs.at(-1)?.number === logNumber;
  return { logNumber, bytes, last, manifest, isNamed, isNumbered: isKnown };
}

function isOrAre(things: readonly unknown[]): string {
  return things.length === 1 ? 'is' : 'are';
}

function manifestOf(directory: string, { acceptLoss, warn }: RecoveryOptions): Manifest | null {
  try {
    return readManifest(directory);
  } catch (error) {
    if (!(error instanceof UnreadableManifestError)) throw error;
    if (!acceptLoss) throw new IncompleteStoreError(directory, error.message, null);
    warn(`${error.message}; it is made anew from what is there`);
    return null;
  }
}

interface Reading {
  readonly named: Manifest | null;
  readonly options: RecoveryOptions;
}

function readAll(
  directory: string,
  plan: { readonly snapshot: number | undefined; readonly logs: readonly number[] },
  reading: Reading,
): Found {
  const { named, options } = reading;
  const base = plan.snapshot === undefined ? null : readSnapshot(directory, plan.snapshot, reading);
  const first = named?.logs.find(({ number }) => number === plan.logs[0]);
  const chain = base?.chain ?? new FrameChain(startOf(named, first));
  const logs: LogEntry[] = [];
  const cuts: Cut[] = [];
  let bytes = base?.snapshot.bytes ?? 0;
  for (const [index, number] of plan.logs.entries()) {
    logs.push({ number, after: chain.last.number, checksum: chain.last.checksum });
    const file = logPath(directory, number);
    const end = readFrames(file, followed(chain));
    const isTorn = index === plan.logs.length - 1 && !end.validBehind;
    if (end.tornBytes > 0) cuts.push({ file, end, isTorn });
    if (end.tornBytes > 0 && !isTorn && !options.acceptLoss)
      throw new CorruptLogError(file, end.validBytes, end.reason);
    bytes += end.validBytes;
  }
  return { bytes, snapshot: base?.snapshot ?? null, logs, chain, cuts };
}

/** The frame before a store's first one: none, unless the store was begun anew after a loss. */
function startOf(named: Manifest | null, first: LogEntry | undefined): FrameId {
  if (named?.snapshot !== null || first === undefined) return { number: 0, checksum: 0 };
  return { number: first.after, checksum: first.checksum };
}

function followed(chain: FrameChain): (payload: Buffer, checksum: number) => string | undefined {
  return (payload, checksum) => chain.refuse(numberOf(payload), checksum);
}

function readSnapshot(
  directory: string,
  number: number,
  { named }: Reading,
): { chain: FrameChain; snapshot: SnapshotEntry } {
  const file = snapshotPath(directory, number);
  const own = new FrameChain({ number: 0, checksum: 0 });
  const refuse = followed(own);
  let stands: SnapshotEnd | undefined;
  const end = readFrames(file, (payload, checksum) => {
    stands = endOfSnapshot(payload) ?? stands;
    return refuse(payload, checksum);
  });
  const entry = named?.snapshot?.number === number ? named.snapshot : null;
  const isOther = entry !== null && entry.checksum !== own.last.checksum;
  if (end.tornBytes > 0 || stands === undefined || isOther) {
    const reason = isOther ? 'it is not the one the manifest names' : end.reason || 'its end is missing';
    throw new Error(
      `snapshot ${file} is damaged at byte ${end.validBytes}: ${reason}. Nothing was changed. ` +
        'Restore the directory from a backup.',
    );
  }
  const { documents, collections, frame } = stands;
  const { checksum } = own.last;
  const snapshot = {
    number,
    frame: frame?.number ?? 0,
    checksum,
    bytes: end.validBytes,
    documents,
    collections,
  };
  return { chain: new FrameChain(frame), snapshot };
}

function cutOff({ file, end, isTorn }: Cut, { warn }: RecoveryOptions): void {
  if (!isTorn) {
    const copy = `${file}.damaged-${end.validBytes}`;
    if (!existsSync(copy)) copyFileSync(file, copy);
  }
  warn(`${file}: cut ${end.tornBytes} bytes behind byte ${end.validBytes} (${end.reason})`);
  cutFile(file, end.validBytes);
}

/** Deletes files that the snapshot replaces; renames those that follow a missing one. */
function setAside(
  directory: string,
  { logs, snapshots }: DirectoryContent,
  plan: { readonly snapshot: number | undefined; readonly logs: readonly number[] },
  { warn }: RecoveryOptions,
): void {
  const first = plan.snapshot ?? 0;
  for (const number of logs) if (number < first) unlinkSync(logPath(directory, number));
  for (const number of snapshots) if (number < first) unlinkSync(snapshotPath(directory, number));
  const names = [
    ...logs.filter((number) => number >= first && !plan.logs.includes(number)).map(logName),
    ...snapshots.filter((number) => number > first).map(snapshotName),
  ];
  for (const name of names) {
    renameSync(join(directory, name), join(directory, `${name}.unused`));
    warn(`${name} can not be used without what is missing; it is kept as ${name}.unused`);
  }
}
