// robots.txt of a host as kept in its document for 24 h.

/** What keeps robots.txt from being read as much as anything else of the host. */
const HOST_FAILURES = ['dns', 'connect', 'tls'] as const;

export interface RobotsCache {
  /** Epoch ms. */
  readonly fetchedAt: number;
  /** `rules`: obey `text`; `allow-all`: none there (4xx); `unreachable`: nothing may be fetched. */
  readonly status: 'rules' | 'allow-all' | 'unreachable';
  /** The rules, at most 500 KiB; of an unreachable file, why it could not be read. */
  readonly text: string;
  /** Of an unreachable file: when the first of the attempts failed since which it could never be read. Epoch ms. */
  readonly downSince?: number;
  /** Unreachable because no page of the host could be had either: then this is why its visits fail. */
  readonly reason?: HostFailure;
}

export type HostFailure = (typeof HOST_FAILURES)[number];

export function isHostFailure(reason: string): reason is HostFailure {
  return HOST_FAILURES.some((failure) => failure === reason);
}

const TTL_MS = 24 * 3_600_000;
const RETRY_MS = 60_000;
/** Nobody asked for this long although it could have been: nobody knows how it was meanwhile. */
const SILENCE_MS = 120_000;

/** A file that could not be read is asked for again after this, sooner for a run that waits for less. */
export function robotsRetryMs(giveUpAfterMs: number): number {
  return Math.min(RETRY_MS, giveUpAfterMs);
}

/** `missing`: to be read before anything is asked; `unreachable`: it was tried lately, in vain. */
export type RobotsState = 'known' | 'missing' | 'unreachable';

/** `retryMs`: a file that could not be read is asked for again after this. */
export function robotsState(robots: RobotsCache | undefined, now: number, retryMs: number): RobotsState {
  if (robots === undefined) return 'missing';
  const age = now - robots.fetchedAt;
  if (robots.status === 'unreachable') return age > retryMs ? 'missing' : 'unreachable';
  return age > TTL_MS ? 'missing' : 'known';
}

/** Since when the file can not be read, when the attempts that began at `askedAt` failed as well. */
export function robotsDownSince(before: RobotsCache | undefined, askedAt: number): number {
  if (before?.status !== 'unreachable') return askedAt;
  const isSilent = askedAt > before.fetchedAt + RETRY_MS + SILENCE_MS;
  return isSilent ? askedAt : (before.downSince ?? before.fetchedAt);
}

/** Whether the run saw attempts fail for longer than it waits; those from before it wanted the host do not count. */
export function isRobotsGivenUp(
  robots: RobotsCache,
  { wantedSince, giveUpAfterMs, now }: { wantedSince: number; giveUpAfterMs: number; now: number },
): boolean {
  const { status, fetchedAt, downSince = fetchedAt } = robots;
  if (status !== 'unreachable' || now > fetchedAt + RETRY_MS + SILENCE_MS) return false;
  return fetchedAt - Math.max(downSince, wantedSince) > giveUpAfterMs;
}
