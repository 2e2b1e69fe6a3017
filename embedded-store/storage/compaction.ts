// Replaces old logs by a snapshot while the server runs. The state at one moment is a read transaction of the disk file, to
// which all changes are saved before, so it can be written in slices while new changes go to the next log.
import { closeSync, fsync, openSync, renameSync, rmSync, statSync, write } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Store } from '../catalog/store.ts';
import type { DiskFile, DiskSnapshot } from '../disk/disk-file.ts';
import { encode } from '../value/bytes.ts';
import type { Doc } from '../value/document.ts';
import { KIND } from '../value/operation-kind.ts';
import { FrameBuilder, idOf } from './frame.ts';
import { logPath, readDirectory, snapshotPath, syncDirectory } from './directory.ts';
import type { Journal } from './journal.ts';
import { type Manifest, writeManifest } from './manifest.ts';
import { freeBytes } from './room.ts';
import type { Saver } from './saver.ts';
import type { FrameId } from '../value/frame-id.ts';

/** Longest time the writer works without a pause: how long a command may have to wait for it. */
const SLICE_MS = 4;
const FRAME_BYTES = 1024 * 1024;
/** Disk space left free beside a snapshot, for changes that are written meanwhile. */
const RESERVE_BYTES = 16 * 1024 * 1024;
/** Pause after a compaction that failed. */
const AFTER_FAILURE_MS = 60_000;

export interface CompactionPolicy {
  readonly minBytes: number;
  /** Log bytes per live byte from which compaction is worthwhile. */
  readonly ratio: number;
}

export const DEFAULT_POLICY: CompactionPolicy = { minBytes: 64 * 1024 * 1024, ratio: 4 };

interface Frozen {
  readonly collections: readonly FrozenCollection[];
  readonly disk: DiskSnapshot;
}

interface FrozenCollection {
  readonly id: number;
  readonly namespace: string;
  readonly indexes: readonly Doc[];
  readonly tree: number;
  readonly size: number;
}

/** The parts of an open store that a snapshot is made of. */
export interface CompactedParts {
  readonly store: Store;
  readonly journal: Journal;
  readonly disk: DiskFile;
  readonly saver: Saver;
}

export class Compactor {
  readonly #directory: string;
  readonly #store: Store;
  readonly #journal: Journal;
  readonly #disk: DiskFile;
  readonly #saver: Saver;
  #manifest: Manifest;
  /** Bytes of the snapshot and of the logs that are no longer written. */
  #closedBytes: number;
  #running: Promise<void> | undefined;
  #notBefore = 0;

  constructor(
    at: { directory: string; manifest: Manifest; closedBytes: number },
    { store, journal, disk, saver }: CompactedParts,
  ) {
    this.#directory = at.directory;
    this.#manifest = at.manifest;
    this.#closedBytes = at.closedBytes;
    this.#store = store;
    this.#journal = journal;
    this.#disk = disk;
    this.#saver = saver;
  }

