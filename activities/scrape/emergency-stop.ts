// Emergency holds as a dispatcher obeys them: what it knows of them decides before anything is published.
import type { WaitingVisit } from '../../domain/run/dispatch/waiting-visit.ts';
import { holdOver } from '../../domain/job/hold/hold-over.ts';
import type { Run } from '../../domain/run/run.ts';
import type { DispatchPorts } from './dispatch-ports.ts';
import { given } from '../../domain/system/given.ts';

/** The pages of a host that is held are looked at again after this. */
const HELD_HOST_MS = 2_000;

/** A hold stands over the run; with a host: over the run or this host. */
export function isStopped(
  { holds }: Pick<DispatchPorts, 'holds'>,
  { workspaceId, jobId }: Pick<Run, 'workspaceId' | 'jobId'>,
  host?: string,
): boolean {
  const subject = { workspaceId, jobId, ...given({ host }) };
  return holdOver(holds.standing(), subject) !== null;
}

/** None of them is sent now. */
export function putOff(group: readonly WaitingVisit[], now: number): readonly WaitingVisit[] {
  for (const waiting of group) waiting.postpone(now + HELD_HOST_MS);
  return [];
}
