// Pauses a host and resumes it. All runs of the installation share it, so a workspace may pause a host that its own jobs
// alone ask; the default workspace may pause any.
import { DEFAULT_WORKSPACE } from '../../system/access/workspace-id.ts';
import type { Clock } from '../../system/clock.ts';
import { WebloomError } from '../../system/errors.ts';
import type { HostStore } from '../../web/host/host-store.ts';
import type { JobPlan } from '../job-plan.ts';
import type { HostPause } from '../../web/politeness/host-pause.ts';
import type { JobsOfHosts } from './jobs-of-hosts.ts';

export interface PauseHostPorts {
  readonly hosts: Pick<HostStore, 'pause'>;
  readonly overview: JobsOfHosts;
  readonly clock: Clock;
}

export interface PauseHostRequest {
  readonly workspaceId: string;
  readonly host: string;
  readonly by: string;
  readonly reason: string;
  /** Null: until somebody resumes it. */
  readonly until: Date | null;
}

const MAX_JOBS = 10_000;

export async function pauseHost(ports: PauseHostPorts, request: PauseHostRequest): Promise<HostPause> {
  const { workspaceId, host, by, reason, until } = request;
  const now = ports.clock.now().getTime();
  if (until !== null && until.getTime() <= now)
    throw new WebloomError('validation', 'The end of the pause is over already: give a time to come.', {
      facts: {
        errors: [{ pointer: '/until', code: 'invalid-limits', detail: 'Give a time to come, or none.' }],
      },
    });
  await refuseShared(ports, workspaceId, host);
  const hold = { since: now, until: until?.getTime() ?? null, by, reason };
  await ports.hosts.pause(host, hold);
  return hold;
}

export async function resumeHost(
  ports: PauseHostPorts,
  { workspaceId, host }: Pick<PauseHostRequest, 'workspaceId' | 'host'>,
): Promise<void> {
  await refuseShared(ports, workspaceId, host);
  await ports.hosts.pause(host, null);
}

/** Throws `forbidden` when jobs of other workspaces ask the host too. */
export async function refuseShared(
  { overview }: Pick<PauseHostPorts, 'overview'>,
  workspaceId: string,
  host: string,
): Promise<void> {
  if (workspaceId === DEFAULT_WORKSPACE) return;
  const jobs = await overview.jobsOfHosts([host], MAX_JOBS);
  const isOwn = (plan: JobPlan): boolean => plan.workspaceId === workspaceId;
  if (jobs.length > 0 && jobs.every(isOwn)) return;
  throw new WebloomError(
    'forbidden',
    `Jobs of other workspaces ask ${host} too, or none of yours does: pause your jobs instead.`,
    { facts: { host } },
  );
}
