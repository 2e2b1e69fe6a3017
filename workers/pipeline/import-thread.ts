// The thread that reads files of other tools: they are hostile, and one of many megabytes takes seconds.
import { parentPort } from 'node:worker_threads';
import { isZip } from '../../domain/reading/content/archive/open-zip.ts';
import { isSqlite, type OpenDatabase } from '../../domain/upkeep/import/known-text/snapshot-database.ts';
import { readImport } from '../../domain/upkeep/import/read-import.ts';
import type { ImportTask } from './import-task.ts';
import { sha1 } from '../threads/sha-1.ts';
import { unpackBrotli } from '../threads/unpack-brotli.ts';
import type { NumberedTask } from '../threads/task-thread.ts';

parentPort?.on('message', (numbered: NumberedTask<ImportTask>) => {
  // What fails here ends the thread, which is answered for.
  void answer(numbered);
});

async function answer({ id, task: { bytes, rules, kind } }: NumberedTask<ImportTask>): Promise<void> {
  const openDatabase = await openerFor(bytes);
  parentPort?.postMessage({
    id,
    answer: readImport(bytes, rules, kind, { unpackBrotli, openDatabase, sha1 }),
  });
}

/** SQLite is a megabyte of code: loaded for files that may have a database. */
async function openerFor(bytes: Uint8Array): Promise<OpenDatabase> {
  if (!isZip(bytes) && !isSqlite(bytes)) return () => ({ problem: '' });
  const { snapshotOpener } = await import('../../adapters/sqlite/open-snapshots.ts');
  return snapshotOpener();
}
