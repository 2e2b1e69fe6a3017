// Waits until a page is at rest again after something was done to it: a document that takes its place has arrived, and network and text
// are quiet. A page that never is goes on after some seconds.
import { setTimeout as pause } from 'node:timers/promises';
import { LOOK_MS } from '../../../domain/web/render/settle.ts';
import type { StepScene, StepTimes } from './step-scene.ts';

const RESTLESS_MS = 3_000;

export async function restAfterStep(
  { settling, look, isOver }: Pick<StepScene, 'settling' | 'look' | 'isOver'>,
  { untilMs }: Pick<StepTimes, 'untilMs'>,
): Promise<void> {
  const begunMs = performance.now();
  settling.stirred(begunMs);
  while (!isOver()) {
    await look();
    const nowMs = performance.now();
    const isRestless = settling.arrivedMs !== null && nowMs - begunMs >= RESTLESS_MS;
    if (settling.isDone(nowMs) || isRestless || nowMs >= untilMs) return;
    await pause(LOOK_MS, undefined, { ref: false });
  }
}
