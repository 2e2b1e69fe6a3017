// The thread that reads documents. Their library is loaded by the first PDF.
import { parentPort } from 'node:worker_threads';
import { readPdf } from '../../adapters/pdf/read-pdf.ts';
import { type DocumentTask, readAsPage } from '../../domain/reading/content/document/read-as-page.ts';
import type { NumberedTask } from '../threads/task-thread.ts';

parentPort?.on('message', ({ id, task }: NumberedTask<DocumentTask>) => {
  void readAsPage(task, readPdf).then((answer) => parentPort?.postMessage({ id, answer }));
});
