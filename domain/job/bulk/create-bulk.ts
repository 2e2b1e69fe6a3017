// Creates bulk actions: finds the jobs once, at the beginning, and keeps their ids; or says what would become of them.
import type { Clock, Ids } from '../../system/clock.ts';
import { WebloomError } from '../../system/errors.ts';
import type { JobStore } from '../job-store.ts';
import type { JobOutline } from '../listed-job.ts';
import type { JobCriterion } from '../list/criterion.ts';
import {
  type BulkAction,
  type BulkBatch,
  type BulkGroup,
  type BulkVerb,
  MAX_JOBS,
  newBulkId,
  toBatches,
  undoVerb,
  withResults,
} from './bulk-action.ts';
import type { BulkStore } from './bulk-store.ts';
import { GONE, skipReason } from './judge-job.ts';

export interface BulkPorts {
  readonly jobs: Pick<JobStore, 'outline'>;
  readonly bulkActions: BulkStore;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface BulkOrder {
  readonly workspaceId: string;
  readonly by: string;
  readonly verb: BulkVerb;
  readonly tag: string | null;
  readonly jobs: BulkChoice;
}

export type BulkChoice =
  | { readonly kind: 'ids'; readonly jobIds: readonly string[] }
  | { readonly kind: 'search'; readonly query: string; readonly criteria: readonly JobCriterion[] };

const READ_AT_ONCE = 1_000;

async function* outlines(
  { jobs }: Pick<BulkPorts, 'jobs'>,
  workspaceId: string,
  criteria: readonly JobCriterion[],
): AsyncGenerator<JobOutline[]> {
  let after: string | null = null;
  for (;;) {
    const some: JobOutline[] = await jobs.outline({ workspaceId, criteria, after, limit: READ_AT_ONCE });
    yield some;
    after = some.at(-1)?._id ?? null;
    if (some.length < READ_AT_ONCE) return;
  }
}

/** Ids that name no job of the workspace are kept: their absence is told as a result. */
function criteriaOf({ jobs }: BulkOrder): readonly JobCriterion[] {
  return jobs.kind === 'ids' ? [{ kind: 'one-of', field: 'id', values: jobs.jobIds }] : jobs.criteria;
}

export interface BulkForecast {
  readonly total: number;
  readonly groups: readonly BulkGroup[];
}

export async function forecastBulk(ports: Pick<BulkPorts, 'jobs'>, order: BulkOrder): Promise<BulkForecast> {
  const seen = new Set<string>();
  let groups: BulkGroup[] = [];
  for await (const some of outlines(ports, order.workspaceId, criteriaOf(order))) {
    const results = some.map((job) => {
      seen.add(job._id);
      const reason = skipReason(job, order.verb, order.tag);
      return { jobId: job._id, outcome: reason === null ? 'done' : 'skipped', reason: reason ?? '' } as const;
    });
    groups = withResults(groups, results);
  }
  const missing = order.jobs.kind === 'ids' ? order.jobs.jobIds.filter((id) => !seen.has(id)) : [];
  const unknown = missing.map((jobId) => ({ jobId, outcome: 'skipped', reason: GONE }) as const);
  return { total: seen.size + missing.length, groups: withResults(groups, unknown) };
}

/** `confirm`: the number of jobs the user has seen; only a removal needs it. */
export async function createBulk(
  ports: BulkPorts,
  order: BulkOrder,
  confirm: number | null,
): Promise<BulkAction> {
  const jobIds = await chosenIds(ports, order);
  if (order.verb === 'delete' && confirm !== jobIds.length) throw unconfirmed(jobIds.length, confirm);
  const query = order.jobs.kind === 'search' ? order.jobs.query : null;
  return store(ports, { ...order, query, undoOf: null }, jobIds);
}

async function chosenIds(ports: BulkPorts, order: BulkOrder): Promise<string[]> {
  if (order.jobs.kind === 'ids') return [...new Set(order.jobs.jobIds)];
  const ids: string[] = [];
  for await (const some of outlines(ports, order.workspaceId, order.jobs.criteria)) {
    ids.push(...some.map(({ _id }) => _id));
    if (ids.length > MAX_JOBS)
      throw new WebloomError('validation', `More than ${MAX_JOBS} jobs fit. Narrow the search.`);
  }
  return ids;
}

function unconfirmed(total: number, confirm: number | null): WebloomError {
  const found = confirm === null ? 'Nothing was confirmed' : `${confirm} were confirmed`;
  return new WebloomError(
    'precondition-failed',
    `This removes ${total} jobs with all that is stored of them. ${found}: send "confirm": ${total} to go on.`,
    { facts: { total } },
  );
}

interface Kept extends Pick<BulkOrder, 'workspaceId' | 'by' | 'verb' | 'tag'> {
  readonly query: string | null;
  readonly undoOf: string | null;
}

async function store(
  ports: BulkPorts,
  kept: Kept,
  jobIds: readonly string[],
  bulkId: string = newBulkId(ports.ids.ulid()),
): Promise<BulkAction> {
  const { by, ...rest } = kept;
  const batches = toBatches(bulkId, jobIds);
  const action: BulkAction = {
    _id: bulkId,
    workspaceId: rest.workspaceId,
    verb: rest.verb,
    tag: rest.tag,
    query: rest.query,
    createdAt: ports.clock.now(),
    createdBy: by,
    state: 'waiting',
    total: jobIds.length,
    batches: batches.length,
    nextBatch: 0,
    groups: [],
    finishedAt: null,
    undoOf: rest.undoOf,
    undoneBy: null,
  };
  await ports.bulkActions.insert(action, batches);
  return action;
}

/** Ends an action; null: it has ended by itself. Jobs in work are still dealt with, so that it is known what was done. */
export async function abortBulk(
  { bulkActions, clock }: Pick<BulkPorts, 'bulkActions' | 'clock'>,
  { _id }: BulkAction,
): Promise<BulkAction | null> {
  const unbegun = { state: 'aborted', finishedAt: clock.now() } as const;
  return (
    (await bulkActions.move(_id, ['waiting'], unbegun)) ??
    bulkActions.move(_id, ['running'], { state: 'aborted' })
  );
}

/**
 * Does the opposite for the jobs for which something was done. The id of the undoing action is noted first, so that two
 * who ask at once make one action, and whoever asks again after a cut-off makes the one that was noted.
 */
export async function undoBulk(ports: BulkPorts, action: BulkAction, by: string): Promise<BulkAction> {
  const verb = undoVerb(action.verb);
  if (verb === null)
    throw notUndone(`"${action.verb}" can not be taken back. ${REMEDIES[action.verb] ?? ''}`.trim());
  if (action.finishedAt === null) throw notUndone(unended(action));
  const undoId = await claimUndo(ports, action);
  const jobIds = await doneIds(ports, action);
  const { workspaceId, tag } = action;
  return store(ports, { workspaceId, by, verb, tag, query: null, undoOf: action._id }, jobIds, undoId);
}

function unended({ state }: BulkAction): string {
  return state === 'aborted'
    ? 'The jobs that were in work when it was aborted are still dealt with. Ask again in a moment.'
    : 'It is still at work. Abort it first, then undo what was done.';
}

async function claimUndo({ bulkActions, ids }: BulkPorts, { _id }: BulkAction): Promise<string> {
  const undoId = newBulkId(ids.ulid());
  if (await bulkActions.noteUndo(_id, undoId)) return undoId;
  const noted = (await bulkActions.get(_id))?.undoneBy ?? undoId;
  if ((await bulkActions.get(noted)) !== null) throw notUndone(`It was undone already, by ${noted}.`);
  return noted;
}

const REMEDIES: Readonly<Partial<Record<BulkVerb, string>>> = {
  start: 'Stop the jobs instead.',
  stop: 'Start the jobs again: what they had stored is kept.',
  delete: 'Create the jobs anew.',
};

function notUndone(message: string): WebloomError {
  return new WebloomError('transition-not-allowed', message, {
    facts: { requested: 'undo', allowedTransitions: [] },
  });
}

const BATCHES_AT_ONCE = 200;

async function doneIds({ bulkActions }: BulkPorts, { _id, batches }: BulkAction): Promise<string[]> {
  const ids: string[] = [];
  for (let from = 0; from < batches; from += BATCHES_AT_ONCE) {
    const some: BulkBatch[] = await bulkActions.batches(_id, from, BATCHES_AT_ONCE);
    for (const { results } of some)
      for (const { jobId, outcome } of results ?? []) if (outcome === 'done') ids.push(jobId);
  }
  return ids;
}
