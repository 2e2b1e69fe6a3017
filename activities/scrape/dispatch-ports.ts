// What the dispatcher needs, and the facts shared by all visits of a run.
import type { DiskGauge } from '../../domain/system/disk/disk-space.ts';
import type { EventBroker, ScrapeBroker } from '../../domain/run/dispatch/broker.ts';
import type { StandingHolds } from '../../domain/job/hold/emergency-hold.ts';
import type { OwnHosts } from '../../domain/web/egress/own-host.ts';
import type { HostStore } from '../../domain/web/host/host-store.ts';
import type { Run } from '../../domain/run/run.ts';
import type { LinkSelector } from '../../domain/run/plan/select-links.ts';
import type { StagePorts } from '../stage-ports.ts';
import type { AnswerRouter } from './answer-router.ts';
import type { RunPermits } from './run-permits.ts';
import type { HostCache } from './host-cache.ts';
import type { ProxyRoutes } from '../proxy-routes.ts';

export interface DispatchPorts extends StagePorts {
  readonly broker: ScrapeBroker;
  readonly eventBroker: Pick<EventBroker, 'publishEvent'>;
  readonly disk: Pick<DiskGauge, 'isFull'>;
  readonly holds: StandingHolds;
  readonly hosts: HostStore;
  readonly router: AnswerRouter;
  readonly permits: RunPermits;
  readonly hostCache: HostCache;
  readonly proxyRoutes: ProxyRoutes;
  readonly random: () => number;
  /** Hosts of the operator, which get no pause by default. */
  readonly ownHosts: OwnHosts;
  readonly userAgent: string;
  readonly urlKeyOf: (url: string) => string;
}

export interface RunFacts {
  readonly run: Run;
  readonly links: LinkSelector;
  readonly userAgent: string;
  /** The JSON that a page gets while a browser opens it is noted. */
  readonly notesAnswers?: true;
  /** How long the calls of a page hold up the next one of their host at most, ms; absent: as in every run. */
  readonly mostCallsMs?: number;
  /** Other hosts that steps of the job name, where it keeps to robots.txt: theirs has to be known before a page is opened. */
  readonly stepHosts: readonly string[];
  /** Id of the proxy pool by which pages of the host go; undefined: none. */
  proxyOf(host: string): string | undefined;
  /** `https:` or `http:`, as in the URLs of the host's visits. */
  schemeOf(host: string): string;
}
