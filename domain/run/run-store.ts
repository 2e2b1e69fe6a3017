// Ports for runs and chunks. Writes are compare-and-set or insert-only; a lost race is a value (null, false).
import type { Chunk, ChunkCounts, ChunkState, Stage, StageTimes } from './chunk.ts';
import type { Run, RunTransition } from './run.ts';
import type { SourceProgress } from './source-progress.ts';

export interface RunQuery {
  /** Absent: of every workspace. */
  readonly workspaceId?: string;
  readonly jobId?: string;
  readonly states?: readonly string[];
  /** Only ids lower than this one (newest first). */
  readonly before?: string;
  readonly limit: number;
}

export interface RunStore {
  /** False when a run with this id, or another run of the slot, is there already. */
  insert(run: Run): Promise<boolean>;
  get(runId: string): Promise<Run | null>;
  /** Whose run it is, without its configuration, which may be large. */
  owner(runId: string): Promise<Pick<Run, 'jobId' | 'workspaceId'> | null>;
  getBySlot(slot: string): Promise<Run | null>;
  list(query: RunQuery): Promise<Run[]>;
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
      counts?: ChunkCounts;
      committedAt?: Date;
    },
  ): Promise<Chunk | null>;
}
