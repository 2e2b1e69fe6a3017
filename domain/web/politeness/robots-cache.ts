// The robots.txt of a host, as kept in its document for 24 h.
import { DAY_MS } from '../../system/duration.ts';

/** Failures that keep every page of the host from being read, not only robots.txt. */
const HOST_FAILURES = ['dns', 'connect', 'tls', 'proxy', 'proxy-refused'] as const;

export interface RobotsCache {
  /** Epoch ms. */
  readonly fetchedAt: number;
  /** `rules`: obey `text`; `allow-all`: none there (4xx); `unreachable`: nothing may be fetched. */
  readonly status: 'rules' | 'allow-all' | 'unreachable';
  /** The rules, at most 500 KiB; for an unreachable robots.txt, why it could not be read. */
  readonly text: string;
  /** For an unreachable robots.txt: when the first of the failed attempts in a row was made. Epoch ms. */
  readonly downSince?: number;
  /** Set when the failure concerns the whole host: visits then fail with this reason. */
  readonly reason?: HostFailure;
}

export type HostFailure = (typeof HOST_FAILURES)[number];

export function isHostFailure(reason: string): reason is HostFailure {
  return HOST_FAILURES.some((failure) => failure === reason);
}

const TTL_MS = DAY_MS;
const RETRY_MS = 60_000;
/** When nobody asked for this long although somebody could have, the time between is unknown. */
const SILENCE_MS = 120_000;

/**
 * A robots.txt that could not be read is asked for again after this; sooner for a run that gives up sooner.
 */
export function robotsRetryMs(giveUpAfterMs: number): number {
  return Math.min(RETRY_MS, giveUpAfterMs);
}

/** `missing`: has to be read before any page; `unreachable`: an attempt failed a short while ago. */
export type RobotsState = 'known' | 'missing' | 'unreachable';

/** `retryMs`: an unreadable robots.txt counts as missing again after this. */
export function robotsState(robots: RobotsCache | undefined, now: number, retryMs: number): RobotsState {
  if (robots === undefined) return 'missing';
  const age = now - robots.fetchedAt;
  if (robots.status === 'unreachable') return age > retryMs ? 'missing' : 'unreachable';
  return age > TTL_MS ? 'missing' : 'known';
}

/** Since when robots.txt can not be read, given that the attempts begun at `askedAt` failed too. Epoch ms. */
export function robotsDownSince(before: RobotsCache | undefined, askedAt: number): number {
  if (before?.status !== 'unreachable') return askedAt;
  const isSilent = askedAt > before.fetchedAt + RETRY_MS + SILENCE_MS;
  return isSilent ? askedAt : (before.downSince ?? before.fetchedAt);
}

/** Whether attempts failed for longer than the run waits, not counting those before it wanted the host. */
export function isRobotsGivenUp(
  robots: RobotsCache,
  { wantedSince, giveUpAfterMs, now }: { wantedSince: number; giveUpAfterMs: number; now: number },
): boolean {
  const { status, fetchedAt, downSince = fetchedAt } = robots;
  if (status !== 'unreachable' || now > fetchedAt + RETRY_MS + SILENCE_MS) return false;
  return fetchedAt - Math.max(downSince, wantedSince) > giveUpAfterMs;
}
