// Finds what a step acts on: polls until it is there, prefers what can be seen, and says what is the matter where it is not.
import { setTimeout as pause } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { partSelector } from '../../../domain/reading/part/part-selector.ts';

export interface Wanted {
  readonly selector?: string | undefined;
  readonly text?: string | undefined;
}

/** `attached`: it is enough that it is there. */
type Sight = 'visible' | 'attached';

export type Found =
  /** `place`: which of the places it was found at. */
  | { readonly kind: 'found'; readonly element: Locator; readonly place: Locator }
  | { readonly kind: 'absent'; readonly why: string };

const POLL_MS = 100;
const ABSENT = 'there is no such element';

/** By `performance.now()`. */
export async function findElement(
  places: readonly Locator[],
  { untilMs, sight = 'visible' }: { readonly untilMs: number; readonly sight?: Sight },
): Promise<Found> {
  for (;;) {
    const shown = await firstOf(places, sight);
    if (shown !== null) return { kind: 'found', ...shown };
    if (performance.now() >= untilMs) break;
    await pause(POLL_MS, undefined, { ref: false });
  }
  const isHidden = sight === 'visible' && (await firstOf(places, 'attached')) !== null;
  return { kind: 'absent', why: isHidden ? 'the element is there, but can not be seen' : ABSENT };
}

async function firstOf(
  places: readonly Locator[],
  sight: Sight,
): Promise<{ readonly element: Locator; readonly place: Locator } | null> {
  for (const place of places) {
    const seen = sight === 'visible' ? place.filter({ visible: true }) : place;
    if ((await countOf(seen)) > 0) return { element: seen.first(), place };
  }
  return null;
}

/** A page that is just being replaced has none. */
async function countOf(place: Locator): Promise<number> {
  try {
    return await place.count();
  } catch (error) {
    if (error instanceof Error && /context|frame|navigat/i.test(error.message)) return 0;
    throw error;
  }
}

/** Where to look for something to click: what says exactly the text before what contains it, buttons and links before other text. */
export function placesToClick(page: Page, { selector, text }: Wanted): Locator[] {
  if (selector !== undefined) return [ofSelector(page, selector, text)];
  const name = text ?? '';
  const named = (exact: boolean): Locator[] => [
    ...(['button', 'link', 'tab', 'menuitem', 'option'] as const).map((role) =>
      page.getByRole(role, { name, exact }),
    ),
    page.getByText(name, { exact }),
  ];
  return [...named(true), ...named(false)];
}

export function placesToCheck(page: Page, { selector, text }: Wanted): Locator[] {
  if (selector !== undefined) return [ofSelector(page, selector, text)];
  const label = text ?? '';
  return [page.getByLabel(label, { exact: true }), page.getByLabel(label)];
}

export function ofSelector(page: Page, selector: string, text?: string): Locator {
  const { language, expression } = partSelector(selector);
  const all = page.locator(`${language === 'xpath' ? 'xpath' : 'css'}=${expression}`);
  return text === undefined ? all : all.filter({ hasText: text });
}
