// robots.txt of a host as kept in its document for 24 h.
export interface RobotsCache {
  /** Epoch ms. */
  readonly fetchedAt: number;
  /** `rules`: obey `text`; `allow-all`: none there (4xx); `unreachable`: nothing may be fetched. */
  readonly status: 'rules' | 'allow-all' | 'unreachable';
  /** The rules, at most 500 KiB; of an unreachable file, why it could not be read. */
  readonly text: string;
}
