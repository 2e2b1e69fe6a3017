// The id of a job that is about to be: the one that its maker chose, or a fresh one.
import { WebloomError } from '../../../domain/errors.ts';
import { invalidJob } from '../../../domain/job/check-job.ts';
import { isWholeJobId, newJobId } from '../../../domain/job/job-id.ts';
import type { ApiPorts } from '../../ports.ts';

const FORM = 'Write job_ and a ULID of 26 capital letters and digits, or leave it out.';

export interface NewJobBody {
  readonly jobId: string;
  /** The rest of the body, unchecked. */
  readonly job: unknown;
}

/** Throws `conflict` for an id that a job has, or had before it was removed. */
export async function readNewJob(
  ports: Pick<ApiPorts, 'ids' | 'jobs' | 'removals'>,
  body: unknown,
): Promise<NewJobBody> {
  const raw = body ?? {};
  if (typeof raw !== 'object' || Array.isArray(raw) || !('jobId' in raw))
    return { jobId: newJobId(ports.ids.ulid()), job: raw };
  const { jobId, ...job } = raw;
  const text = typeof jobId === 'string' ? jobId : '';
  if (!isWholeJobId(text)) throw invalidJob([{ pointer: '/jobId', code: 'invalid-id', detail: FORM }]);
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
