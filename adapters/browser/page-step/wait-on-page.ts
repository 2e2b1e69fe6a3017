// Waits on a page: for an element, a text, an element that says the text, so long.
import { setTimeout as pause } from 'node:timers/promises';
import type { WaitStep } from '../../../domain/web/page-step/page-step.ts';
import { findElement, ofSelector } from './find-element.ts';
import { DONE, type StepEnd, type StepScene, type StepTimes, failedBecause } from './step-scene.ts';

export async function waitOnPage(
  { page }: StepScene,
  { selector, text, ms = 0 }: WaitStep,
  { findUntilMs }: StepTimes,
): Promise<StepEnd> {
  if (performance.now() + ms > findUntilMs) return failedBecause(`the page has no ${ms} ms left`);
  await pause(ms, undefined, { ref: false });
  if (selector === undefined && text === undefined) return DONE;
  const place = selector === undefined ? page.getByText(text ?? '') : ofSelector(page, selector, text);
  const sight = text === undefined ? 'attached' : 'visible';
  const found = await findElement([place], { untilMs: findUntilMs, sight });
  if (found.kind === 'found') return DONE;
  return failedBecause(text === undefined ? found.why : 'the page does not say it');
}
