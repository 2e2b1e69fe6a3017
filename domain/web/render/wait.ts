// What a browser waits for and how far it scrolls before a page is written down, as the job says.

/** All that is given has to be there. */
export interface WaitFor {
  /** CSS selector of an element that has to be on the page. */
  readonly selector?: string | undefined;
  /** What the page has to say. */
  readonly text?: string | undefined;
  /** Time after the page has arrived, ms. */
  readonly ms?: number | undefined;
}

/** `end`: until the page grows no more. */
export type Scroll = number | 'end';

export interface RenderWait {
  readonly waitFor?: WaitFor | undefined;
  readonly scroll?: Scroll | undefined;
}

/** A page that grows without end is scrolled so often at most. */
export const MAX_SCROLLS = 50;

/** In words: `“.price” and “In stock”`. */
export function waitWords({ selector, text, ms }: WaitFor): string {
  const parts = [selector, text].flatMap((part) => (part === undefined ? [] : [`“${part}”`]));
  return [...parts, ...(ms === undefined ? [] : [`${ms} ms`])].join(' and ');
}
