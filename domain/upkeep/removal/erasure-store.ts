// Port for erasing rows by their owner, in any collection. Only removals and sweeps use it.

/** Rows owned by a run. */
export const RUN_ROWS = ['chunks', 'frontier', 'failures', 'rollbacks'] as const;
/** Rows owned by a job. Its runs are erased separately, with their files. */
export const JOB_ROWS = [
  'snapshots',
  'pages',
  'changes',
  'prices',
  'templates',
  'jobVersions',
  'triggers',
  'events',
  'incidents',
  'alertRules',
  'alertStates',
  'thinnedVersions',
  'jobStorage',
  'deadLetters',
] as const;
export type RowKind = 'runs' | (typeof RUN_ROWS)[number] | (typeof JOB_ROWS)[number];

/** Events about the removal itself; they are kept after it. */
export const TELLING_EVENTS = ['job.removing', 'job.removed'] as const;

export interface OwnedRow {
  readonly id: string;
  /** Keys of the blobs the row names. */
  readonly keys: readonly string[];
}

export interface ErasureStore {
  /** Some rows of a run or job, ordered by id; without the events about its removal. */
  some(kind: RowKind, owner: string, limit: number): Promise<OwnedRow[]>;
  /** Returns the number of erased rows. */
  erase(kind: RowKind, ids: readonly string[]): Promise<number>;
  /** All keys that pages, snapshots, undoable roll-backs and failures name, in slices. */
  namedKeys(): AsyncIterable<readonly string[]>;
}
