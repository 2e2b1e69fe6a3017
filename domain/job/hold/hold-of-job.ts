// The emergency hold that stands over a job, and the error that tells of it.
import type { EmergencyHold } from './emergency-hold.ts';
import { holdOver } from './hold-over.ts';
import { holdRemedy, holdWords } from './hold-words.ts';
import { type ErrorCode, WebloomError } from '../../system/errors.ts';
import type { Job } from '../job.ts';
import type { VerbPorts } from '../control-ports.ts';

type HeldJob = Pick<Job, '_id' | 'workspaceId' | 'tags'>;

export function holdOfJob(
  { holds }: Pick<VerbPorts, 'holds'>,
  { _id: jobId, workspaceId, tags }: HeldJob,
): EmergencyHold | null {
  return holdOver(holds.standing(), { workspaceId, jobId, tags });
}

export function refuseHeld(ports: Pick<VerbPorts, 'holds'>, job: HeldJob): void {
  const hold = holdOfJob(ports, job);
  if (hold !== null) throw holdError(hold);
}

/** As `dependency-unavailable` it is one that passes: whoever gets it tries again. */
export function holdError(
  hold: EmergencyHold,
  code: Extract<ErrorCode, 'emergency-stop' | 'read-only' | 'dependency-unavailable'> = 'emergency-stop',
): WebloomError {
  const { _id: holdId, by, reason, since } = hold;
  return new WebloomError(code, `${holdWords(hold)}. ${holdRemedy(hold)}`, {
    facts: { holdId, by, reason, since: since.toISOString() },
  });
}
