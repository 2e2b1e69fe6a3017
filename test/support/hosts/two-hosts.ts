// Two hosts, and a site whose first visit by them went undisturbed.
import { expect } from 'vitest';
import type { RevisedSystem } from '../fault/revised-system.ts';
import { startManyPages } from '../many-pages.ts';
import { recount } from '../recount.ts';
import { type SystemOptions, startSystem } from '../system.ts';
import { SERVICE_ADDRESS } from './service-side.ts';
import { type Hosts, NO_PROCESSES, startHosts } from './start-hosts.ts';

export interface TwoHosts extends RevisedSystem, Pick<Hosts, 'hosts'> {
  /** How long pages take to answer from now on: at first they answer at once. */
  slow(latencyMs: number): void;
}

export interface TwoHostsOptions extends Pick<SystemOptions, 'services' | 'name' | 'openBlobs' | 'env'> {
  readonly pageCount: number;
}

const FIRST_RUN_MS = 240_000;

export async function openTwoHosts({ pageCount, ...options }: TwoHostsOptions): Promise<TwoHosts> {
  const closing: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const each of closing.splice(0).toReversed()) await each();
  };
  try {
    let latencyMs = 0;
    const slow = (ms: number): void => {
      latencyMs = ms;
    };
    const pages = await startManyPages({ pages: pageCount, latencyMs: () => latencyMs });
    closing.push(() => pages.close());
    const system = await startSystem({ ...options, ownHosts: [], processes: NO_PROCESSES });
    closing.push(() => system.close());
    const { services, env } = options;
    const started = await startHosts({ services, system, site: pages.host, env });
    closing.push(() => started.close());
    const start = [`http://${SERVICE_ADDRESS}:${pages.site.port}/`];
    const jobId = await system.createJob({ source: { kind: 'site', start } });
    const { faults, classes } = await recount(system, await system.completed(jobId, FIRST_RUN_MS));
    expect(faults, 'faults of a run that nothing disturbed').toEqual([]);
    expect(classes).toEqual({ stored: pageCount + 1, unchanged: 0, failed: 0, skipped: 0 });
    return { pages, system, jobId, hosts: started.hosts, slow, close };
  } catch (error) {
    await close();
    throw error;
  }
}
