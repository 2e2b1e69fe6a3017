// The thread of one view of a page: answers once.
import { parentPort, workerData } from 'node:worker_threads';
import { type ViewTask, viewPage } from './view-page.ts';

parentPort?.postMessage(viewPage(workerData as ViewTask));
