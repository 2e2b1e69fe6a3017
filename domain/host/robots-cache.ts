// robots.txt of a host as kept in its document for 24 h.
export interface RobotsCache {
  /** Epoch ms. */
  readonly fetchedAt: number;
  /** `rules`: obey `text`; `allow-all`: none there (4xx); `unreachable`: server errors, nothing may be fetched. */
  readonly status: 'rules' | 'allow-all' | 'unreachable';
  /** At most 500 KiB. */
  readonly text: string;
}
