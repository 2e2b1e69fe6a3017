// Ports for runs and chunks. Writes are compare-and-set or insert-only; a lost race is a value (null, false).
import type { Chunk, ChunkCounts, ChunkState, LaunchWait, Stage, StageTimes } from './chunk.ts';
import type { DependentStart } from './chain.ts';
import type { MendProgress } from './mend.ts';
import type { RunEnding, RunState } from './lifecycle.ts';
import type { Run, RunSummary, RunTransition, Trigger } from './run.ts';
import type { SourceProgress } from './source-progress.ts';

/** The part of a run that its progress follows from. */
export type RunBrief = Pick<
  Run,
  '_id' | 'jobId' | 'state' | 'phase' | 'discovered' | 'createdAt' | 'startedAt' | 'totals'
>;

/** Sums over the chunks of a run. */
export interface ChunkSums {
  readonly stored: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly skipped: number;
  readonly changes: number;
  /** First visits of chunks that are cut but not committed. */
  readonly openVisits: number;
}

export const NO_SUMS: ChunkSums = {
  stored: 0,
  unchanged: 0,
  failed: 0,
  skipped: 0,
  changes: 0,
  openVisits: 0,
};

interface RunQuery {
  /** Absent: of every workspace. */
  readonly workspaceId?: string;
  readonly jobId?: string;
  readonly states?: readonly string[];
  /** Only ids lower than this one (newest first). */
  readonly before?: string;
  readonly limit: number;
}

/** What a list of runs is asked for; times are half-open windows. */
export interface RunListQuery {
  readonly workspaceId: string;
  readonly jobIds?: readonly string[] | undefined;
  readonly states?: readonly RunState[] | undefined;
  readonly endings?: readonly RunEnding[] | undefined;
  readonly triggers?: readonly Trigger[] | undefined;
  /** The first run of a chain: it, and the runs that it started, those that these started, and so on. */
  readonly rootRunId?: string | undefined;
  /** Codes of the reason of the ending. */
  readonly reasons?: readonly string[] | undefined;
  readonly createdFrom?: Date | undefined;
  readonly createdTo?: Date | undefined;
  readonly finishedFrom?: Date | undefined;
  readonly finishedTo?: Date | undefined;
  /** Runs that took this long, or go on and were created before `createdBefore`. */
  readonly longer?: { readonly ms: number; readonly createdBefore: Date } | undefined;
  /** Only ids lower than this one (newest first). */
  readonly before?: string | undefined;
  readonly limit: number;
}

export interface RunStore {
  /** False when a run with this id, or another run of the slot, is there already. */
  insert(run: Run): Promise<boolean>;
  get(runId: string): Promise<Run | null>;
  /** Whose run it is, without its configuration, which may be large. */
  owner(runId: string): Promise<Pick<Run, 'jobId' | 'workspaceId'> | null>;
  /** Those of the ids that are there, without their configuration. */
  briefs(runIds: readonly string[]): Promise<RunBrief[]>;
  getBySlot(slot: string): Promise<Run | null>;
  list(query: RunQuery): Promise<Run[]>;
  summaries(query: RunListQuery): Promise<RunSummary[]>;
  /** Runs in each state that has any; of one job or of all. */
  countByState(workspaceId: string, jobId?: string): Promise<ReadonlyMap<RunState, number>>;
  /** Compare-and-set on (state, gateSeq): the new document, or null when another write came first. */
  move(
    run: Pick<Run, '_id' | 'state' | 'gateSeq'>,
    set: Partial<Run>,
    transition: RunTransition | null,
  ): Promise<Run | null>;
  /** Raises `ackedGateSeq`. */
  acknowledge(runId: string, gateSeq: number): Promise<void>;
  /** Raises `discovered`. */
  noteDiscovered(runId: string, discovered: number): Promise<void>;
  /** Adds the links a round left out, by reason; a repeat of the round adds nothing. */
  noteDropped(runId: string, round: number, dropped: ReadonlyMap<string, number>): Promise<void>;
  /**
   * Stores how much of the source is read. Ignored when a later state file than `lastFile` is stored already,
   * or when the source is read to its end.
   */
  noteSource(runId: string, source: SourceProgress, lastFile: string): Promise<void>;
  /** Keeps what became of a dependent after the run; `isFirst`: what is kept already stays. */
  noteDependent(
    runId: string,
    jobId: string,
    note: { readonly start: DependentStart; readonly isFirst?: boolean },
  ): Promise<void>;
  /** Stores how far a run that mends is, if it is still where `from` says. */
  noteMended(runId: string, from: string, progress: MendProgress): Promise<void>;
  /** Keeps what somebody decided about the changes it holds, and marks it for the alerts; null: it does not hold them. */
  decideRelease(
    runId: string,
    decision: { readonly state: 'confirmed' | 'withdrawn'; readonly by: string; readonly at: Date },
  ): Promise<Run | null>;
  /** Runs in a state that is not terminal, oldest first. */
  open(limit: number): Promise<Run[]>;
}

export interface ChunkQuery {
  readonly states?: readonly ChunkState[] | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

export interface ChunkStore {
  /** Insert-only; false when it is there already. */
  insert(chunk: Chunk): Promise<boolean>;
  get(runId: string, chunkNo: number): Promise<Chunk | null>;
  list(runId: string, query: { after?: number; limit: number }): Promise<Chunk[]>;
  /** Sums by run; a run without chunks has none. */
  sums(runIds: readonly string[]): Promise<ReadonlyMap<string, ChunkSums>>;
  listInState(runId: string, states: readonly ChunkState[]): Promise<Chunk[]>;
  /** Stores how many visits of a chunk being fetched have been answered, and since when it is fetched. */
  noteAnswered(id: string, answered: number, fetchedSince: number): Promise<void>;
  /** The latest chunks first, those with a lower number than `before`. */
  newest(runId: string, query: ChunkQuery): Promise<Chunk[]>;
  /** Moves a chunk whose state is in `from`; null when it has another state. */
  move(
    id: string,
    from: readonly ChunkState[],
    set: {
      state: ChunkState;
      answered?: number;
      files?: Partial<Record<Stage, string>>;
      times?: StageTimes;
      waited?: LaunchWait;
      counts?: ChunkCounts;
      uncounted?: true;
      committedAt?: Date;
    },
  ): Promise<Chunk | null>;
}
