// Does bulk actions, one at a time over all processes: whoever holds the lock takes the oldest one on, from the batch
// it had come to. Each batch is begun, done and counted; whatever is cut off is done again without harm.
import { announce } from '../control/control-ports.ts';
import type { LockStore } from '../lock/lock-store.ts';
import type { RemovalPorts } from '../removal/remove-job.ts';
import { type BulkAction, type BulkResult, countOutcome, withResults } from './bulk-action.ts';
import type { BulkStore } from './bulk-store.ts';
import { doVerb } from './do-verb.ts';

export interface RunBulkPorts extends RemovalPorts {
  readonly bulkActions: BulkStore;
  readonly locks: LockStore;
}

const LOCK = 'bulk-actions';
/** Longer than any batch takes; a process that dies gives its work away after this. */
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
  while (action?.state === 'running') {
    if (worker.ended() || !(await keepLock(ports, worker))) return false;
    if (action.nextBatch >= action.batches) {
      await conclude(ports, action);
      return true;
    }
    await runBatch(ports, action);
    action = await bulkActions.get(action._id);
    if (action !== null) await tellProgress(ports, action);
  }
  return true;
}

async function runBatch(ports: RunBulkPorts, action: BulkAction): Promise<void> {
  const { _id: bulkId, nextBatch } = action;
  const batch = await ports.bulkActions.batch(bulkId, nextBatch);
  if (batch?.begun === false) await ports.bulkActions.begin(bulkId, nextBatch);
  const results = batch?.results ?? (await doAll(ports, action, batch?.jobIds ?? [], batch?.begun === true));
  await ports.bulkActions.finish(bulkId, nextBatch, results, withResults(action.groups, results));
}

async function doAll(
  ports: RunBulkPorts,
  action: BulkAction,
  jobIds: readonly string[],
  repeated: boolean,
): Promise<BulkResult[]> {
  const results: BulkResult[] = [];
  for (let from = 0; from < jobIds.length; from += AT_ONCE) {
    const some = jobIds.slice(from, from + AT_ONCE);
    results.push(...(await Promise.all(some.map((jobId) => doVerb(ports, action, jobId, repeated)))));
  }
  return results;
}

async function conclude(ports: RunBulkPorts, { _id }: BulkAction): Promise<void> {
  const finishedAt = ports.clock.now();
  const ended = await ports.bulkActions.move(_id, ['running'], { state: 'done', finishedAt });
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
