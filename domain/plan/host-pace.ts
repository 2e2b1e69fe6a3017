// How fast a host may be asked for a job, from its document, and whether it is to be left alone but for a probe.
import type { Host } from '../host/host.ts';
import type { JobConfig } from '../job/schema.ts';
import { CIRCUIT_THRESHOLD } from '../politeness/circuit.ts';
import type { PaceFacts } from '../politeness/pace.ts';

export interface PaceRules {
  readonly fetch: Pick<JobConfig['fetch'], 'delayMs' | 'obeyRobots' | 'userAgent'>;
  /** The operator's own hosts need no pause. */
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

/** It keeps failing, its robots.txt can not be read, or it asked to be left alone: one visit tells when that is over. */
export function isBlocked(host: Host, { obeyRobots }: { obeyRobots: boolean }, now: number): boolean {
  if (host.failedInRow >= CIRCUIT_THRESHOLD || host.notBefore > now) return true;
  return obeyRobots && host.robots?.status === 'unreachable';
}
