// What a person reads of a job or a run in the dashboard, by roles and words.
import type { Locator, Page } from 'playwright-core';

/** Long enough for a machine that does other things. */
export const SHOWN_MS = 60_000;

export function headline(page: Page, words: RegExp | string): Locator {
  return page.getByRole('heading', { level: 1, name: words });
}

/** The step of the job's life that is marked as the present one. */
export function presentState(page: Page, word: string): Locator {
  return page
    .getByRole('list', { name: 'The life of the job' })
    .locator('[aria-current=step]')
    .filter({ hasText: word });
}

export function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true });
}
