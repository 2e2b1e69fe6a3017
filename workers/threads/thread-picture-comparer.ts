// Compares pictures in one thread, one pair after the other: two pictures as high as can be take half a gigabyte and some
// seconds.
import type { JudgedPictures } from '../../domain/change/picture/judge-pictures.ts';
import type { PictureComparer } from '../../domain/page/picture-coder.ts';
import type { Rectangle } from '../../domain/web/fetch/page-picture.ts';
import type { PictureTask } from './picture-task.ts';
import { TaskThread } from './task-thread.ts';

/** Time for one comparison: the highest pictures without anything in common take 3 s on a machine with nothing else to do. */
const DEADLINE_MS = 60_000;
const HEAP_MB = 256;
const IDLE_MS = 30_000;

/** No thread is started before a picture has to be compared. */
export function createPictureComparer(): PictureComparer {
  const thread = new TaskThread<PictureTask, unknown>({
    source: new URL(
      import.meta.url.endsWith('.ts') ? './picture-thread.ts' : './picture-thread.js',
      import.meta.url,
    ),
    deadlineMs: DEADLINE_MS,
    heapMb: HEAP_MB,
    idleMs: IDLE_MS,
  });
  return {
    judge: async (pair, judging) => (await thread.run({ ...pair, judging })) as JudgedPictures | null,
    learn: async (before, after) => (await thread.run({ before, after })) as readonly Rectangle[] | null,
  };
}
