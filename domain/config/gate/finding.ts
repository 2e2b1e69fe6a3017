// What was found when a run was compared with the runs of its job before it.
export const FINDING_KINDS = ['pages', 'failures', 'field', 'page-type', 'body-size', 'duration'] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export interface RunFinding {
  readonly kind: FindingKind;
  /** Of a field or a page type; absent: the whole run. */
  readonly name?: string;
  /** Pages, bytes or ms; shares from 0 to 1 for failures, fields and page types. */
  readonly now: number;
  /** The median of the runs it was compared with, and the least and the most of them. */
  readonly usual: number;
  readonly low: number;
  readonly high: number;
  /** The share as pages: `count` of `total`. */
  readonly count?: number;
  readonly total?: number;
}

/** Kept on a run when it ends, beside its totals. */
export interface Measured {
  /** Of what it watched: runs with another one are not compared with it. */
  readonly basis: string;
  /** How long it was at work: without the time somebody had paused it. */
  readonly activeMs: number;
}

/** Kept on a run that went through all its pages. */
export interface Degradation {
  /** Ids of the runs it was compared with, latest first; fewer than the rule needs: it was not judged. */
  readonly comparedWith: readonly string[];
  readonly findings: readonly RunFinding[];
}

/** A quality gate of the job that a run has closed: the gate as it is typed, and the figures. */
export interface GateHit {
  readonly gate: string;
  readonly text: string;
  /** Absent: it has paused the job. */
  readonly action?: 'hold-changes';
}
