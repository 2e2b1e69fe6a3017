// The thread of views: answers each task by its number, in order.
import { parentPort } from 'node:worker_threads';
import type { NumberedTask } from '../threads/task-thread.ts';
import { viewPage, type ViewTask } from './view-page.ts';

parentPort?.on('message', ({ id, task }: NumberedTask<ViewTask>) => {
  parentPort?.postMessage({ id, answer: viewPage(task) });
});
