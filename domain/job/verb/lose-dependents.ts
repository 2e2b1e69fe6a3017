// Removes a removed job from the `dependents` of other jobs.
import { jobOfDependent } from '../../config/dependent/dependent.ts';
import type { Job } from '../job.ts';
import { type AnnouncePorts, type ControlPorts, announce } from '../control-ports.ts';
import type { JobName } from './removal.ts';
import { OUTRUN, type Outrun, untilWritten } from '../../system/until-written.ts';

/** Returns the jobs that had named it. */
export async function loseDependent(
  ports: AnnouncePorts & Pick<ControlPorts, 'jobs'>,
  jobId: string,
): Promise<JobName[]> {
  const lost: JobName[] = [];
  for (const job of await ports.jobs.followedBy(jobId)) {
    if (await without(ports, job._id, jobId)) lost.push({ jobId: job._id, name: job.name });
  }
  return lost;
}

async function without(
  ports: AnnouncePorts & Pick<ControlPorts, 'jobs'>,
  jobId: string,
  dependent: string,
): Promise<boolean> {
  const attempt = async (): Promise<boolean | Outrun> => {
    const job = await ports.jobs.get(jobId);
    if (job === null || !job.config.dependents.some((one) => jobOfDependent(one) === dependent)) return false;
    const changed = await configureWithout(ports, job, dependent);
    if (changed === null) return OUTRUN;
    await announce(ports, {
      type: 'job.changed',
      workspaceId: job.workspaceId,
      jobId,
      data: { version: changed.version, name: job.name, lostDependent: dependent },
    });
    return true;
  };
  return untilWritten(attempt, () => {
    ports.log.warn({ jobId, dependent }, 'a removed job is still named as dependent; tried again');
    return false;
  });
}

function configureWithout(
  ports: Pick<ControlPorts, 'clock' | 'jobs'>,
  job: Job,
  dependent: string,
): Promise<Job | null> {
  const dependents = job.config.dependents.filter((one) => jobOfDependent(one) !== dependent);
  const { shownState: state } = job;
  const step = { at: ports.clock.now(), from: state, to: state, event: 'dependent-removed', by: 'removal' };
  return ports.jobs.configure(job._id, job.version, { config: { ...job.config, dependents } }, step);
}
