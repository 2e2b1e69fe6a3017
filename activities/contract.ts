// What the workflow and the activities agree on: arguments and results are ids, keys and counters, never lists of URLs,
// pages or diffs. Types only.
import type { ChunkCounts, Stage } from '../domain/run/chunk.ts';
import type { RunEnding, RunEvent, RunState } from '../domain/run/lifecycle.ts';
import type { EndingReason, Trigger } from '../domain/run/run.ts';
import type { RunSettings } from '../domain/run/run-settings.ts';

export interface CreateRunInput {
  readonly workflowId: string;
  readonly jobId: string;
  readonly trigger: Trigger;
  readonly onlyUrls?: readonly string[];
  readonly retryEpoch?: number;
  /** The times for which the engine's schedule started the workflow, as `scheduleText` says them. */
  readonly firedFor?: string;
}

export type CreateRunResult =
  | {
      readonly kind: 'run';
      readonly runId: string;
      /** Not what the workflow was started with where somebody triggered a schedule by hand. */
      readonly trigger?: Trigger;
      readonly jobName: string;
      readonly state: RunState;
      readonly gateSeq: number;
      readonly settings: RunSettings;
    }
  | {
      readonly kind: 'buffered' | 'refused';
      readonly reason: string;
      /** The same in words, with what to do. */
      readonly detail?: string;
    };

export interface TransitionInput {
  readonly runId: string;
  readonly event: RunEvent;
  readonly by: 'workflow' | 'temporal';
  /** A stop because the run took longer than it may. */
  readonly overdue?: true;
}

export interface TransitionOutcome {
  readonly state: RunState;
  readonly gateSeq: number;
}

export interface FinalizeInput {
  readonly runId: string;
  readonly ending: RunEnding;
  readonly reason: EndingReason;
}

export interface FinalizeResult {
  readonly ending: RunEnding;
  readonly reason: EndingReason;
}

export interface OrchestratorActivities {
  createRun(input: CreateRunInput): Promise<CreateRunResult>;
  transition(input: TransitionInput): Promise<TransitionOutcome>;
  /** Tells the database that the workflow acts on this gate. */
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
}

export interface StageResult {
  readonly file: string;
  readonly rows: number;
}

export interface DiscoverResult {
  /** File of seeds for the planner: of runs that were begun when they were not brought into the frontier yet. */
  readonly seedsFile?: string;
  /** URLs of the run by now. */
  readonly seeds: number;
  /** The source has more: to be called again when most of these are visited. */
  readonly more?: true;
  /** Set when the source itself can't be read. */
  readonly failure?: EndingReason;
  /** Paused or stopped before all was read: to be called again when the gate is open. */
  readonly interrupted?: true;
}

export interface ScrapeResult extends StageResult {
  readonly answered: number;
  /** Rows the later stages have something to do for. */
  readonly readable: number;
  readonly deferred: number;
  /** A pause or stop handed visits back; its signal may be behind, or lost. */
  readonly gateClosed?: true;
}

export interface DispatcherActivities {
  discover(input: { runId: string }): Promise<DiscoverResult>;
  scrape(input: ChunkRef): Promise<ScrapeResult>;
}

export interface StoreResult {
  readonly file: string;
  readonly counts: ChunkCounts;
  /** The planner has something to take from this chunk: new links or visits to be planned again. */
  readonly news: boolean;
}

export interface PlanInput {
  readonly runId: string;
  readonly round: number;
  readonly firstChunkNo: number;
  readonly sourceChunks: readonly number[];
  readonly seedsFile?: string;
  /** Chunks that are open or wait to be opened. */
  readonly openChunks?: readonly number[];
  /** Cut small remainders too: nothing else is in flight. */
  readonly flush: boolean;
}

export interface PlanResult {
  readonly chunks: readonly number[];
  readonly discovered: number;
  /** Epoch ms at which open entries that are not due yet can be cut; null when there are none. */
  readonly nextPlanAt: number | null;
  /** Due entries were left over: they wait for company, or the round was full. */
  readonly leftOver: boolean;
  /** Visits of hosts with a pause were left over: to be called again when a chunk is done, before all are. */
  readonly more?: true;
}

export interface PipelineActivities {
  planChunks(input: PlanInput): Promise<PlanResult>;
  parse(input: StageInput): Promise<StageResult>;
  classify(input: StageInput): Promise<StageResult>;
  detectChange(input: StageInput): Promise<StageResult>;
  trackPrice(input: StageInput): Promise<StageResult>;
  store(input: StageInput): Promise<StoreResult>;
  inferSelectors(input: { runId: string }): Promise<{ readonly wanted: number; readonly found: number }>;
}
