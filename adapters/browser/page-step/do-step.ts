// Does one step on a page. Elements are acted on as by a person: they have to be seen, stand still and not be covered.
import { setTimeout as pause } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import {
  type ClickStep,
  type ClickUntilGoneStep,
  type ElementsStep,
  type FillStep,
  type GotoStep,
  OWN_ADDRESS,
  type PageStep,
  type PressStep,
  type ScriptStep,
  type SelectStep,
  type TargetStep,
} from '../../../domain/web/page-step/page-step.ts';
import { coversHost } from '../../../domain/web/host/covered-host.ts';
import { urlHost } from '../../../domain/web/url/key.ts';
import { runInPage } from '../isolated-world.ts';
import { chooseOption } from './choose-option.ts';
import { clickUntilGone } from './click-until-gone.ts';
import { driverFault } from './driver-fault.ts';
import { type Found, findElement, ofSelector, placesToCheck, placesToClick } from './find-element.ts';
import { scrollPage } from './scroll-page.ts';
import { DONE, type StepEnd, type StepScene, type StepTimes, failedBecause, leftMs } from './step-scene.ts';
import { SAME_PLACE_SCRIPT, removeScript, revealScript } from './step-script.ts';
import { waitOnPage } from './wait-on-page.ts';

const POLL_MS = 100;

/** Never rejects. */
export async function doStep(scene: StepScene, step: PageStep, times: StepTimes): Promise<StepEnd> {
  try {
    return await perform(scene, step, times);
  } catch (error) {
    return failedBecause(driverFault(error));
  }
}

function perform(scene: StepScene, step: PageStep, times: StepTimes): Promise<StepEnd> {
  switch (step.do) {
    case 'goto':
      return goTo(scene, step, times);
    case 'press':
      return press(scene, step, times);
    case 'scroll':
      return scrollPage(scene, step, times);
    case 'wait':
      return waitOnPage(scene, step, times);
    case 'remove':
    case 'reveal':
      return changeElements(scene, step, times);
    case 'script':
      return runScript(scene, step);
    case 'picture':
      return scene.keepPicture(times);
    default:
      return performOnElement(scene, step, times);
  }
}

type ElementStep = ClickStep | ClickUntilGoneStep | FillStep | SelectStep | TargetStep;

function performOnElement(scene: StepScene, step: ElementStep, times: StepTimes): Promise<StepEnd> {
  switch (step.do) {
    case 'click':
    case 'double-click':
      return click(scene, step, times);
    case 'click-until-gone':
      return clickUntilGone(scene, step, times);
    case 'fill':
      return fill(scene, step, times);
    case 'select':
      return chooseOption(scene, step, times);
    case 'check':
    case 'uncheck':
      return setChecked(scene, step, times);
    case 'hover':
      return hover(scene, step, times);
  }
}

/** Anything but http and https the driver would open as well, files of this machine among them. */
async function goTo({ page, main }: StepScene, { url }: GotoStep, times: StepTimes): Promise<StepEnd> {
  const target = url === OWN_ADDRESS ? main.url : url;
  const refusal = main.refusalOf(target);
  if (refusal !== null) return failedBecause(refusal);
  await page.goto(target, { waitUntil: 'commit', timeout: leftMs(times) });
  return DONE;
}

async function click(scene: StepScene, step: ClickStep, times: StepTimes): Promise<StepEnd> {
  const { page } = scene;
  const clickCount = step.do === 'double-click' ? 2 : 1;
  await runInPage(scene.session, scene.frameId, SAME_PLACE_SCRIPT);
  if (step.x !== undefined) {
    await page.mouse.click(step.x, step.y ?? 0, { clickCount });
    return DONE;
  }
  const found = await find(placesToClick(page, step), times);
  return actOn(found, (element) => element.click({ clickCount, timeout: leftMs(times) }));
}

async function fill(scene: StepScene, step: FillStep, times: StepTimes): Promise<StepEnd> {
  const { selector, value, hosts } = step;
  const found = await find([ofSelector(scene.page, selector)], times);
  if (found.kind === 'found' && hosts !== undefined)
    return fillOnHosts(scene, { element: found.element, value, hosts }, times);
  return actOn(found, (element) => element.fill(value, { timeout: leftMs(times) }));
}

