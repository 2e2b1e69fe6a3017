// Views of pages in threads of their own, each killed when it takes too long: a hostile page costs only its view.
import { Worker } from 'node:worker_threads';
import type { PageViewer } from '../../domain/preview/page-viewer.ts';
import type { ViewTask } from './view-page.ts';

export interface ViewerOptions {
  /** Time for one view, in ms. */
  readonly deadlineMs: number;
  readonly heapMb: number;
}

export function createPageViewer({ deadlineMs, heapMb }: ViewerOptions): PageViewer {
  return {
    view: (page, request) =>
      new Promise((resolve) => {
        const source = new URL(
          import.meta.url.endsWith('.ts') ? './viewer-thread.ts' : './viewer-thread.js',
          import.meta.url,
        );
        const task: ViewTask = { page, request };
        const worker = new Worker(source, {
          workerData: task,
          resourceLimits: { maxOldGenerationSizeMb: heapMb },
        });
        worker.unref();
        const end = (answer: Parameters<typeof resolve>[0]): void => {
          clearTimeout(timer);
          void worker.terminate();
          resolve(answer);
        };
        const timer = setTimeout(() => end(null), deadlineMs);
        worker.once('message', end);
        worker.once('error', () => end(null));
        worker.once('exit', () => end(null));
      }),
  };
}
