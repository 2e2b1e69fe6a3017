// Starts a job for a request to one of its start links. A job that somebody has stopped stays stopped: only people start it again.
import { type StartLink, linkStarter } from '../execution/start-link.ts';
import type { VerbPorts } from '../control-ports.ts';
import { getSituation, startJob, type VerbResult } from './verbs.ts';
import { refuse } from './refuse-verb.ts';

export async function startByLink(
  ports: VerbPorts,
  { jobId, name }: StartLink,
  ulid: string = ports.ids.ulid(),
): Promise<VerbResult> {
  const situation = await getSituation(ports, jobId);
  if (situation.state === 'stopped')
    throw refuse(situation, 'start', 'Somebody has stopped it, and only people start it again.');
  return startJob(ports, jobId, ulid, linkStarter(name));
}