interface BoundFill {
  readonly element: Locator;
  readonly value: string;
  readonly hosts: readonly string[];
}

/**
 * The field is taken hold of before the host is asked for, and of the browser: should the page be replaced meanwhile, the field is
 * gone with it.
 */
async function fillOnHosts(
  { session }: StepScene,
  { element, value, hosts }: BoundFill,
  times: StepTimes,
): Promise<StepEnd> {
  const field = await element.elementHandle({ timeout: leftMs(times) });
  const { frameTree } = await session.send('Page.getFrameTree');
  const host = urlHost(frameTree.frame.securityOrigin);
  if (field === null || !coversHost(hosts, host))
    return failedBecause(
      `what it fills in belongs to ${hosts.join(', ')}, and the page is of ${host || 'no host'}; it gets it once \`hosts\` of the step names it`,
    );
  await field.fill(value, { timeout: leftMs(times) });
  return DONE;
}

async function press(scene: StepScene, { key, selector }: PressStep, times: StepTimes): Promise<StepEnd> {
  const { page } = scene;
  await runInPage(scene.session, scene.frameId, SAME_PLACE_SCRIPT);
  if (selector === undefined) {
    await page.keyboard.press(key);
    return DONE;
  }
  const found = await find([ofSelector(page, selector)], times);
  return actOn(found, (element) => element.press(key, { timeout: leftMs(times) }));
}

async function hover({ page }: StepScene, step: TargetStep, times: StepTimes): Promise<StepEnd> {
  const found = await find(placesToClick(page, step), times);
  return actOn(found, (element) => element.hover({ timeout: leftMs(times) }));
}

/** A box that is drawn by its label is often hidden itself: it is clicked all the same. */
async function setChecked({ page }: StepScene, step: TargetStep, times: StepTimes): Promise<StepEnd> {
  const isWanted = step.do === 'check';
  const found = await findElement(placesToCheck(page, step), {
    untilMs: times.findUntilMs,
    sight: 'attached',
  });
  return actOn(found, async (element) => {
    const timeout = leftMs(times);
    if (await element.isVisible()) return element.setChecked(isWanted, { timeout });
    if ((await element.isChecked({ timeout })) !== isWanted)
      await element.dispatchEvent('click', undefined, { timeout });
  });
}

function find(places: readonly Locator[], { findUntilMs }: StepTimes): Promise<Found> {
  return findElement(places, { untilMs: findUntilMs });
}

async function actOn(found: Found, act: (element: Locator) => Promise<unknown>): Promise<StepEnd> {
  if (found.kind === 'absent') return failedBecause(found.why);
  await act(found.element);
  return DONE;
}

async function changeElements(
  { session, frameId }: StepScene,
  { do: kind, selector }: ElementsStep,
  { findUntilMs }: StepTimes,
): Promise<StepEnd> {
  const script = kind === 'remove' ? removeScript(selector) : revealScript(selector);
  for (;;) {
    const changed = await runInPage(session, frameId, script);
    if (typeof changed === 'number' && changed > 0) return { ok: true, detail: countWords(changed) };
    if (performance.now() >= findUntilMs) return failedBecause('there is no such element');
    await pause(POLL_MS, undefined, { ref: false });
  }
}

function countWords(count: number): string {
  return count === 1 ? '1 element' : `${count} elements`;
}

/** In the page's own world: that is what it is for. */
async function runScript({ page, allowsScripts }: StepScene, { script }: ScriptStep): Promise<StepEnd> {
  if (!allowsScripts)
    return failedBecause('scripts are off; the operator allows them with WEBLOOM_PAGE_SCRIPTS=true');
  try {
    await page.evaluate(`(async () => {\n${script}\n})().then(() => undefined)`);
    return DONE;
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return failedBecause(`the script ended with “${first.replace(/^page\.evaluate: /, '')}”`);
  }
}
