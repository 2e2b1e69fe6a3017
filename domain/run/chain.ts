// Runs that start each other: where a run stands in such a chain, and what became of the jobs that were to follow it.
import type { HandedPages, StartCode } from '../config/dependent/dependent.ts';

/** Present on runs that another run started. */
export interface RunOrigin {
  readonly parentRunId: string;
  /** The first run of the chain. */
  readonly rootRunId: string;
  /** How many runs started each other before this one. */
  readonly depth: number;
  /** The run visits these pages of its parent. */
  readonly pages?: HandedPages;
}

/** What became of one dependent after a run; kept on that run. */
export interface DependentStart {
  readonly jobName: string;
  readonly code: StartCode;
  readonly detail: string;
  /** Null: it has no run. */
  readonly runId: string | null;
  readonly at: Date;
}
