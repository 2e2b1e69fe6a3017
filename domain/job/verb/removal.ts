// The removal of a job in progress: the job disappears for everybody at once, its data is erased afterwards.
// The document is kept for a while after that, so that the job's owner can see what was erased.

export interface Removal {
  /** The job's id. */
  readonly _id: string;
  readonly workspaceId: string;
  /** Name of the job. */
  readonly name: string;
  readonly requestedAt: Date;
  /** Null: rows or files are still left. */
  readonly finishedAt: Date | null;
  readonly rows: number;
  readonly files: number;
  /** Size of the erased files. */
  readonly bytes: number;
  /** Jobs that had the removed job among their dependents. */
  readonly lostBy: readonly JobName[];
}

export interface JobName {
  readonly jobId: string;
  readonly name: string;
}

export interface Erased {
  readonly rows: number;
  readonly files: number;
  readonly bytes: number;
}

export const ERASED_NOTHING: Erased = { rows: 0, files: 0, bytes: 0 };

export function addErased(one: Erased, other: Erased): Erased {
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
  /** Newest jobs first; `before`: only lower ids. */
  list(query: { workspaceId: string; before?: string; limit: number }): Promise<Removal[]>;
  /** Removals that are not finished, oldest jobs first. */
  unfinished(limit: number): Promise<Removal[]>;
  /** Adds what a batch erased. */
  note(jobId: string, erased: Erased): Promise<void>;
  noteLost(jobId: string, by: readonly JobName[]): Promise<void>;
  /** The finished document, or null when it was finished before. */
  finish(jobId: string, at: Date): Promise<Removal | null>;
  /** Removals finished at or after `since`: a frozen process may have written rows after them. */
  finishedSince(since: Date): Promise<Removal[]>;
  /** Deletes removals finished before `before`; returns how many. */
  forget(before: Date): Promise<number>;
}

/** For how many days a finished removal can be looked up. */
export const REMOVAL_DAYS = 30;
