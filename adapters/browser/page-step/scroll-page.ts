// Scrolls: to an element, so many pixels, or to the bottom until the page grows no more.
import type { ScrollStep } from '../../../domain/web/page-step/page-step.ts';
import { runInPage } from '../isolated-world.ts';
import { SCROLL_SCRIPT } from '../page-script.ts';
import { findElement, ofSelector } from './find-element.ts';
import { restAfterStep } from './rest-after-step.ts';
import { DONE, type StepEnd, type StepScene, type StepTimes, failedBecause, leftMs } from './step-scene.ts';
import { scrollByScript } from './step-script.ts';

/** A page that grows without end is scrolled so often at most. */
const MAX_SCROLLS = 50;

export async function scrollPage(scene: StepScene, step: ScrollStep, times: StepTimes): Promise<StepEnd> {
  const { page, session, frameId } = scene;
  if (step.to === 'end') return scrollToEnd(scene, times);
  if (step.selector === undefined) {
    await runInPage(session, frameId, scrollByScript(step.by ?? 0));
    return DONE;
  }
  const place = ofSelector(page, step.selector);
  const found = await findElement([place], { untilMs: times.findUntilMs, sight: 'attached' });
  if (found.kind === 'absent') return failedBecause(found.why);
  await found.element.scrollIntoViewIfNeeded({ timeout: leftMs(times) });
  return DONE;
}

async function scrollToEnd(scene: StepScene, times: StepTimes): Promise<StepEnd> {
  let before = -1;
  for (let scrolls = 0; scrolls < MAX_SCROLLS; scrolls += 1) {
    const look = await scene.look();
    const height = look?.height ?? before;
    if (height <= before || performance.now() >= times.untilMs) break;
    before = height;
    await runInPage(scene.session, scene.frameId, SCROLL_SCRIPT);
    await restAfterStep(scene, times);
  }
  return DONE;
}
