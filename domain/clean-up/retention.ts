// How long stored things are kept. A job's own numbers come before the workspace's, those before the defaults.
export interface Retention {
  /** Every version of a page younger than this is kept, up to `versionsPerPage`. Days. */
  readonly versionsDays: number;
  /** Versions kept of one page at most, the first, the last and pinned ones included. */
  readonly versionsPerPage: number;
  /** How each page of a run ended, as single files; older runs are packed into one compressed file. Days. */
  readonly runDetailsDays: number;
  /** Packed details of runs; afterwards the counts stay. Days. */
  readonly packedRunsDays: number;
  /** Days. */
  readonly eventsDays: number;
  /** Days. */
  readonly deliveriesDays: number;
}

export const DEFAULT_RETENTION: Retention = {
  versionsDays: 90,
  versionsPerPage: 200,
  runDetailsDays: 14,
  packedRunsDays: 180,
  eventsDays: 30,
  deliveriesDays: 90,
};
