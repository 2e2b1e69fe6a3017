// Port for taking rows away by their owner, whichever collection they are in. Only removals and sweeps use it.

/** Owned by a run. */
export const RUN_ROWS = ['chunks', 'frontier', 'failures'] as const;
/** Owned by a job; its runs are taken apart, with their files. */
export const JOB_ROWS = ['snapshots', 'pages', 'changes', 'prices', 'templates', 'events'] as const;
export type RowKind = 'runs' | (typeof RUN_ROWS)[number] | (typeof JOB_ROWS)[number];

/** They tell of the removal itself, and outlive it. */
export const TELLING_EVENTS = ['job.removing', 'job.removed'] as const;

export interface OwnedRow {
  readonly id: string;
  /** Keys of the blobs it names. */
  readonly keys: readonly string[];
}

export interface ErasureStore {
  /** Some rows of a run or job, in the order of their ids; the events that tell of its removal are nobody's. */
  some(kind: RowKind, owner: string, limit: number): Promise<OwnedRow[]>;
  /** Returns how many there were. */
  erase(kind: RowKind, ids: readonly string[]): Promise<number>;
  /** The keys that pages and snapshots name, some at a time. */
  namedKeys(): AsyncIterable<readonly string[]>;
}
