// Does one verb for one job and says what became of it. A refusal by the job's state is no failure.
import { archiveJob, restoreJob } from '../verb/archive-job.ts';
import { stopJob } from '../verb/stop-job.ts';
import { tagJob } from '../verb/change-words.ts';
import { pauseJob, resumeJob, startJob } from '../verb/verbs.ts';
import { type WebloomError, isWebloomError } from '../../system/errors.ts';
import { ownedId } from '../../system/owned-id.ts';
import { orderedId } from '../../run/ids.ts';
import { type RemovalPorts, removeJob } from '../verb/remove-job.ts';
import { type BulkAction, type BulkResult, toDone } from './bulk-action.ts';
import { wasDone } from './done-before.ts';
import { GONE, WITHOUT_TAG, WITH_TAG, alreadySo, notNow } from './judge-job.ts';

/** Null: done; otherwise why there was nothing to do. */
type Act = (ports: RemovalPorts, jobId: string, order: VerbOrder) => Promise<string | null>;

export interface VerbOrder {
  readonly action: BulkAction;
  /** When the first job of the batch was begun. */
  readonly begunAt: Date;
  /** The process that began the batch ended before it could say what became of its jobs. */
  readonly isRepeat: boolean;
}

const ACTS: Readonly<Record<BulkAction['verb'], Act>> = {
  start: async (ports, jobId, { action, begunAt }) => {
    const ulid = orderedId(begunAt, ownedId(action._id, jobId), ports.hasher);
    return unlessSame(await startJob(ports, jobId, ulid));
  },
  pause: async (ports, jobId) => unlessSame(await pauseJob(ports, jobId)),
  resume: async (ports, jobId) => unlessSame(await resumeJob(ports, jobId)),
  stop: async (ports, jobId) => unlessSame(await stopJob(ports, jobId, { force: false })),
  archive: async (ports, jobId) => unlessSame(await archiveJob(ports, jobId)),
  restore: async (ports, jobId) => unlessSame(await restoreJob(ports, jobId)),
  delete: async (ports, jobId) => {
    await removeJob(ports, jobId, null);
    return null;
  },
  tag: async (ports, jobId, order) =>
    (await tagJob(ports, jobId, { add: [tagOf(order)], remove: [] })).same ? WITH_TAG : null,
  untag: async (ports, jobId, order) =>
    (await tagJob(ports, jobId, { add: [], remove: [tagOf(order)] })).same ? WITHOUT_TAG : null,
};

function tagOf({ action }: VerbOrder): string {
  return action.tag ?? '';
}

function unlessSame({ same, state }: { readonly same: boolean; readonly state: string }): string | null {
  return same ? alreadySo(state) : null;
}

export async function doVerb(ports: RemovalPorts, order: VerbOrder, jobId: string): Promise<BulkResult> {
  const { action, begunAt, isRepeat } = order;
  const { verb, tag, workspaceId } = action;
  try {
    if (isRepeat && (await wasDone(ports, { verb, tag, since: begunAt }, jobId))) return toDone(jobId);
    if (!(await ports.jobs.existing([jobId], workspaceId)).has(jobId)) return skipped(jobId, GONE);
    const nothing = await ACTS[verb](ports, jobId, order);
    return nothing === null ? toDone(jobId) : skipped(jobId, nothing);
  } catch (error) {
    if (!isWebloomError(error)) throw error;
    return refusal(error, jobId, verb);
  }
}

function skipped(jobId: string, reason: string): BulkResult {
  return { jobId, outcome: 'skipped', reason };
}

function stateIn({ facts }: WebloomError): string {
  const state: unknown = facts['state'];
  return typeof state === 'string' ? state : 'as it is';
}

function refusal(error: WebloomError, jobId: string, verb: string): BulkResult {
  switch (error.code) {
    case 'transition-not-allowed':
      return skipped(jobId, notNow(stateIn(error), verb));
    case 'not-found':
      return skipped(jobId, GONE);
    default:
      return { jobId, outcome: 'failed', reason: error.message.slice(0, 300).replaceAll(jobId, 'the job') };
  }
}
