// A clean-up as it is told: one document for each, from its beginning on.
import type { Freed } from './pass.ts';

/** `stopped`: its workflow was ended by hand or lost, so another took its place. */
export const CLEAN_UP_STATES = ['running', 'done', 'failed', 'stopped'] as const;
type CleanUpState = (typeof CLEAN_UP_STATES)[number];

export interface PassReport {
  readonly name: string;
  /** Things looked at. */
  readonly seen: number;
  readonly freed: Freed;
}

export interface CleanUp {
  /** The time it began, so that ids rise with it. */
  readonly _id: string;
  readonly state: CleanUpState;
  readonly dryRun: boolean;
  /** Who asked for it; `schedule` where nobody did. */
  readonly by: string;
  readonly startedAt: Date;
  /** When its last step was done; one that stands still has lost its workflow. */
  readonly movedAt: Date;
  readonly finishedAt: Date | null;
  readonly passes: readonly PassReport[];
  /** Why it failed, in words. */
  readonly reason?: string;
}

export interface CleanUpStore {
  /** False when it is there already. */
  insert(cleanUp: CleanUp): Promise<boolean>;
  get(cleanUpId: string): Promise<CleanUp | null>;
  /** Newest first; `before`: only lower ids. */
  list(query: { readonly before?: string | undefined; readonly limit: number }): Promise<CleanUp[]>;
  /** Changes one that is running; null when it is not. */
  note(
    cleanUpId: string,
    set: Partial<Pick<CleanUp, 'state' | 'movedAt' | 'finishedAt' | 'passes' | 'reason'>>,
  ): Promise<CleanUp | null>;
  running(): Promise<CleanUp[]>;
  /** The latest that was done and was no dry run. */
  lastDone(): Promise<CleanUp | null>;
}

/** For how many days the report of a clean-up can be looked up. */
export const CLEAN_UP_DAYS = 365;
/** One whose workflow has done no step for this long does not go on; another may begin. */
export const STILL_MS = 30 * 60_000;

/** `clean-up-20261127T031500123Z`; may be a workflow's id. */
export function cleanUpId(at: Date): string {
  return `clean-up-${at.toISOString().replaceAll(/[-:.]/g, '')}`;
}
