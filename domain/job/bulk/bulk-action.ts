// A bulk action: one verb for many jobs, resolved once and then done batch by batch. The document says how far it is;
// the batches say what became of each job. So it survives the process that does it, and can be undone.
import { ownedId } from '../../system/owned-id.ts';

export const BULK_VERBS = [
  'start',
  'pause',
  'resume',
  'stop',
  'archive',
  'restore',
  'delete',
  'tag',
  'untag',
] as const;
export type BulkVerb = (typeof BULK_VERBS)[number];

/** waiting: not begun; aborted: somebody ended it, the rest is left alone. */
export const BULK_STATES = ['waiting', 'running', 'done', 'aborted'] as const;
export type BulkState = (typeof BULK_STATES)[number];

/** skipped: nothing to do, or not possible in the job's state; failed: it should have worked and did not. */
export const BULK_OUTCOMES = ['done', 'skipped', 'failed'] as const;
export type BulkOutcome = (typeof BULK_OUTCOMES)[number];

export interface BulkResult {
  readonly jobId: string;
  readonly outcome: BulkOutcome;
  /** In words; empty when it was done. */
  readonly reason: string;
}

/** Jobs with one outcome for one reason. */
export interface BulkGroup {
  readonly outcome: BulkOutcome;
  readonly reason: string;
  readonly jobs: number;
}

export interface BulkAction {
  readonly _id: string;
  readonly workspaceId: string;
  readonly verb: BulkVerb;
  /** Of the verbs `tag` and `untag`. */
  readonly tag: string | null;
  /** The search by which the jobs were found; null: they were given by id. */
  readonly query: string | null;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly state: BulkState;
  readonly total: number;
  readonly batches: number;
  /** Number of the batch that is done next. */
  readonly nextBatch: number;
  readonly groups: readonly BulkGroup[];
  /** Null: it is at work; when aborted, until it is known what became of the jobs in work. */
  readonly finishedAt: Date | null;
  /** The action that this one undoes. */
  readonly undoOf: string | null;
  /** The action that undoes this one. */
  readonly undoneBy: string | null;
}

export interface BulkBatch {
  readonly _id: string;
  readonly bulkId: string;
  readonly number: number;
  readonly jobIds: readonly string[];
  /** When its first job was begun; null: none was. Whoever carries it on tells by it what was done before. */
  readonly begunAt: Date | null;
  /** Null until all of its jobs are dealt with. */
  readonly results: readonly BulkResult[] | null;
}

/** Few enough that an abort is obeyed soon, and that little is done twice after a crash. */
const BATCH_JOBS = 20;
export const MAX_JOBS = 100_000;
const PREFIX = 'bulk_';
const DIGITS = 6;

export function newBulkId(ulid: string): string {
  return `${PREFIX}${ulid}`;
}

export function bulkBatchId(bulkId: string, number: number): string {
  return ownedId(bulkId, String(number).padStart(DIGITS, '0'));
}

export function toBatches(bulkId: string, jobIds: readonly string[]): BulkBatch[] {
  const count = Math.ceil(jobIds.length / BATCH_JOBS);
  return Array.from({ length: count }, (_, number) => ({
    _id: bulkBatchId(bulkId, number),
    bulkId,
    number,
    jobIds: jobIds.slice(number * BATCH_JOBS, (number + 1) * BATCH_JOBS),
    begunAt: null,
    results: null,
  }));
}

/** What takes a verb back; the others can not be taken back. */
const UNDO: Readonly<Partial<Record<BulkVerb, BulkVerb>>> = {
  pause: 'resume',
  resume: 'pause',
  archive: 'restore',
  restore: 'archive',
  tag: 'untag',
  untag: 'tag',
};

export function undoVerb(verb: BulkVerb): BulkVerb | null {
  return UNDO[verb] ?? null;
}

export function toDone(jobId: string): BulkResult {
  return { jobId, outcome: 'done', reason: '' };
}

export function countOutcome({ groups }: Pick<BulkAction, 'groups'>, outcome: BulkOutcome): number {
  return groups.filter((group) => group.outcome === outcome).reduce((sum, { jobs }) => sum + jobs, 0);
}

export function withResults(groups: readonly BulkGroup[], results: readonly BulkResult[]): BulkGroup[] {
  const counted = groups.map((group) => ({ ...group }));
  for (const { outcome, reason } of results) {
    const known = counted.find((group) => group.outcome === outcome && group.reason === reason);
    if (known === undefined) counted.push({ outcome, reason, jobs: 1 });
    else known.jobs += 1;
  }
  return counted;
}
