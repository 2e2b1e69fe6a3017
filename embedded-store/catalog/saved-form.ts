// What the disk file says of a collection.
import type { IndexSpec } from './index-tree.ts';

interface SavedIndex {
  readonly spec: IndexSpec;
  readonly tree: number;
  readonly multikey: boolean;
}

export interface SavedCollection {
  readonly id: number;
  readonly namespace: string;
  readonly tree: number;
  readonly size: number;
  readonly bytes: number;
  readonly indexes: readonly SavedIndex[];
}
