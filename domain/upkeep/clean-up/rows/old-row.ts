// Port to documents that go by their age. They are read in the order of their ids, so that no index of times is needed and
// a clean-up that was cut off goes on at the id where it was.

export const OLD_ROW_KINDS = [
  'events',
  'deliveries',
  'incidents',
  'bulkActions',
  'idempotency',
  'agents',
  'hosts',
  'cleanUps',
] as const;
export type OldRowKind = (typeof OLD_ROW_KINDS)[number];

export interface OldRow {
  readonly id: string;
  /** The latest time that counts for its age. */
  readonly at: Date;
  /** Absent: it belongs to no workspace. */
  readonly workspaceId?: string;
  readonly jobId?: string;
  /** Of those that have one. */
  readonly state?: string;
  /** It is kept whatever its age: somebody has set it by hand. */
  readonly isHeld?: true;
}

export interface OldRowStore {
  /** By id, those beyond `after`. */
  list(
    kind: OldRowKind,
    query: { readonly after: string | null; readonly limit: number; readonly jobId?: string | undefined },
  ): Promise<OldRow[]>;
  /** Deletes those that still are as they were read; returns how many. */
  erase(kind: OldRowKind, rows: readonly OldRow[]): Promise<number>;
  /** Those among the hosts that a job names. */
  namedHosts(hosts: readonly string[]): Promise<ReadonlySet<string>>;
}
