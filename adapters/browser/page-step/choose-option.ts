// Chooses an option of a list by what it says or by its value. Lists that a page hides behind one of its own take it as well.
import { setTimeout as pause } from 'node:timers/promises';
import type { SelectStep } from '../../../domain/web/page-step/page-step.ts';
import { findElement, ofSelector } from './find-element.ts';
import { DONE, type StepEnd, type StepScene, type StepTimes, failedBecause, leftMs } from './step-scene.ts';

const POLL_MS = 100;
const MAX_TOLD = 10;

interface Choice {
  readonly label: string;
  readonly value: string;
}

export async function chooseOption(
  { page }: StepScene,
  step: SelectStep,
  times: StepTimes,
): Promise<StepEnd> {
  const { findUntilMs: untilMs } = times;
  const found = await findElement([ofSelector(page, step.selector)], { untilMs, sight: 'attached' });
  if (found.kind === 'absent') return failedBecause(found.why);
  const { element } = found;
  for (;;) {
    const tag = await element.evaluate((one) => one.nodeName, undefined, { timeout: leftMs(times) });
    if (tag !== 'SELECT')
      return failedBecause('the element is no list of options (select); click it instead');
    const options = element.locator('option');
    const labels = await options.allTextContents();
    const values = await Promise.all(labels.map((_label, at) => options.nth(at).getAttribute('value')));
    const choices = labels.map((label, at) => ({ label: plain(label), value: values[at] ?? plain(label) }));
    const index = indexOf(choices, step);
    if (index !== -1) {
      await element.selectOption({ index }, { force: true, timeout: leftMs(times) });
      return DONE;
    }
    if (performance.now() >= untilMs) return failedBecause(absentWords(choices));
    await pause(POLL_MS, undefined, { ref: false });
  }
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** What says exactly the text comes before what contains it. -1: none does. */
function indexOf(choices: readonly Choice[], { label, value }: SelectStep): number {
  if (label === undefined) return choices.findIndex((one) => one.value === value);
  const wanted = plain(label);
  const exact = choices.findIndex((one) => one.label === wanted);
  if (exact !== -1 || wanted === '') return exact;
  return choices.findIndex((one) => one.label.toLowerCase().includes(wanted.toLowerCase()));
}

function absentWords(choices: readonly Choice[]): string {
  const labels = choices.slice(0, MAX_TOLD).map(({ label }) => `“${label}”`);
  if (labels.length === 0) return 'the list has no options';
  return `there is no such option; there are ${labels.join(', ')}${choices.length > MAX_TOLD ? ' …' : ''}`;
}
