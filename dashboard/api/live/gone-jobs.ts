// The jobs that are removed, or whose removal this tab has asked for: nobody asks for them again, although their screen may
// still be there for a moment and their events go on.
import type { EventMessage } from '../../../domain/run/dispatch/message.ts';

export interface GoneJobs {
  note(jobId: string): void;
  /** Its removal was refused. */
  forget(jobId: string): void;
  take(event: Pick<EventMessage, 'type' | 'jobId'>): void;
  /** False for a query whose key names a gone job: ['job', jobId], ['runs', jobId], ['changes', { jobId }]. */
  mayAsk(queryKey: readonly unknown[]): boolean;
}

export function createGoneJobs(): GoneJobs {
  const gone = new Set<unknown>();
  return {
    note: (jobId) => void gone.add(jobId),
    forget: (jobId) => void gone.delete(jobId),
    take({ type, jobId }) {
      if (type === 'job.removing' && jobId !== undefined) gone.add(jobId);
    },
    mayAsk: (queryKey) => !queryKey.some((part) => gone.has(part) || gone.has(jobIdIn(part))),
  };
}

function jobIdIn(part: unknown): unknown {
  return typeof part === 'object' && part !== null && 'jobId' in part ? part.jobId : undefined;
}

/** Of this tab. */
export const goneJobs = createGoneJobs();
