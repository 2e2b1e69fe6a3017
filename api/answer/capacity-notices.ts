// Tells when a job is due more often than its hosts can be asked, by what is known of them.
import { overfull, TOO_OFTEN_REMEDY, tooOften } from '../../domain/job/plan/host-capacity.ts';
import { loadOfHost } from '../../domain/job/plan/host-load.ts';
import { newHost } from '../../domain/web/host/host.ts';
import { type PlannedJob, toJobPlan } from '../../domain/job/job-plan.ts';
import type { JobNotice } from '../../domain/config/notices.ts';
import { delayMsOf } from '../../domain/web/politeness/pace.ts';
import { paceOfHost } from '../../domain/run/plan/host-pace.ts';
import { shortestGapMs } from '../../domain/config/schedule/shortest-gap.ts';
import type { ApiPorts } from '../ports.ts';
import { hostViewer } from '../views/host-view.ts';

/** Jobs of its hosts that are looked at; more than these make no host less full. */
const MAX_JOBS = 1_000;
const POINTER = '/config/schedule';

type Ports = Pick<ApiPorts, 'clock' | 'hosts' | 'overview' | 'settings'>;

export async function readCapacity(ports: Ports, job: PlannedJob): Promise<JobNotice[]> {
  const plan = toJobPlan(job);
  const { schedule, hosts: names, jobId, pages } = plan;
  if (schedule === null || names.length === 0 || plan.state === 'archived') return [];
  const now = ports.clock.now();
  const [known, others] = await Promise.all([
    ports.hosts.getMany(names),
    ports.overview.jobsOfHosts(names, MAX_JOBS),
  ]);
  const { rules } = hostViewer(ports.settings, [], now);
  const hosts = names.map((name) => known.get(name) ?? newHost(name));
  const share = Math.ceil(pages / names.length);
  const needs = hosts.map((host) => ({
    host: host._id,
    pages: share,
    delayMs: delayMsOf(paceOfHost(host, { ...rules, fetch: plan.fetch })),
  }));
  const found = tooOften(needs, shortestGapMs(schedule, jobId, now));
  if (found !== null)
    return [{ code: 'too-often', pointer: POINTER, detail: found.detail, remedy: TOO_OFTEN_REMEDY }];
  // The job itself is planned as it is now, also where it is not stored yet.
  const planned = { ...plan, nextRunAt: plan.nextRunAt ?? now };
  return hosts.flatMap((host): JobNotice[] => {
    const beside = others.filter((other) => other.jobId !== jobId && other.hosts.includes(host._id));
    const detail = overfull(host._id, loadOfHost(host, [planned, ...beside], rules));
    return detail === null ? [] : [{ code: 'host-full', pointer: POINTER, detail, remedy: TOO_OFTEN_REMEDY }];
  });
}
