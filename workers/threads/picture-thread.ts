// The thread that decodes and compares pictures: answers each task by its number, in order.
import { parentPort } from 'node:worker_threads';
import { createPictureCoder } from '../../adapters/picture/picture-coder.ts';
import { judgePictures, type JudgedPictures } from '../../domain/change/picture/judge-pictures.ts';
import { learnNoise } from '../../domain/change/picture/learn-noise.ts';
import type { Rectangle } from '../../domain/web/fetch/page-picture.ts';
import type { NumberedTask } from './task-thread.ts';
import type { PictureTask } from './picture-task.ts';

const coder = createPictureCoder();

async function compare(task: PictureTask): Promise<JudgedPictures | readonly Rectangle[]> {
  const [before, after, seenBefore] = [
    await coder.pixelsOf(task.before),
    await coder.pixelsOf(task.after),
    task.seenBefore === undefined ? undefined : await coder.pixelsOf(task.seenBefore),
  ];
  return task.judging === undefined
    ? learnNoise(before, after)
    : judgePictures({ before, after, seenBefore }, task.judging);
}

parentPort?.on('message', ({ id, task }: NumberedTask<PictureTask>) => {
  compare(task).then(
    (answer) => parentPort?.postMessage({ id, answer }),
    // A picture that can not be read is answered as one that could not be compared.
    () => parentPort?.postMessage({ id, answer: null }),
  );
});
