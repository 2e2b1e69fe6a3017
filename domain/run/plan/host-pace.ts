// How fast a job may ask a host, by the host's document, and whether it is blocked but for one visit.
import type { Host } from '../../web/host/host.ts';
import type { JobConfig } from '../../config/schema.ts';
import { CIRCUIT_THRESHOLD } from '../../web/politeness/circuit.ts';
import type { PaceFacts } from '../../web/politeness/pace.ts';

export interface PaceRules {
  readonly fetch: Pick<JobConfig['fetch'], 'delayMs' | 'obeyRobots' | 'userAgent'>;
  /** Whether the operator owns the host; such a host needs no pause. */
  readonly isOwn: (host: string) => boolean;
  /** What the host's robots.txt asks of this agent. */
  readonly crawlDelayOf: (host: Host) => number | null;
}

export function paceOfHost(host: Host, { fetch, isOwn, crawlDelayOf }: PaceRules): PaceFacts {
  return {
    jobDelayMs: fetch.delayMs,
    crawlDelayMs: fetch.obeyRobots ? crawlDelayOf(host) : null,
    own: isOwn(host._id),
    penaltyMs: host.penaltyMs,
  };
}

/** The host fails, its robots.txt can not be read, or it asked to be left alone: only one visit is cut. */
export function isBlocked(host: Host, { obeyRobots }: { obeyRobots: boolean }, now: number): boolean {
  if (host.failedInRow >= CIRCUIT_THRESHOLD || host.notBefore > now) return true;
  return obeyRobots && host.robots?.status === 'unreachable';
}
