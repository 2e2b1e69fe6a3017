// Port for bulk actions and their batches.
import type { BulkAction, BulkBatch, BulkGroup, BulkResult, BulkState } from './bulk-action.ts';

interface BulkList {
  readonly workspaceId: string;
  /** Only ids lower than this one (newest first). */
  readonly before?: string;
  readonly limit: number;
}

export interface BulkStore {
  /** The batches first, so that an action that is there has them all. */
  insert(action: BulkAction, batches: readonly BulkBatch[]): Promise<void>;
  get(bulkId: string): Promise<BulkAction | null>;
  list(query: BulkList): Promise<BulkAction[]>;
  /** Those without an end, oldest first. */
  unfinished(limit: number): Promise<BulkAction[]>;
  /** Moves an action whose state is in `from`; null when it has another state. */
  move(
    bulkId: string,
    from: readonly BulkState[],
    set: { readonly state: BulkState; readonly finishedAt?: Date },
  ): Promise<BulkAction | null>;
  batch(bulkId: string, number: number): Promise<BulkBatch | null>;
  /** In the order of their numbers, from one on. */
  batches(bulkId: string, from: number, limit: number): Promise<BulkBatch[]>;
  begin(bulkId: string, number: number, at: Date): Promise<void>;
  /** Stores what became of the batch, then counts it, if it is the next one. */
  finish(
    bulkId: string,
    number: number,
    results: readonly BulkResult[],
    groups: readonly BulkGroup[],
  ): Promise<void>;
  /** False when it is undone already. */
  noteUndo(bulkId: string, undoneBy: string): Promise<boolean>;
}
