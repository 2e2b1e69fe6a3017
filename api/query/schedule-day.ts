// Collects what the calendar of a day needs: all jobs of the workspace in short form, and the pace of the busiest hosts.
import { isOwnHost } from '../../domain/web/egress/own-host.ts';
import { type Host, newHost } from '../../domain/web/host/host.ts';
import type { JobPlan } from '../../domain/job/job-plan.ts';
import { paceOfHost } from '../../domain/run/plan/host-pace.ts';
import { delayMsOf } from '../../domain/web/politeness/pace.ts';
import { crawlDelayMs } from '../../domain/web/robots/judge.ts';
import { parseRobots } from '../../domain/web/robots/parse.ts';
import type { ApiPorts } from '../ports.ts';

/** Jobs that are looked at. */
const MAX_JOBS = 20_000;
/** Few enough that reading them leaves time for other requests. */
const JOBS_AT_ONCE = 250;
/** Hosts whose pace is read; the others get what every host gets. */
const READ_HOSTS = 200;

export async function readPlans(
  { overview }: Pick<ApiPorts, 'overview'>,
  workspaceId: string,
): Promise<{ jobs: JobPlan[]; isCut: boolean }> {
  const jobs: JobPlan[] = [];
  while (jobs.length < MAX_JOBS) {
    const after = jobs.at(-1)?.jobId ?? null;
    const some = await overview.jobPlans(workspaceId, { after, limit: JOBS_AT_ONCE });
    jobs.push(...some);
    if (some.length < JOBS_AT_ONCE) return { jobs: jobs.filter(isKept), isCut: false };
  }
  return { jobs: jobs.filter(isKept), isCut: true };
}

function isKept({ state }: JobPlan): boolean {
  return state !== 'archived';
}

/** The pause of each job at each host, by the documents of the hosts that most jobs use. */
export async function readDelays(
  { hosts, settings }: Pick<ApiPorts, 'hosts' | 'settings'>,
  jobs: readonly JobPlan[],
): Promise<(host: string, job: JobPlan) => number> {
  const uses = new Map<string, number>();
  for (const name of jobs.flatMap((job) => job.hosts)) uses.set(name, (uses.get(name) ?? 0) + 1);
  const busiest = [...uses].toSorted((a, b) => b[1] - a[1]).slice(0, READ_HOSTS);
  const known = await hosts.getMany(busiest.map(([name]) => name));
  const asked = new Map([...known].map(([name, host]) => [name, askedDelay(host, settings.userAgent)]));
  const isOwn = (name: string): boolean => isOwnHost(settings.ownHosts, name);
  const crawlDelayOf = (host: Host): number | null => asked.get(host._id) ?? null;
  return (name, { fetch }) =>
    delayMsOf(paceOfHost(known.get(name) ?? newHost(name), { fetch, isOwn, crawlDelayOf }));
}

function askedDelay({ robots }: Host, userAgent: string): number | null {
  return robots?.status === 'rules' ? crawlDelayMs(parseRobots(robots.text), userAgent) : null;
}
