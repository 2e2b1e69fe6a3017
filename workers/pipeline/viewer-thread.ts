// The thread of views: answers each task by its number, in order.
import { parentPort } from 'node:worker_threads';
import { type NumberedTask, viewPage } from './view-page.ts';

parentPort?.on('message', ({ id, task }: NumberedTask) => {
  parentPort?.postMessage({ id, view: viewPage(task) });
});
