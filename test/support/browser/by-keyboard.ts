// A person without a mouse: the focus is moved by Tab, things are done by keys. What a pointer did is counted, so that a
// test can say there was none.
import type { Locator, Page } from 'playwright-core';

const MAX_TABS = 150;
const COUNT_POINTER = `for (const kind of ['mousedown', 'pointerdown', 'touchstart'])
  addEventListener(kind, () => { window.pointerUses = (window.pointerUses ?? 0) + 1; }, true);`;

export async function countPointer(page: Page): Promise<void> {
  await page.addInitScript(COUNT_POINTER);
}

export function pointerUses(page: Page): Promise<number> {
  return page.evaluate<number>('window.pointerUses ?? 0');
}

/** Presses Tab until the focus is there. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let pressed = 0; pressed < MAX_TABS; pressed++) {
    if (await hasFocus(target)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never comes to ${target.toString()}.`);
}

/** Chooses one radio button of a group by arrow keys; the focus is in the group. */
export async function arrowTo(page: Page, target: Locator): Promise<void> {
  for (let pressed = 0; pressed < MAX_TABS; pressed++) {
    if (await target.isChecked()) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`The arrow keys never come to ${target.toString()}.`);
}

/** Writes over what the field holds, which has the focus. */
export async function writeOver(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

export async function hasFocus(target: Locator): Promise<boolean> {
  return (await target.and(target.page().locator(':focus')).count()) > 0;
}
