// Opens a data directory and serves it: lock, recovery, disk file, log, sockets; closed in reverse order.
import type { Store } from './catalog/store.ts';
import { Cursors } from './commands/cursors.ts';
import { createHandler } from './commands/dispatch.ts';
import { LongReads } from './commands/long-reads.ts';
import { diskPath, makeAnewNextTime } from './disk/disk-state.ts';
import { Compactor, DEFAULT_POLICY, type CompactionPolicy } from './storage/compaction.ts';
import { lockDirectory, logPath, syncDirectory } from './storage/directory.ts';
import { Journal, type SyncMode } from './storage/journal.ts';
import { openStored } from './storage/open-stored.ts';
import { judge, type Recovery } from './storage/recovery.ts';
import { roomOf } from './storage/room.ts';
import { DEFAULT_SAVING, Saver, type SavePolicy } from './storage/saver.ts';
import { writeManifest } from './storage/manifest.ts';
import { listen } from './wire/server.ts';

export interface StoreOptions {
  /** 0 = a free one. */
  readonly port: number;
  /** Default 127.0.0.1, because there is no authentication. */
  readonly host?: string;
  readonly dataDir: string;
  /** `interval` (default): synced to the disk within `syncEveryMs`; `always`: before each answer. */
  readonly sync?: SyncMode;
  /** ms; default 50. */
  readonly syncEveryMs?: number;
  /** Keep the part before a damaged place of the log, instead of refusing to start. */
  readonly acceptLoss?: boolean;
  readonly compaction?: CompactionPolicy;
  readonly saving?: SavePolicy;
  /** Bytes of data above which writes that add some are refused; default: what the disk has room for. */
  readonly boundBytes?: number;
  /** Default: prints a line on standard error. */
  readonly warn?: (message: string) => void;
}

export interface RunningStore {
  readonly port: number;
  /** Operations read back from the log at start. */
  readonly recovered: number;
  /** Replaces the logs by a snapshot now. */
  compact(): Promise<void>;
  stop(): Promise<void>;
}

const COMPACTION_CHECK_MS = 10_000;

export async function startStore(options: StoreOptions): Promise<RunningStore> {
  const warn =
    options.warn ?? ((message: string) => void process.stderr.write(`embedded-store: ${message}\n`));
  const unlock = lockDirectory(options.dataDir);
  try {
    return await open(options, warn, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

async function open(
  options: StoreOptions,
  warn: (message: string) => void,
  unlock: () => void,
): Promise<RunningStore> {
  const { dataDir, boundBytes } = options;
  const recovery = judge(dataDir, { acceptLoss: options.acceptLoss ?? false, warn });
  const opened = await openStored(dataDir, recovery, { warn, bound: roomOf(dataDir, boundBytes) });
  const { store, disk } = opened;
  const { journal, saver } = openLog(options, recovery, { store, warn });
  store.attach(journal);
  noteFound(dataDir, recovery, journal, warn);
  const cursors = new Cursors();
  const closedBytes = recovery.bytes - journal.size;
  const compactor = new Compactor(
    { directory: dataDir, manifest: recovery.manifest, closedBytes },
    { store, journal, disk, saver },
  );
  const compactIfDue = (): void => compactInTime(compactor, options.compaction ?? DEFAULT_POLICY, warn);
  const longReads = new LongReads(diskPath(dataDir));
  const handler = createHandler({
    store,
    journal,
    cursors,
    longReads,
    save: () => saver.saveNow(),
    compact: () => compactor.run().then(() => makeAnewNextTime(dataDir)),
  });
  const server = await listen({ host: options.host ?? '127.0.0.1', port: options.port }, handler).catch(
    async (error: unknown) => {
      saver.stop();
      await journal.close();
      await opened.close();
      throw error;
    },
  );
  const timer = setInterval(compactIfDue, COMPACTION_CHECK_MS);
  compactIfDue();
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    clearInterval(timer);
    await server.close();
    cursors.close();
    await compactor.idle();
    await journal.close();
    noteEnd(compactor, warn);
    saveLast(saver, warn);
    await longReads.close();
    await opened.close();
    unlock();
  };
  return {
    port: server.port,
    recovered: opened.operations,
    compact: () => compactor.run(),
    stop: () => (stopped ??= stop()),
  };
}

function compactInTime(
  compactor: Compactor,
  policy: CompactionPolicy,
  warn: (message: string) => void,
): void {
  if (!compactor.isDue(policy)) return;
  compactor
    .run()
    .catch((error: unknown) => warn(`compaction failed, the log stays as it is: ${String(error)}`));
}

/** The log goes on where it ended; what it has is saved to the disk file. */
function openLog(
  { dataDir, sync, syncEveryMs, saving }: StoreOptions,
  recovery: Recovery,
  { store, warn }: { store: Store; warn: (message: string) => void },
): { journal: Journal; saver: Saver } {
  const journal: Journal = new Journal(logPath(dataDir, recovery.logNumber), {
    sync: sync ?? 'interval',
    syncEveryMs: syncEveryMs ?? 50,
    warn,
    after: recovery.last,
    onWritten: () => {
      store.settle();
      saver.onWritten();
    },
    onRefused: () => store.takeBack(),
  });
  const saver = new Saver({ store, last: () => journal.last, warn, policy: saving ?? DEFAULT_SAVING });
  return { journal, saver };
}

/** Stores what recovery found in the manifest, after it is on the disk: from then on it must be there. */
function noteFound(
  directory: string,
  { manifest, isNamed }: Recovery,
  journal: Journal,
  warn: (message: string) => void,
): void {
  journal.syncNow();
  syncDirectory(directory);
  try {
    writeManifest(directory, manifest);
  } catch (error) {
    // On a full disk the store can still be read.
    if (!isNamed) throw error;
    warn(`the manifest could not be renewed: ${String(error)}`);
  }
}

/** If this fails, the next start makes the rest from the log. */
function saveLast(saver: Saver, warn: (message: string) => void): void {
  try {
    saver.saveNow();
  } catch (error) {
    warn(`the last changes are in the log alone: ${String(error)}`);
  }
  saver.stop();
}

/** If this fails, the manifest names fewer frames than there are, which is safe. */
function noteEnd(compactor: Compactor, warn: (message: string) => void): void {
  try {
    compactor.noteLast();
  } catch (error) {
    warn(`what the log holds at its end could not be noted: ${String(error)}`);
  }
}
