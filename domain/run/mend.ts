// What a run does that fetches nothing and mends what is stored: it takes back what another run stored, or undoes that.
import type { JobState } from './job-state.ts';

/** What is rolled back: all that a run stored, or a page to the version before one of its versions. */
export type RollbackTarget =
  | { readonly kind: 'run'; readonly runId: string }
  | { readonly kind: 'page'; readonly pageId: string; readonly snapshotId: string };

/** Which pages are read again; absent members leave nothing out. */
export interface ReparseFilter {
  readonly pageTypes?: readonly string[];
  /** Part of the address or the title. */
  readonly text?: string;
}

/** Which versions are read again; without `since` all that are stored. */
export interface HistoryReach {
  readonly since?: Date;
}

interface Asked {
  /** Who asked for it. */
  readonly by: string;
  /** In the words of whoever asked; may be empty. */
  readonly why: string;
}

export type Mend =
  | (Asked & { readonly kind: 'rollback'; readonly target: RollbackTarget })
  | (Asked & { readonly kind: 'undo-rollback'; readonly runId: string })
  /** Reads the stored bodies of pages again, by the present rules of the job: of the last versions, or of all. */
  | (Asked & { readonly kind: 'reparse'; readonly only: ReparseFilter; readonly history?: HistoryReach })
  /** Looks whether all stored versions can be read; `repair`: marks those that can not. */
  | (Asked & { readonly kind: 'verify'; readonly repair: boolean });

/** As the run document holds it. */
export type RunMend = Mend & {
  /** The job's state when the run began: it has it again afterwards. */
  readonly jobState: JobState;
};

/** The event by which a job comes to hold such a run: it goes back where it was if the run never began. */
export const LEASED_TO_MEND = 'mend';

export interface MendCounts {
  /** Pages that were looked at, by a run that verifies or reads again. */
  readonly looked: number;
  /** Pages that were changed. */
  readonly pages: number;
  /** Pages that were looked at and left as they are. */
  readonly left: number;
  readonly changes: number;
  readonly prices: number;
  readonly versions: number;
  /** Alerts that were marked. */
  readonly alerts: number;
}

export const NO_MEND_COUNTS: MendCounts = {
  looked: 0,
  pages: 0,
  left: 0,
  changes: 0,
  prices: 0,
  versions: 0,
  alerts: 0,
};

/** How far the run is; written after each step, so that another attempt goes on from there. */
export interface MendProgress {
  /** The chunk or the page that was dealt with last; empty: none. */
  readonly cursor: string;
  readonly isDone: boolean;
  readonly counts: MendCounts;
}

export const MEND_BEGIN: MendProgress = { cursor: '', isDone: false, counts: NO_MEND_COUNTS };

export function addCounts(one: MendCounts, other: Partial<MendCounts>): MendCounts {
  return {
    looked: one.looked + (other.looked ?? 0),
    pages: one.pages + (other.pages ?? 0),
    left: one.left + (other.left ?? 0),
    changes: one.changes + (other.changes ?? 0),
    prices: one.prices + (other.prices ?? 0),
    versions: one.versions + (other.versions ?? 0),
    alerts: one.alerts + (other.alerts ?? 0),
  };
}
