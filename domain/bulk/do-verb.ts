// Does one verb for one job and says what became of it. A refusal by the job's state is no failure.
import { archiveJob, restoreJob } from '../control/archive-job.ts';
import { stopJob } from '../control/stop-job.ts';
import { tagJob } from '../control/tag-job.ts';
import { pauseJob, resumeJob, startJob } from '../control/verbs.ts';
import { type WebloomError, isWebloomError } from '../errors.ts';
import { type RemovalPorts, removeJob } from '../removal/remove-job.ts';
import type { BulkAction, BulkResult } from './bulk-action.ts';
import { GONE, WITHOUT_TAG, WITH_TAG, alreadySo, notNow } from './judge-job.ts';

/** Null: done; otherwise why there was nothing to do. */
type Act = (ports: RemovalPorts, jobId: string, tag: string) => Promise<string | null>;

const ACTS: Readonly<Record<BulkAction['verb'], Act>> = {
  start: async (ports, jobId) => unlessSame(await startJob(ports, jobId)),
  pause: async (ports, jobId) => unlessSame(await pauseJob(ports, jobId)),
  resume: async (ports, jobId) => unlessSame(await resumeJob(ports, jobId)),
  stop: async (ports, jobId) => unlessSame(await stopJob(ports, jobId, { force: false })),
  archive: async (ports, jobId) => unlessSame(await archiveJob(ports, jobId)),
  restore: async (ports, jobId) => unlessSame(await restoreJob(ports, jobId)),
  delete: async (ports, jobId) => {
    await removeJob(ports, jobId, null);
    return null;
  },
  tag: async (ports, jobId, tag) =>
    (await tagJob(ports, jobId, { add: [tag], remove: [] })).same ? WITH_TAG : null,
  untag: async (ports, jobId, tag) =>
    (await tagJob(ports, jobId, { add: [], remove: [tag] })).same ? WITHOUT_TAG : null,
};

function unlessSame({ same, state }: { readonly same: boolean; readonly state: string }): string | null {
  return same ? alreadySo(state) : null;
}

/**
 * `repeated`: the batch was begun before and its process died, so that a job with nothing to do may have been done by
 * then; it counts as done.
 */
export async function doVerb(
  ports: RemovalPorts,
  { verb, tag, workspaceId }: BulkAction,
  jobId: string,
  repeated: boolean,
): Promise<BulkResult> {
  try {
    if (!(await ports.jobs.existing([jobId], workspaceId)).has(jobId))
      return verb === 'delete' && repeated ? done(jobId) : skipped(jobId, GONE);
    const nothing = await ACTS[verb](ports, jobId, tag ?? '');
    return nothing === null || repeated ? done(jobId) : skipped(jobId, nothing);
  } catch (error) {
    if (!isWebloomError(error)) throw error;
    return refusal(error, jobId, verb);
  }
}

function done(jobId: string): BulkResult {
  return { jobId, outcome: 'done', reason: '' };
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
