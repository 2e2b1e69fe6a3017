// Does bulk actions, one at a time over all processes: whoever holds the lock takes the oldest one on, from the batch
// it had come to. Each batch is begun, done and counted; of one that was cut off, only what was not done before is done.
import { announce } from '../control-ports.ts';
import type { LockStore } from '../../system/lock/lock-store.ts';
import type { RemovalPorts } from '../verb/remove-job.ts';
import {
  type BulkAction,
  type BulkBatch,
  type BulkResult,
  countOutcome,
  toDone,
  withResults,
} from './bulk-action.ts';
import type { BulkStore } from './bulk-store.ts';
import { doVerb } from './do-verb.ts';
import { wasDone } from './done-before.ts';

export interface RunBulkPorts extends RemovalPorts {
  readonly bulkActions: BulkStore;
  readonly locks: LockStore;
}

const LOCK = 'bulk-actions';
/** Longer than a verb takes for a few jobs; a process that dies gives its work away after this. */
const LEASE_MS = 30_000;
/** Jobs handled at once: each waits for the store several times. */
const AT_ONCE = 4;

export interface BulkWorker {
  /** Names the process in the lock. */
  readonly holder: string;
  /** The process ends: no further batch is begun. */
  readonly ended: () => boolean;
}

/** Does what there is to do; false when another process is at it. */
export async function runBulkActions(ports: RunBulkPorts, worker: BulkWorker): Promise<boolean> {
  if (!(await keepLock(ports, worker))) return false;
  try {
    while (!worker.ended()) {
      const [action] = await ports.bulkActions.unfinished(1);
      if (action === undefined) return true;
      if (!(await runOne(ports, worker, action))) return false;
    }
    return true;
  } finally {
    await ports.locks.release(LOCK, worker.holder);
  }
}

function keepLock({ locks, clock }: RunBulkPorts, { holder }: BulkWorker): Promise<boolean> {
  const now = clock.now().getTime();
  return locks.acquire(LOCK, holder, now, now + LEASE_MS);
}

async function runOne(ports: RunBulkPorts, worker: BulkWorker, given: BulkAction): Promise<boolean> {
  const { bulkActions } = ports;
  let action = await bulkActions.move(given._id, ['waiting', 'running'], { state: 'running' });
  if (action === null) await settleBatch(ports, given);
  while (action?.state === 'running') {
    if (worker.ended() || !(await keepLock(ports, worker))) return false;
    if (action.nextBatch >= action.batches) {
      await conclude(ports, action, 'done');
      return true;
    }
    if (!(await runBatch(ports, worker, action))) return false;
    action = await bulkActions.get(action._id);
    if (action !== null) await tellProgress(ports, action);
  }
  await conclude(ports, given, 'aborted');
  return true;
}

/** Of a batch that an abort and a cut-off have left half done: what was done is counted, the rest is left alone. */
async function settleBatch(ports: RunBulkPorts, { _id }: BulkAction): Promise<void> {
  const action = await ports.bulkActions.get(_id);
  if (action?.state !== 'aborted') return;
  const batch = await ports.bulkActions.batch(_id, action.nextBatch);
  if (batch === null || batch.begunAt === null) return;
  const results = batch.results ?? (await doneBefore(ports, action, { ...batch, begunAt: batch.begunAt }));
  await ports.bulkActions.finish(_id, batch.number, results, withResults(action.groups, results));
}

async function doneBefore(
  ports: RunBulkPorts,
  { verb, tag }: BulkAction,
  { jobIds, begunAt }: Pick<BulkBatch, 'jobIds'> & { readonly begunAt: Date },
): Promise<BulkResult[]> {
  const results: BulkResult[] = [];
  for (const jobId of jobIds)
    if (await wasDone(ports, { verb, tag, since: begunAt }, jobId)) results.push(toDone(jobId));
  return results;
}

/** False: another process has taken over. */
async function runBatch(ports: RunBulkPorts, worker: BulkWorker, action: BulkAction): Promise<boolean> {
  const { bulkActions } = ports;
  const { _id: bulkId, nextBatch } = action;
  const batch = await bulkActions.batch(bulkId, nextBatch);
  const results = batch?.results ?? (await doBatch(ports, worker, { action, batch }));
  if (results === null) return false;
  await bulkActions.finish(bulkId, nextBatch, results, withResults(action.groups, results));
  return true;
}

interface Turn {
  readonly action: BulkAction;
  readonly batch: BulkBatch | null;
}

async function doBatch(
  ports: RunBulkPorts,
  worker: BulkWorker,
  { action, batch }: Turn,
): Promise<BulkResult[] | null> {
  if (batch === null) return [];
  const isRepeat = batch.begunAt !== null;
  const begunAt = batch.begunAt ?? ports.clock.now();
  if (!isRepeat) await ports.bulkActions.begin(action._id, batch.number, begunAt);
  const results: BulkResult[] = [];
  for (let from = 0; from < batch.jobIds.length; from += AT_ONCE) {
    if (!(await keepLock(ports, worker))) return null;
    const some = batch.jobIds.slice(from, from + AT_ONCE);
    const order = { action, begunAt, isRepeat };
    results.push(...(await Promise.all(some.map((jobId) => doVerb(ports, order, jobId)))));
  }
  return results;
}

async function conclude(ports: RunBulkPorts, { _id }: BulkAction, state: 'done' | 'aborted'): Promise<void> {
  const finishedAt = ports.clock.now();
  const from = state === 'done' ? 'running' : 'aborted';
  const ended = await ports.bulkActions.move(_id, [from], { state, finishedAt });
  if (ended !== null) await announceBulk(ports, ended);
}

/** The end is stored too, so that a stream that was away learns of it. */
export async function announceBulk(ports: RemovalPorts, action: BulkAction): Promise<void> {
  await announce(ports, { type: 'bulk.progress', workspaceId: action.workspaceId, data: progressOf(action) });
}

async function tellProgress(ports: RunBulkPorts, action: BulkAction): Promise<void> {
  const { workspaceId } = action;
  const at = ports.clock.now().toISOString();
  const event = { id: ports.ids.ulid(), type: 'bulk.progress', at, workspaceId, data: progressOf(action) };
  try {
    await ports.eventBroker.publishEvent(event);
  } catch (error) {
    ports.log.warn({ bulkId: action._id, err: error }, 'progress not published');
  }
}

function progressOf(action: BulkAction): Record<string, unknown> {
  const { _id: bulkId, verb, state, total } = action;
  return {
    bulkId,
    verb,
    state,
    total,
    done: countOutcome(action, 'done'),
    skipped: countOutcome(action, 'skipped'),
    failed: countOutcome(action, 'failed'),
  };
}
