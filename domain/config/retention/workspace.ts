// A workspace: the owner of jobs and of everything they found. Keys belong to one workspace and see no other.

import type { OwnRetention } from './retention.ts';

export interface Workspace {
  readonly _id: string;
  readonly name: string;
  readonly createdAt: Date;
  /** Name of its limits; absent: nothing limits it. */
  readonly plan?: string;
  /** How long its things are kept, where its jobs say nothing else. */
  readonly retention?: OwnRetention;
}

export interface WorkspaceStore {
  /** False when it is there already. */
  insert(workspace: Workspace): Promise<boolean>;
  get(workspaceId: string): Promise<Workspace | null>;
  /** By id, oldest first. */
  list(query: { readonly after: string | null; readonly limit: number }): Promise<Workspace[]>;
  /** Null when it does not exist. */
  change(
    workspaceId: string,
    set: Partial<Pick<Workspace, 'name' | 'plan' | 'retention'>>,
  ): Promise<Workspace | null>;
}
