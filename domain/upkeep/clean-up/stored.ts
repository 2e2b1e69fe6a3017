// What is stored, by kind: how many documents, and how large they are in the database.
export interface StoredKind {
  /** In words for people. */
  readonly what: string;
  readonly documents: number;
  /** In the database, without indexes. */
  readonly bytes: number;
}

export interface StoredGauge {
  /** The largest first; kinds of which nothing is stored are left out. */
  stored(): Promise<StoredKind[]>;
}

/** Collections under the name that people know them by. */
export const STORED_KINDS: readonly (readonly [what: string, collections: readonly string[]])[] = [
  ['Pages and what they looked like last', ['pages', 'templates']],
  ['Versions of pages', ['snapshots']],
  ['Changes', ['changes']],
  ['Prices', ['prices']],
  ['Runs and their counts', ['runs']],
  ['How each page of a run ended', ['chunks', 'frontier', 'failures']],
  ['Events', ['events']],
  ['Messages to channels', ['deliveries']],
  ['Alerts', ['alertRules', 'alertStates', 'incidents']],
  ['Jobs and their versions', ['jobs', 'jobVersions']],
  ['Hosts and processes', ['hosts', 'agents']],
];
