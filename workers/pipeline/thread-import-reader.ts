// Reads files of other tools in one thread, one after the other.
import type { ImportReader } from '../../domain/upkeep/import/import-reader.ts';
import type { ReadImport } from '../../domain/upkeep/import/import-entry.ts';
import type { ImportTask } from './import-task.ts';
import { TaskThread } from '../threads/task-thread.ts';

/** Ten thousand jobs in YAML take some 8 s on a machine with nothing else to do, and three times as long beside other work. */
const DEADLINE_MS = 40_000;
const HEAP_MB = 1_024;
/** A database is held outside of the heap: as it was sent, unpacked, and as SQLite reads it. */
const MAX_GROWTH_MB = 1_536;
const IDLE_MS = 10_000;

/** No thread is started before a file has to be read. */
export function createImportReader(): ImportReader {
  const thread = new TaskThread<ImportTask, ReadImport>({
    source: new URL(
      import.meta.url.endsWith('.ts') ? './import-thread.ts' : './import-thread.js',
      import.meta.url,
    ),
    deadlineMs: DEADLINE_MS,
    heapMb: HEAP_MB,
    idleMs: IDLE_MS,
    maxGrowthMb: MAX_GROWTH_MB,
  });
  return {
    read: (bytes, { policy, ...rules }, kind) => {
      // How requests go out is of no matter here, and a function can not go to a thread.
      const { allowHosts, ports } = policy;
      return thread.run({ bytes, rules: { ...rules, policy: { allowHosts, ports } }, kind });
    },
  };
}
