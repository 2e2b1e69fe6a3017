// The removal of a job as it goes on: the job is gone for everybody at once, what it has collected goes behind it. This
// document stays for a while, so that its owner can see what was freed.

export interface Removal {
  /** The job's id. */
  readonly _id: string;
  readonly workspaceId: string;
  /** Of the job. */
  readonly name: string;
  readonly requestedAt: Date;
  /** Null: rows or files are left. */
  readonly finishedAt: Date | null;
  readonly rows: number;
  readonly files: number;
  /** Of the files. */
  readonly bytes: number;
  /** Jobs that were started after the removed one, and are no longer. */
  readonly lostBy: readonly JobName[];
}

export interface JobName {
  readonly jobId: string;
  readonly name: string;
}

export interface Freed {
  readonly rows: number;
  readonly files: number;
  readonly bytes: number;
}

export const NOTHING_FREED: Freed = { rows: 0, files: 0, bytes: 0 };

export function addFreed(one: Freed, other: Freed): Freed {
  return {
    rows: one.rows + other.rows,
    files: one.files + other.files,
    bytes: one.bytes + other.bytes,
  };
}

export interface RemovalStore {
  /** False when the job is being removed already. */
  insert(removal: Removal): Promise<boolean>;
  get(jobId: string): Promise<Removal | null>;
  /** Newest jobs first; only ids lower than `before`. */
  list(query: { workspaceId: string; before?: string; limit: number }): Promise<Removal[]>;
  /** Those with something left, oldest jobs first. */
  unfinished(limit: number): Promise<Removal[]>;
  /** Adds what a batch freed. */
  note(jobId: string, freed: Freed): Promise<void>;
  noteLost(jobId: string, by: readonly JobName[]): Promise<void>;
  /** The document as it is then, or null when it was finished before. */
  finish(jobId: string, at: Date): Promise<Removal | null>;
  /** Takes finished ones up again that may have got late company: those that ended at or after `since`. */
  finishedSince(since: Date): Promise<Removal[]>;
  /** Drops what was finished before; returns how many. */
  forget(before: Date): Promise<number>;
}
