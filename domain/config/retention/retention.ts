// How long stored things are kept. A job's own numbers come before its workspace's, those before the defaults.
export interface Retention {
  /** Every version of a page younger than this is kept, up to `versionsPerPage`. Days. */
  readonly versionsDays: number;
  /** Versions kept of one page at most, the first, the last and pinned ones included. */
  readonly versionsPerPage: number;
  /** How each page of a run ended, as single files; older runs are packed into one compressed file. Days. */
  readonly runDetailsDays: number;
  /** Packed details of runs, from the end of the run on; afterwards the counts stay. Days. */
  readonly packedRunsDays: number;
  /** Days. */
  readonly eventsDays: number;
  /** Days. */
  readonly deliveriesDays: number;
}

/** What a job or a workspace sets of its own; the rest comes from further out. */
export type OwnRetention = { readonly [Name in keyof Retention]?: number | undefined };

export const DEFAULT_RETENTION: Retention = {
  versionsDays: 90,
  versionsPerPage: 200,
  runDetailsDays: 14,
  packedRunsDays: 180,
  eventsDays: 30,
  deliveriesDays: 90,
};

export const RETENTION_NAMES = [
  'versionsDays',
  'versionsPerPage',
  'runDetailsDays',
  'packedRunsDays',
  'eventsDays',
  'deliveriesDays',
] as const satisfies readonly (keyof Retention)[];

/** The innermost comes first: of each number the first that is set counts. */
export function retentionOf(...own: readonly (OwnRetention | undefined)[]): Retention {
  const kept = { ...DEFAULT_RETENTION };
  for (const name of RETENTION_NAMES) {
    const set = own.find((one) => one?.[name] !== undefined)?.[name];
    if (set !== undefined) kept[name] = set;
  }
  // Details that go before they would be packed are kept no longer than they are kept unpacked.
  return { ...kept, packedRunsDays: Math.max(kept.packedRunsDays, kept.runDetailsDays) };
}
