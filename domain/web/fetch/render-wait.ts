// What a browser does, what it waits for and how far it scrolls before a page is written down, as the job says.
import type { PageStep } from '../page-step/page-step.ts';

/** All that is given has to be there. */
interface WaitFor {
  /** CSS selector of an element that has to be on the page. */
  readonly selector?: string | undefined;
  /** What the page has to say. */
  readonly text?: string | undefined;
  /** Time after the page has arrived, ms. */
  readonly ms?: number | undefined;
}

export interface RenderWait {
  readonly waitFor?: WaitFor | undefined;
  /** How often to the bottom of the page; `end`: until it grows no more. */
  readonly scroll?: number | 'end' | undefined;
  /** Done first, once the page has come to rest. */
  readonly steps?: readonly PageStep[] | undefined;
}
