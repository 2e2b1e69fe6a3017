// Clicks an element again and again ("Load more") until it is gone or can not be clicked any more, or so many times.
import type { ClickUntilGoneStep } from '../../../domain/web/page-step/page-step.ts';
import { findElement, placesToClick } from './find-element.ts';
import { restAfterStep } from './rest-after-step.ts';
import { type StepEnd, type StepScene, type StepTimes, failedBecause, leftMs } from './step-scene.ts';

const DEFAULT_TIMES = 20;

export async function clickUntilGone(
  scene: StepScene,
  step: ClickUntilGoneStep,
  times: StepTimes,
): Promise<StepEnd> {
  const { times: most = DEFAULT_TIMES } = step;
  let places = placesToClick(scene.page, step);
  let clicks = 0;
  let untilMs = times.findUntilMs;
  for (; clicks < most; clicks += 1) {
    const found = await findElement(places, { untilMs });
    if (found.kind === 'absent') return clicks === 0 ? failedBecause(found.why) : gone(clicks);
    // What only contains the text is another element, and would be clicked once the one that says it is gone.
    places = [found.place];
    if (clicks > 0 && (await found.element.isDisabled({ timeout: leftMs(times) }))) return gone(clicks);
    await found.element.click({ timeout: leftMs(times) });
    await restAfterStep(scene, times);
    if (performance.now() >= times.untilMs)
      return failedBecause(`it was still there after ${told(clicks + 1)}`);
    // The page has come to rest: what is not there now is gone.
    untilMs = performance.now();
  }
  const left = await findElement(places, { untilMs });
  return left.kind === 'absent'
    ? gone(clicks)
    : { ok: true, detail: `${told(clicks)}, and it is still there` };
}

function gone(clicks: number): StepEnd {
  return { ok: true, detail: told(clicks) };
}

function told(clicks: number): string {
  return clicks === 1 ? '1 click' : `${clicks} clicks`;
}
