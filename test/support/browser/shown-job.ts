// What a person reads of a job or a run in the dashboard, by roles and words.
import type { Locator, Page } from 'playwright-core';

/** Long enough for a machine that does other things. */
export const SHOWN_MS = 60_000;

export function headline(page: Page, words: RegExp | string): Locator {
  return page.getByRole('heading', { level: 1, name: words });
}

/** The state of the job as its page says it, in a word. */
export function presentState(page: Page, word: string): Locator {
  return page.getByRole('status', { name: 'State of the job' }).filter({ hasText: word });
}

export function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true });
}
