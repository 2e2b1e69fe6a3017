// The id of a job that is about to be: the one that was proposed to its maker, or a fresh one.
import { WebloomError } from '../../../domain/system/errors.ts';
import { invalidJob } from '../../../domain/config/check-job.ts';
import { isProposedJobId, proposeJobId } from '../../../domain/job/job-id.ts';
import type { ApiPorts } from '../../ports.ts';

const FORM =
  'Give the jobId that POST /v1/schedules/describe or POST /v1/jobs/validate answered with, or leave it out.';

export interface NewJobBody {
  readonly jobId: string;
  /** The rest of the body, unchecked. */
  readonly job: unknown;
}

/** Throws `conflict` for an id that a job has, or had before it was removed. */
export async function readNewJob(
  ports: Pick<ApiPorts, 'ids' | 'hasher' | 'jobs' | 'removals'>,
  workspaceId: string,
  body: unknown,
): Promise<NewJobBody> {
  const raw = body ?? {};
  if (typeof raw !== 'object' || Array.isArray(raw) || !('jobId' in raw))
    return { jobId: proposeJobId(ports.hasher, ports.ids.ulid(), workspaceId), job: raw };
  const { jobId, ...job } = raw;
  const text = typeof jobId === 'string' ? jobId : '';
  if (!isProposedJobId(ports.hasher, text, workspaceId))
    throw invalidJob([{ pointer: '/jobId', code: 'invalid-id', detail: FORM }]);
  const [taken, removal] = await Promise.all([ports.jobs.existing([text]), ports.removals.get(text)]);
  if (!taken.has(text) && removal === null) return { jobId: text, job };
  throw new WebloomError(
    'conflict',
    `There is or was a job with the id ${text}. Leave jobId out to get a fresh one.`,
    {
      facts: { jobId: text },
    },
  );
}
