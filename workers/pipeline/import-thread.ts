// The thread that reads files of other tools: they are hostile, and one of many megabytes takes seconds.
import { parentPort } from 'node:worker_threads';
import { readImport } from '../../domain/upkeep/import/read-import.ts';
import type { ImportTask } from './import-task.ts';
import { unpackBrotli } from '../threads/unpack-brotli.ts';
import type { NumberedTask } from '../threads/task-thread.ts';

parentPort?.on('message', ({ id, task }: NumberedTask<ImportTask>) => {
  parentPort?.postMessage({ id, answer: readImport(task.bytes, task.rules, task.kind, unpackBrotli) });
});
