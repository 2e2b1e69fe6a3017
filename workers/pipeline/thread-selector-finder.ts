// Searches for selectors in a thread of its own, which is killed when it takes too long: a hostile page costs
// the job only its selectors. Searches are rare, a few in the life of a job.
import { Worker } from 'node:worker_threads';
import type { SelectorFinder } from '../../domain/config/selector/selector-finder.ts';
import type { FoundField } from '../../domain/config/selector/wanted-field.ts';

export interface FinderOptions {
  /** Time for one search, in ms. */
  readonly deadlineMs: number;
  readonly heapMb: number;
}

export function createSelectorFinder({ deadlineMs, heapMb }: FinderOptions): SelectorFinder {
  return {
    find: (pages, wanted) =>
      new Promise((resolve) => {
        const source = new URL(
          import.meta.url.endsWith('.ts') ? './selector-thread.ts' : './selector-thread.js',
          import.meta.url,
        );
        const worker = new Worker(source, {
          workerData: { pages, wanted },
          resourceLimits: { maxOldGenerationSizeMb: heapMb },
        });
        worker.unref();
        const end = (found: readonly FoundField[] | null): void => {
          clearTimeout(timer);
          void worker.terminate();
          resolve(found);
        };
        const timer = setTimeout(() => end(null), deadlineMs);
        worker.once('message', (found: readonly FoundField[]) => end(found));
        worker.once('error', () => end(null));
        worker.once('exit', () => end(null));
      }),
  };
}
