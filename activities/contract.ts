// What the workflow and the activities agree on: arguments and results are ids, keys and counters, never lists of URLs,
// pages or diffs. Types only.
import type {
  BegunCleanUp,
  CleanUpEnd,
  CleanUpSlice,
  DoneSlice,
} from '../domain/upkeep/clean-up/run-clean-up.ts';
import type { MendOutcome, MendWork } from '../domain/upkeep/mend-run/mend-on.ts';
import type { DeliveryState } from '../domain/alert/delivery/lifecycle.ts';
import type { ChunkCounts, LaunchWait, Stage, StageTime, StageTimes } from '../domain/run/chunk.ts';
import type { RunOrigin } from '../domain/run/chain.ts';
import type { RunEnding, RunEvent, RunState } from '../domain/run/lifecycle.ts';
import type { EndingReason, Trigger } from '../domain/run/run.ts';
import type { RunSettings } from '../domain/run/run-settings.ts';

export interface CreateRunInput {
  readonly workflowId: string;
  readonly jobId: string;
  readonly trigger: Trigger;
  readonly onlyUrls?: readonly string[];
  readonly retryEpoch?: number;
  readonly origin?: RunOrigin;
  /** The schedule for which the engine started the workflow, as `scheduleText` writes it. */
  readonly firedFor?: string;
}

export type CreateRunResult =
  | {
      readonly kind: 'run';
      readonly runId: string;
      /** Differs from the workflow's input if somebody triggered a schedule by hand. */
      readonly trigger?: Trigger;
      readonly jobName: string;
      readonly state: RunState;
      readonly gateSeq: number;
      readonly settings: RunSettings;
      /** The run fetches nothing and mends what is stored. */
      readonly mends?: true;
    }
  | {
      readonly kind: 'buffered' | 'refused';
      readonly reason: string;
      /** The reason in words, with what the user can do. */
      readonly detail?: string;
    };

interface TransitionInput {
  readonly runId: string;
  readonly event: RunEvent;
  readonly by: 'workflow' | 'temporal';
  /** A stop because the run is over its time limit. */
  readonly overdue?: true;
}

export interface TransitionOutcome {
  readonly state: RunState;
  readonly gateSeq: number;
}

interface FinalizeInput {
  readonly runId: string;
  readonly ending: RunEnding;
  readonly reason: EndingReason;
}

interface FinalizeResult {
  readonly ending: RunEnding;
  readonly reason: EndingReason;
}

export interface OrchestratorActivities {
  createRun(input: CreateRunInput): Promise<CreateRunResult>;
  transition(input: TransitionInput): Promise<TransitionOutcome>;
  /** Notes in the database that the workflow acts on this gate. */
  acknowledge(input: { runId: string; gateSeq: number }): Promise<TransitionOutcome>;
  finalizeRun(input: FinalizeInput): Promise<FinalizeResult>;
}

export interface ChunkRef {
  readonly runId: string;
  readonly chunkNo: number;
}

export type StageFiles = Readonly<Partial<Record<Stage, string>>>;

export interface StageInput extends ChunkRef {
  readonly files: StageFiles;
  /** When the stages before worked; given to `store` alone, which writes it down. */
  readonly times?: StageTimes;
  /** How long the chunk waited for those before it; given to `store` alone, too. */
  readonly waited?: LaunchWait;
}

export interface StageResult {
  readonly file: string;
  readonly rows: number;
}

/** Absent in results from before times were kept. */
export interface TimedResult extends StageResult {
  readonly time?: StageTime;
}

export interface ParseResult extends TimedResult {
  /** So few and small pages that the next stages take less time than their way over a queue. */
  readonly small?: true;
  /** All pages have the bytes of their stored versions, or could not be read: there is nothing to classify, compare or price. */
  readonly nothingNew?: true;
}

export interface DiscoverResult {
  /**
   * File with the seeds, for the planner; only in runs started before seeds went into the frontier at once.
   */
  readonly seedsFile?: string;
  /** URLs in the run's frontier by now. */
  readonly seeds: number;
  /** The source has more URLs; to be called again when most of these are visited. */
  readonly more?: true;
  /** Set when the source itself can't be read. */
  readonly failure?: EndingReason;
  /** The gate closed before the source was read; to be called again when it is open. */
  readonly interrupted?: true;
}

export interface ScrapeResult extends StageResult {
  readonly answered: number;
  /** Rows that the later stages have to work on. */
  readonly readable: number;
  readonly deferred: number;
  /** The gate was closed, so visits were handed back. Its signal may be late or lost. */
  readonly gateClosed?: true;
}

export interface DispatcherActivities {
  discover(input: { runId: string }): Promise<DiscoverResult>;
  scrape(input: ChunkRef): Promise<ScrapeResult>;
}

export interface StoreResult {
  readonly file: string;
  readonly counts: ChunkCounts;
  /** The chunk has new links or reopened entries, which the planner has to read. */
  readonly news: boolean;
  /** Its news are few links, or none. */
  readonly fewLinks?: true;
}

export interface PlanInput {
  readonly runId: string;
  readonly round: number;
  readonly firstChunkNo: number;
  readonly sourceChunks: readonly number[];
  readonly seedsFile?: string;
  /** Chunks that are open or queued. */
  readonly openChunks?: readonly number[];
  /** Cut small remainders too, because nothing else is in flight. */
  readonly flush: boolean;
}

export interface PlanResult {
  readonly chunks: readonly number[];
  readonly discovered: number;
  /** Epoch ms at which open entries that are not due yet can be cut; null when there are none. */
  readonly nextPlanAt: number | null;
  /** Due entries were left uncut: they wait for more entries, or the round was full. */
  readonly leftOver: boolean;
  /** Visits of hosts with a pause were left uncut: call again when one chunk is done, not when all are. */
  readonly more?: true;
}

export type MendResult = MendOutcome;

export interface PipelineActivities {
  planChunks(input: PlanInput): Promise<PlanResult>;
  parse(input: StageInput): Promise<ParseResult>;
  classify(input: StageInput): Promise<TimedResult>;
  detectChange(input: StageInput): Promise<TimedResult>;
  trackPrice(input: StageInput): Promise<TimedResult>;
  store(input: StageInput): Promise<StoreResult>;
  mend(input: MendWork): Promise<MendResult>;
  inferSelectors(input: { runId: string }): Promise<{ readonly wanted: number; readonly found: number }>;
}

/** Done by the orchestrator itself where they concern a few pages. */
export type SmallPipelineActivities = Pick<
  PipelineActivities,
  'planChunks' | 'classify' | 'detectChange' | 'trackPrice'
>;

export interface DeliverInput {
  readonly deliveryId: string;
  readonly round: number;
}

export type DeliverResult =
  | { readonly kind: 'ended'; readonly state: DeliveryState | 'unknown'; readonly detail: string }
  | { readonly kind: 'wait'; readonly waitMs: number };

export interface DeliveryActivities {
  /** One attempt, if one is due. Repeated after a crash, it may send the same message with the same id again. */
  deliver(input: DeliverInput): Promise<DeliverResult>;
}

export interface CleanUpActivities {
  /** Null: another clean-up is at work. `atMs`: when it was asked for, epoch ms. */
  beginCleanUp(input: {
    readonly cleanUpId?: string | undefined;
    readonly dryRun: boolean;
    readonly by: string;
    readonly atMs: number;
  }): Promise<BegunCleanUp | null>;
  /** One bounded step; null: another clean-up goes on instead. */
  cleanUp(input: CleanUpSlice): Promise<DoneSlice | null>;
  endCleanUp(input: CleanUpEnd): Promise<void>;
}
