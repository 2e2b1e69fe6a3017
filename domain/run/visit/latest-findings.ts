// What a job found last and how its latest runs ended: small copies beside the configuration, for lists.
import type { RunState } from '../lifecycle.ts';
import type { Severity } from '../../change/change.ts';

/** One of the latest runs, for the strip of a list. */
export interface RecentRun {
  readonly runId: string;
  readonly state: RunState;
  readonly at: Date;
  readonly durationMs: number;
  readonly changes: number;
}

/** How many runs the strip of a list shows. */
export const STRIP_RUNS = 20;

export interface LatestChange {
  readonly changeId: string;
  readonly pageId: string;
  readonly at: Date;
  readonly kind: string;
  readonly severity: Severity;
  readonly summary: string;
}

/** Only of jobs with one page. */
export interface LatestPrice {
  readonly at: Date;
  readonly pageId: string;
  readonly minor: number;
  readonly currency: string;
  /** The same in whole units, for searching and sorting. */
  readonly amount: number;
  readonly availability: string;
}

export interface LatestMove {
  readonly at: Date;
  readonly beforeMinor: number;
  readonly minor: number;
  readonly percent: number;
}

/** What the job has found last. Each part is written only by a later one. */
export interface LatestFindings {
  readonly change?: LatestChange;
  readonly price?: LatestPrice;
  readonly move?: LatestMove;
}
