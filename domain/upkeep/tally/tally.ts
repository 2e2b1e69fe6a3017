// The tally: how much work was done since it is kept, by kind. It only grows: neither the end of a process nor the
// removal of a job takes anything from it.
import type { Chunk } from '../../run/chunk.ts';
import type { FindingKind } from '../../config/gate/finding.ts';
import type { Run } from '../../run/run.ts';
import { countedAttempts } from '../../alert/delivery/delivery-id.ts';
import type { TallyCounts } from '../../run/tally/tally-counts.ts';
import type { Attempt } from '../../alert/delivery/delivery.ts';

export interface Tally {
  readonly counts: TallyCounts;
  /** Rises with every batch: of several processes one adds it. */
  readonly seq: number;
  /** Ids of the last batch, which may not be marked as counted yet. */
  readonly batch: readonly string[];
}

export const NO_TALLY: Tally = { counts: {}, seq: 0, batch: [] };

export type CountedRun = Pick<Run, '_id' | 'jobId' | 'trigger' | 'ending' | 'totals' | 'gateHits'> & {
  readonly degradation?: { readonly findings: readonly { readonly kind: FindingKind }[] };
};
export type CountedChunk = Pick<Chunk, '_id' | 'counts'>;

/** An incident whose first message was not held back by a digest, quiet hours or a window. */
export interface CountedIncident {
  readonly _id: string;
  /** From the change, until it was handed over. */
  readonly tellingMs?: number;
}

/** A delivery with attempts that are not counted. */
export interface CountedDelivery {
  readonly _id: string;
  /** Attempts of all rounds so far, and how many of them are counted. */
  readonly made?: number;
  readonly counted?: number;
  readonly attempts: readonly Pick<Attempt, 'tookMs' | 'result'>[];
}

export interface Uncounted {
  readonly runs: readonly CountedRun[];
  readonly chunks: readonly CountedChunk[];
  readonly incidents: readonly CountedIncident[];
  readonly deliveries: readonly CountedDelivery[];
}

export interface TallyStore {
  read(): Promise<Tally>;
  /** What ended and nobody has counted, `limit` of each at most. */
  uncounted(limit: number): Promise<Uncounted>;
  /** False when the tally is no longer at `seq`: another process has added its batch. */
  add(seq: number, counts: TallyCounts, batch: readonly string[]): Promise<boolean>;
  /** Marks what these names are of (`batchOf`) as counted. */
  settle(batch: readonly string[]): Promise<void>;
}

/** What stands for the counted work in a batch. An attempt that is made later is not of it. */
export function batchOf({ runs, chunks, incidents, deliveries }: Uncounted): string[] {
  return [
    ...[...runs, ...chunks, ...incidents].map(({ _id }) => _id),
    ...deliveries.map(({ _id, made = 0 }) => countedAttempts(_id, made)),
  ];
}
