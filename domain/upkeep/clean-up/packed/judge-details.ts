// What becomes of the details of a run that has ended.
import type { Run } from '../../../run/run.ts';
import type { Retention } from '../../../config/retention/retention.ts';
import { DAY_MS } from '../../../system/duration.ts';

/** What is known of a run that has ended, without its configuration. */
export type EndedRun = Pick<
  Run,
  | '_id'
  | 'jobId'
  | 'workspaceId'
  | 'finishedAt'
  | 'createdAt'
  | 'details'
  | 'uncounted'
  | 'alertAt'
  | 'lettersAt'
>;

export interface EndedRunStore {
  /** By id, those beyond `after`; without those of which nothing is left but the run itself. */
  ended(query: {
    readonly after: string | null;
    readonly limit: number;
    readonly jobId?: string | undefined;
  }): Promise<EndedRun[]>;
  /** Of each of these jobs the run that ended last. */
  newest(jobIds: readonly string[]): Promise<ReadonlySet<string>>;
}

/** `finish`: it was marked, and something of it is still to be deleted. */
export type DetailsDecision = 'keep' | 'pack' | 'finish' | 'drop';

export interface DetailsFacts {
  readonly now: number;
  readonly retention: Retention;
  /** It is the latest of its job that has ended: the next one is compared with it. */
  readonly isNewest: boolean;
  /** Pages have still to announce what they found in it. */
  readonly isAwaited: boolean;
}

export function judgeDetails(run: EndedRun, facts: DetailsFacts): DetailsDecision {
  const { now, retention, isNewest, isAwaited } = facts;
  const days = (now - (run.finishedAt ?? run.createdAt).getTime()) / DAY_MS;
  if (run.details?.left === true) return 'finish';
  if (run.details?.state === 'gone') return 'keep';
  if (run.details?.state === 'packed') return days >= retention.packedRunsDays ? 'drop' : 'keep';
  if (isNewest || isAwaited || isUntold(run)) return 'keep';
  // It would be packed only to be dropped.
  if (days >= retention.packedRunsDays) return 'drop';
  return days >= retention.runDetailsDays ? 'pack' : 'keep';
}

/** The tally, the alert rules or the dead letters have not looked at it yet. */
function isUntold({ uncounted, alertAt, lettersAt }: EndedRun): boolean {
  return uncounted === true || alertAt !== undefined || lettersAt !== undefined;
}
