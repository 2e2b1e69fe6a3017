// Views of pages in one thread, one after the other.
import type { PageViewer } from '../../domain/job/preview/page-viewer.ts';
import { TaskThread } from '../threads/task-thread.ts';
import type { ViewTask } from './view-page.ts';

export interface ViewerOptions {
  /** Time for one view, in ms, from when its turn has come. */
  readonly deadlineMs: number;
  readonly heapMb: number;
}

/** The thread waits so long for the next click. */
const IDLE_MS = 300_000;

export function createPageViewer(options: ViewerOptions): PageViewer {
  const source = new URL(
    import.meta.url.endsWith('.ts') ? './viewer-thread.ts' : './viewer-thread.js',
    import.meta.url,
  );
  const thread = new TaskThread<ViewTask, unknown>({ ...options, source, idleMs: IDLE_MS });
  return {
    view: async <View>(page: ViewTask['page'], request: ViewTask['request']) =>
      (await thread.run({ page, request })) as View | null,
  };
}
