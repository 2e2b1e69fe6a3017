// What a step has at hand: the page, how it comes to rest, and until when it may take.
import type { CDPSession, Page } from 'playwright-core';
import type { MainDocument } from '../../../domain/web/render/main-document.ts';
import type { Settling } from '../../../domain/web/render/settle.ts';
import type { Look } from '../isolated-world.ts';

export interface StepScene {
  readonly page: Page;
  readonly session: CDPSession;
  readonly frameId: string;
  readonly main: MainDocument;
  readonly settling: Settling;
  /** Jobs may run scripts of their own. */
  readonly allowsScripts: boolean;
  /** Of the whole rendering. */
  readonly isOver: () => boolean;
  /** Looks at the page, and tells `settling` of it; null: it was just being replaced. */
  readonly look: () => Promise<Look | null>;
  /** Takes the picture of the page as it stands; in words, and why there is none. */
  readonly keepPicture: (times: Pick<StepTimes, 'untilMs'>) => Promise<StepEnd>;
}

/** By `performance.now()`. */
export interface StepTimes {
  /** What the step acts on has to be there. */
  readonly findUntilMs: number;
  /** It has to be done. */
  readonly untilMs: number;
}

/** `why`: without what was filled in. */
export type StepEnd =
  | { readonly ok: true; readonly detail?: string }
  | { readonly ok: false; readonly why: string };

export const DONE: StepEnd = { ok: true };

export function failedBecause(why: string): StepEnd {
  return { ok: false, why };
}

/** A call of the driver gets so much even where the time is over: it says then what the matter is. Less than a step may be late. */
const MIN_CALL_MS = 900;

/** What is left of the time, ms. */
export function leftMs({ untilMs }: Pick<StepTimes, 'untilMs'>): number {
  return Math.max(MIN_CALL_MS, untilMs - performance.now());
}
