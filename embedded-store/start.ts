// Opens a data directory and serves it: lock, recovery, log, sockets; closed in reverse order.
import { Store } from './catalog/store.ts';
import { Cursors } from './commands/cursors.ts';
import { createHandler } from './commands/dispatch.ts';
import { Compactor, DEFAULT_POLICY, type CompactionPolicy } from './storage/compaction.ts';
import { lockDirectory, logPath, syncDirectory } from './storage/directory.ts';
import { Journal, type SyncMode } from './storage/journal.ts';
import { type Recovery, recover } from './storage/recovery.ts';
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
  /** Bytes of memory for the data; default 85 % of what V8 allows this process. */
  readonly heapLimit?: number;
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
  const store = new Store(options.heapLimit);
  const recovery = recover(options.dataDir, store, { acceptLoss: options.acceptLoss ?? false, warn });
  const journal = new Journal(logPath(options.dataDir, recovery.logNumber), {
    sync: options.sync ?? 'interval',
    syncEveryMs: options.syncEveryMs ?? 50,
    warn,
    after: recovery.last,
    onWritten: () => store.settle(),
    onRefused: () => store.takeBack(),
  });
  store.attach(journal);
  noteFound(options.dataDir, recovery, journal, warn);
  const cursors = new Cursors();
  const at = {
    directory: options.dataDir,
    manifest: recovery.manifest,
    closedBytes: recovery.bytes - journal.size,
  };
  const compactor = new Compactor(at, store, journal);
  const policy = options.compaction ?? DEFAULT_POLICY;
  const compactIfDue = (): void => {
    if (!compactor.isDue(policy)) return;
    compactor
      .run()
      .catch((error: unknown) => warn(`compaction failed, the log stays as it is: ${String(error)}`));
  };
  const handler = createHandler({ store, journal, cursors, compact: () => compactor.run() });
  const server = await listen({ host: options.host ?? '127.0.0.1', port: options.port }, handler).catch(
    async (error: unknown) => {
      await journal.close();
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
    unlock();
  };
  return {
    port: server.port,
    recovered: recovery.operations,
    compact: () => compactor.run(),
    stop: () => (stopped ??= stop()),
  };
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

/** If this fails, the manifest names fewer frames than there are, which is safe. */
function noteEnd(compactor: Compactor, warn: (message: string) => void): void {
  try {
    compactor.noteLast();
  } catch (error) {
    warn(`what the log holds at its end could not be noted: ${String(error)}`);
  }
}
