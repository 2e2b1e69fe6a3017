// By which proxy pool the pages of a run go, host by host. The pools of a workspace are read once for a few seconds, because every
// visit asks.
import { choosePool, type PooledJob } from '../domain/config/proxy-pool/choose-pool.ts';
import type { ProxyPool, ProxyPoolStore } from '../domain/config/proxy-pool/proxy-pool.ts';
import type { JobStore } from '../domain/job/job-store.ts';
import type { Run } from '../domain/run/run.ts';
import type { Log } from '../domain/system/clock.ts';

interface ProxyRoutePorts {
  readonly proxyPools: Pick<ProxyPoolStore, 'list'>;
  readonly jobs: Pick<JobStore, 'get'>;
}

interface Known {
  pools: readonly ProxyPool[];
  /** By `performance.now()`. */
  readMs: number;
}

const FRESH_MS = 3_000;
const MAX_WORKSPACES = 1_000;

export class ProxyRoutes {
  readonly #ports: ProxyRoutePorts;
  readonly #log: Log;
  readonly #known = new Map<string, Known>();

  constructor(ports: ProxyRoutePorts, log: Log) {
    this.#ports = ports;
    this.#log = log;
  }

  /** Asked of a run that lasts long, it follows changes of the pools. */
  async ofRun({
    jobId,
    workspaceId,
    config,
  }: Pick<Run, 'jobId' | 'workspaceId' | 'config'>): Promise<(host: string) => string | undefined> {
    const { proxy: named } = config.fetch;
    if (named !== undefined) return (host) => choosePool([], { named, tags: [] }, host) ?? undefined;
    const known = await this.#fresh(workspaceId);
    // A look before there is a job has no tags.
    const tags = (await this.#ports.jobs.get(jobId))?.tags ?? [];
    const job: PooledJob = { named, tags };
    return (host) => choosePool(this.#latest(workspaceId, known), job, host) ?? undefined;
  }

  async #fresh(workspaceId: string): Promise<Known> {
    const known = this.#known.get(workspaceId);
    if (known !== undefined && performance.now() - known.readMs < FRESH_MS) return known;
    const fresh = { pools: await this.#ports.proxyPools.list(workspaceId), readMs: performance.now() };
    if (this.#known.size >= MAX_WORKSPACES) this.#known.clear();
    this.#known.set(workspaceId, fresh);
    return fresh;
  }

  /** What is known; where it is old it is read again for those who ask later. */
  #latest(workspaceId: string, known: Known): readonly ProxyPool[] {
    if (performance.now() - known.readMs >= FRESH_MS) {
      known.readMs = performance.now();
      this.#ports.proxyPools.list(workspaceId).then(
        (pools) => {
          known.pools = pools;
        },
        (error: unknown) => this.#log.warn({ err: error }, 'Proxy pools could not be read; known ones go on'),
      );
    }
    return known.pools;
  }
}
