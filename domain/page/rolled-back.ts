// The mark of a roll-back on what it took back.

/** On a version, a change, a price or an alert that a roll-back took back. */
export interface RolledBack {
  /** The run that rolled it back. */
  readonly runId: string;
  readonly at: Date;
  readonly by: string;
  readonly why: string;
}