  isDue(policy: CompactionPolicy): boolean {
    if (this.#journal.failure !== undefined || performance.now() < this.#notBefore) return false;
    const bytes = this.#closedBytes + this.#journal.size;
    return bytes > policy.minBytes && bytes > policy.ratio * this.#store.liveBytes;
  }

  /** Runs one compaction at a time; a second call joins the first. */
  run(): Promise<void> {
    this.#running ??= this.#compact()
      .catch((error: unknown) => {
        this.#notBefore = performance.now() + AFTER_FAILURE_MS;
        throw error;
      })
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  /** Resolves when no compaction is running; its failure goes to the caller of `run`. */
  async idle(): Promise<void> {
    await Promise.allSettled([this.#running]);
  }

  async #compact(): Promise<void> {
    this.#checkRoom();
    const number = this.#beginLog();
    // No other event may run between the switch of logs and this moment.
    const frame = this.#journal.last;
    const frozen = this.#freeze();
    const target = snapshotPath(this.#directory, number);
    const checksum = await writeSnapshot(`${target}.tmp`, frozen, frame)
      .catch((error: unknown) => {
        rmSync(`${target}.tmp`, { force: true });
        throw error;
      })
      .finally(() => frozen.disk.end());
    renameSync(`${target}.tmp`, target);
    syncDirectory(this.#directory);
    const bytes = statSync(target).size;
    const snapshot = { number, frame: frame.number, checksum, bytes, ...countOf(frozen) };
    const logs = this.#manifest.logs.filter((log) => log.number >= number);
    this.#note({ snapshot, logs, lastFrame: frame.number });
    this.#closedBytes = bytes;
    await this.#removeBefore(number);
  }

  /** In another thread: a system takes long to give back gigabytes. */
  async #removeBefore(number: number): Promise<void> {
    const { logs, snapshots } = readDirectory(this.#directory);
    const isOld = (one: number): boolean => one < number;
    for (const old of logs.filter(isOld)) await unlink(logPath(this.#directory, old));
    for (const old of snapshots.filter(isOld)) await unlink(snapshotPath(this.#directory, old));
  }

  #freeze(): Frozen {
    this.#saver.saveNow();
    const collections = [...this.#store.collections.values()].map((collection) => ({
      id: collection.id,
      namespace: collection.namespace,
      indexes: collection.indexes.filter((index) => !index.isPrimary).map((index) => ({ ...index.spec })),
      tree: collection.primary.place?.tree ?? 0,
      size: collection.size,
    }));
    return { collections, disk: this.#disk.snapshot() };
  }

  /** The manifest names a log before it is written: the loss of an unnamed file could go unnoticed. */
  #beginLog(): number {
    this.#journal.flush();
    const number = (this.#manifest.logs.at(-1)?.number ?? 0) + 1;
    const closing = this.#journal.size;
    const path = logPath(this.#directory, number);
    closeSync(openSync(path, 'a', 0o600));
    const { number: after, checksum } = this.#journal.last;
    try {
      this.#note({ ...this.#manifest, logs: [...this.#manifest.logs, { number, after, checksum }] });
    } catch (error) {
      rmSync(path, { force: true });
      throw error;
    }
    this.#journal.switchTo(path);
    this.#closedBytes += closing;
    return number;
  }

  /** The manifest is on the disk when this returns. */
  #note(manifest: Manifest): void {
    writeManifest(this.#directory, manifest);
    this.#manifest = manifest;
  }

  /** Notes that everything written so far is on the disk and has to be there at the next start. */
  noteLast(): void {
    const lastFrame = this.#journal.last.number;
    if (lastFrame > this.#manifest.lastFrame) this.#note({ ...this.#manifest, lastFrame });
  }

  /** Throws if the disk is too full: old logs are deleted only after the snapshot is written. */
  #checkRoom(): void {
    const missing = this.#store.liveBytes * 1.1 + RESERVE_BYTES - freeBytes(this.#directory);
    if (missing > 0) throw new Error(`the disk lacks ${Math.ceil(missing / 1_048_576)} MB for a snapshot`);
  }
}

function countOf({ collections }: Frozen): { documents: number; collections: number } {
  return {
    documents: collections.reduce((sum, { size }) => sum + size, 0),
    collections: collections.length,
  };
}

/** Returns the checksum of the snapshot's last frame. A snapshot numbers its own frames. */
async function writeSnapshot(file: string, frozen: Frozen, stands: FrameId): Promise<number> {
  const fd = openSync(file, 'w', 0o600);
  try {
    const frame = new FrameBuilder();
    let last: FrameId = { number: 0, checksum: 0 };
    const writeFrame = async (): Promise<void> => {
      const bytes = frame.take(last);
      last = idOf(bytes);
      await writeAll(fd, bytes);
    };
    let sliceEnd = performance.now() + SLICE_MS;
    for (const { id, namespace, indexes, tree } of frozen.collections) {
      frame.add(KIND.createCollection, id, encode({ ns: namespace }));
      for (const index of indexes) frame.add(KIND.createIndex, id, encode(index));
      for (const bytes of frozen.disk.records(tree)) {
        frame.add(KIND.insert, id, bytes);
        if (frame.size > FRAME_BYTES) await writeFrame();
        if (performance.now() > sliceEnd) {
          await nextTurn();
          sliceEnd = performance.now() + SLICE_MS;
        }
      }
    }
    const { number, checksum } = stands;
    frame.add(KIND.end, 0, encode({ ...countOf(frozen), frame: number, checksum }));
    await writeFrame();
    await new Promise<void>((resolve, reject) => {
      fsync(fd, (error) => (error ? reject(error) : resolve()));
    });
    return last.checksum;
  } finally {
    closeSync(fd);
  }
}

async function writeAll(fd: number, bytes: Buffer): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const start = done;
    done += await new Promise<number>((resolve, reject) => {
      write(fd, bytes, start, bytes.length - start, null, (error, count) =>
        error ? reject(error) : resolve(count),
      );
    });
  }
}
