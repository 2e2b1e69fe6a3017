// How long pages take at the pace of their hosts, for a replay or a rerun that was not begun yet.
import { type HostShare, type TimedShare, timeShares } from '../../domain/job/plan/asked-for.ts';
import { newHost } from '../../domain/web/host/host.ts';
import type { Job } from '../../domain/job/job.ts';
import { paceOfHost } from '../../domain/run/plan/host-pace.ts';
import { delayMsOf } from '../../domain/web/politeness/pace.ts';
import { urlHost } from '../../domain/web/url/key.ts';
import type { ApiPorts } from '../ports.ts';
import { hostViewer } from '../views/host-view.ts';

type Ports = Pick<ApiPorts, 'clock' | 'hosts' | 'settings'>;

export interface PagesOfJob {
  readonly job: Pick<Job, 'config'>;
  readonly urls: readonly string[];
}

/** The slowest host first. */
export async function timePages(ports: Ports, some: readonly PagesOfJob[]): Promise<TimedShare[]> {
  const shares: HostShare[] = [];
  for (const { job, urls } of some) shares.push(...(await sharesOf(ports, job, urls)));
  return timeShares(shares);
}

async function sharesOf(
  ports: Ports,
  { config }: Pick<Job, 'config'>,
  urls: readonly string[],
): Promise<HostShare[]> {
  const counts = new Map<string, number>();
  for (const url of new Set(urls)) counts.set(urlHost(url), (counts.get(urlHost(url)) ?? 0) + 1);
  const known = await ports.hosts.getMany([...counts.keys()]);
  const { rules } = hostViewer(ports.settings, [], ports.clock.now());
  return [...counts].map(([host, pages]) => {
    const pace = paceOfHost(known.get(host) ?? newHost(host), { ...rules, fetch: config.fetch });
    return { host, pages, delayMs: delayMsOf(pace) };
  });
}
