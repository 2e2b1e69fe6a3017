// The numbers by which operations are told apart in journal and snapshot.

export const KIND = {
  createCollection: 1,
  dropCollection: 2,
  renameCollection: 3,
  createIndex: 4,
  dropIndex: 5,
  insert: 6,
  replace: 7,
  /** `{_id, s: {fields to set}, u: [fields to remove]}`, top level only. */
  change: 8,
  remove: 9,
  /** Last operation of a snapshot: proves that the snapshot is complete. */
  end: 10,
  /** First operation of a frame: its number. */
  number: 11,
} as const;

export type Kind = (typeof KIND)[keyof typeof KIND];
