// A page of hosts with the jobs of the workspace that use them. Pace is shared by the whole installation; a host that only
// jobs of other workspaces name is not shown.
import { WebloomError } from '../../domain/system/errors.ts';
import { type Host, newHost } from '../../domain/web/host/host.ts';
import type { JobPlan } from '../../domain/job/job-plan.ts';
import { CIRCUIT_THRESHOLD } from '../../domain/web/politeness/circuit.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import type { ApiPorts } from '../ports.ts';
import { given } from '../../domain/system/given.ts';

export interface HostWithJobs {
  readonly host: Host;
  readonly jobs: readonly JobPlan[];
}

export interface HostListing {
  readonly workspaceId: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly prefix?: string | undefined;
  readonly state?: 'failing' | undefined;
}

/** Most jobs that are read for a page. */
const MAX_JOBS = 10_000;
const MAX_READS = 20;

type Ports = Pick<ApiPorts, 'hasher' | 'hosts' | 'overview'>;

export async function listHosts(
  ports: Ports,
  { workspaceId, limit, cursor, prefix, state }: HostListing,
): Promise<{ rows: HostWithJobs[]; nextCursor: string | null }> {
  const place = { place: `hosts ${prefix ?? ''} ${state ?? ''}`, hasher: ports.hasher };
  const begin = decodeCursor(place, cursor)?.[0];
  let after = begin === undefined ? null : String(begin);
  const rows: HostWithJobs[] = [];
  for (let reads = 0; reads < MAX_READS; reads++) {
    const hosts = await ports.hosts.list({
      after,
      limit: limit + 1,
      ...given({ prefix }),
      ...(state === undefined ? {} : { failedInRow: CIRCUIT_THRESHOLD }),
    });
    rows.push(...(await hostsOfWorkspace(ports, workspaceId, hosts)));
    const next = rows[limit - 1];
    if (rows.length > limit && next !== undefined)
      return { rows: rows.slice(0, limit), nextCursor: encodeCursor(place, [next.host._id]) };
    if (hosts.length <= limit) return { rows, nextCursor: null };
    after = hosts.at(-1)?._id ?? null;
  }
  return { rows, nextCursor: after === null ? null : encodeCursor(place, [after]) };
}

/** The host, if a job of the workspace names it or it was asked already; else `not-found`. */
export async function findHost(ports: Ports, workspaceId: string, name: string): Promise<HostWithJobs> {
  const known = await ports.hosts.get(name);
  const [row] = await hostsOfWorkspace(ports, workspaceId, [known ?? newHost(name)]);
  if (row !== undefined && (known !== null || row.jobs.length > 0)) return row;
  throw new WebloomError('not-found', `No job uses the host ${name}, and it was never asked for anything.`, {
    facts: { host: name },
  });
}

/** The hosts that the workspace may see, each with its jobs that use it. */
export async function hostsOfWorkspace(
  { overview }: Pick<ApiPorts, 'overview'>,
  workspaceId: string,
  hosts: readonly Host[],
): Promise<HostWithJobs[]> {
  if (hosts.length === 0) return [];
  const names = hosts.map(({ _id }) => _id);
  const byHost = new Map<string, JobPlan[]>();
  for (const plan of await overview.jobsOfHosts(names, MAX_JOBS))
    for (const name of plan.hosts) byHost.set(name, [...(byHost.get(name) ?? []), plan]);
  return hosts.flatMap((host) => {
    const all = byHost.get(host._id) ?? [];
    const jobs = all.filter((plan) => plan.workspaceId === workspaceId);
    return all.length > 0 && jobs.length === 0 ? [] : [{ host, jobs }];
  });
}
