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
  /** Unreachable because no page of the host could be had either: then this is why its visits fail. */
  readonly reason?: HostFailure;
}

export type HostFailure = (typeof HOST_FAILURES)[number];

export function isHostFailure(reason: string): reason is HostFailure {
  return HOST_FAILURES.some((failure) => failure === reason);
}
