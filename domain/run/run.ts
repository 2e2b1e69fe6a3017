// A run document: one execution of a job, with the configuration it started with, its state and how it ended.
import type { JobConfig } from '../config/schema.ts';
import type { DependentStart, RunOrigin } from './chain.ts';
import type { Degradation, GateHit, Measured } from '../config/gate/finding.ts';
import type { MendProgress, RunMend } from './mend.ts';
import type { ReasonCode } from './outcome.ts';
import type { RunTotals } from './ledger.ts';
import type { Receipt } from './report/receipt.ts';
import type { RunEnding, RunPhase, RunState } from './lifecycle.ts';
import type { SourceProgress } from './source-progress.ts';

export const TRIGGERS = [
  'manual',
  'schedule',
  'dependency',
  'retry',
  'restart',
  'confirm',
  'replay',
] as const;
export type Trigger = (typeof TRIGGERS)[number];

/** Why a run ended as it did: a code from the closed list, the observation, and what the user can do. */
export interface EndingReason {
  readonly code: ReasonCode;
  readonly detail: string;
  readonly remedy?: string;
}

export interface RunTransition {
  readonly at: Date;
  readonly from: RunState;
  readonly to: RunState;
  readonly event: string;
  readonly by: string;
}

/** What told how each of its pages ended. `packed`: in one compressed file; `gone`: it is not kept any more. */
interface RunDetailsState {
  readonly state: 'packed' | 'gone';
  /** Since when. */
  readonly at: Date;
  /** What stood there before is still to be deleted; the clean-up goes on with it. */
  readonly left?: true;
}

/** What lists show of a run: without its configuration, which may hold a hundred thousand addresses. */
export type RunSummary = Omit<
  Run,
  'config' | 'history' | 'source' | 'onlyUrls' | 'onlyDepths' | 'uncounted' | 'receipt'
>;

export interface PendingRelease {
  readonly state: 'held' | 'confirmed' | 'withdrawn';
  /** The gates, as they are typed. */
  readonly gates: readonly string[];
  readonly by?: string;
  readonly at?: Date;
}

export interface Run {
  readonly _id: string;
  readonly jobId: string;
  readonly workspaceId: string;
  /** Number of the run within its job; with the visit number it orders the writes to a page. */
  readonly seq: number;
  readonly workflowId: string;
  readonly trigger: Trigger;
  /**
   * Who started the run, where the trigger does not tell: `temporal` = somebody triggered its schedule there
   * by hand; `webhook …` = a request to a start link of the job.
   */
  readonly startedBy?: string;
  /** `<jobId>@<scheduled time>` of a scheduled run; unique. Absent otherwise. */
  readonly slot?: string;
  readonly jobVersion: number;
  readonly config: JobConfig;
  readonly state: RunState;
  readonly phase: RunPhase;
  /** Rises with every transition; signals and messages carry it. */
  readonly gateSeq: number;
  /** The latest gateSeq the workflow has acted on. */
  readonly ackedGateSeq: number;
  readonly stopScope?: 'run' | 'job';
  readonly ending?: RunEnding;
  readonly endingReason?: EndingReason;
  /** URLs in the frontier, kept by the planner with $max. */
  readonly discovered: number;
  /** Number of links not followed, by reason. */
  readonly droppedLinks: Readonly<Record<string, number>>;
  /** The last planning round whose dropped links are in `droppedLinks`. */
  readonly droppedRound?: number;
  /** Only for sources whose URLs come from documents, and for lists longer than the limit of pages. */
  readonly source?: SourceProgress;
  /** It has ended and the tally has not counted it yet. */
  readonly uncounted?: true;
  /** Written once, at the end; until then totals are summed over chunk documents. */
  readonly totals?: RunTotals;
  /** Written with the totals; absent in runs from before it was kept. */
  readonly measured?: Measured;
  /** Absent: it did not go through all its pages, so it is not compared with others. */
  readonly degradation?: Degradation;
  /** Quality gates of its job that it has closed; absent: none. The job is paused by them. */
  readonly gateHits?: readonly GateHit[];
  /** Its changes wait for somebody's decision, or have it; absent: no gate holds them. */
  readonly hold?: PendingRelease;
  readonly createdAt: Date;
  readonly startedAt?: Date;
  readonly finishedAt?: Date;
  /** How its details are kept; absent: in the database and as outcome files, as while it went on. */
  readonly details?: RunDetailsState;
  /** What it cost, written when its details are packed; until then it is summed from its chunks. */
  readonly receipt?: Receipt;
  /** Set from its end until the alert rules have judged it. */
  readonly alertAt?: Date;
  /** Set from its end until dead letters were made of what failed, and settled by what worked. */
  readonly lettersAt?: Date;
  /** URLs given explicitly (triggers confirm and replay, and dependents that are given pages). */
  readonly onlyUrls?: readonly string[];
  /** How far each of `onlyUrls` lies from the source, in their order; absent: none is known to lie away from it. */
  readonly onlyDepths?: readonly number[];
  /** Present if another run started it. */
  readonly origin?: RunOrigin;
  /** Set on a run that fetches nothing and mends what is stored. */
  readonly mend?: RunMend;
  readonly mended?: MendProgress;
  /** What became of the job's dependents after it, by their id. */
  readonly dependents?: Readonly<Record<string, DependentStart>>;
  readonly history: readonly RunTransition[];
}
