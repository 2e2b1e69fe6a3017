// A pass of the clean-up: looks through one kind of stored things, a bounded step at a time, and drops what the policy does not keep.
export interface Freed {
  readonly files: number;
  readonly bytes: number;
  readonly documents: number;
}

export const FREED_NOTHING: Freed = { files: 0, bytes: 0, documents: 0 };

export function addFreed(one: Freed, other: Freed): Freed {
  return {
    files: one.files + other.files,
    bytes: one.bytes + other.bytes,
    documents: one.documents + other.documents,
  };
}

export interface PassSlice {
  /** Where the next step goes on; null: the pass is done. */
  readonly next: string | null;
  /** Things looked at. */
  readonly seen: number;
  /** What went, or what would go in a dry run. */
  readonly freed: Freed;
}

export interface PassOrder {
  /** Where to go on; null: from the beginning. */
  readonly cursor: string | null;
  readonly dryRun: boolean;
  /** Things to look at in this step, at most. */
  readonly limit: number;
  /** Only this job's. */
  readonly jobId?: string;
}

export interface CleanUpPass {
  readonly name: string;
  step(order: PassOrder): Promise<PassSlice>;
}
