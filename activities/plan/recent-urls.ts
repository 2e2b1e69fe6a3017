// URLs that a run has recently offered to its frontier. Most links of a crawl repeat, and a look into memory
// is far cheaper than a query. Forgetting a URL is harmless: the store knows it.
export interface RecentUrls {
  has(url: string): boolean;
  add(url: string): void;
}

/** Per run; a URL takes about 100 bytes. */
const MAX_URLS = 200_000;
const MAX_RUNS = 50;
/** All runs together. */
const MAX_TOTAL = 400_000;

export function createRecentUrls(): { of(runId: string): RecentUrls } {
  const runs = new Map<string, Set<string>>();
  return {
    of(runId) {
      const known = runs.get(runId) ?? new Set<string>();
      runs.delete(runId);
      runs.set(runId, known);
      forgetOldest(runs);
      return {
        has: (url) => known.has(url),
        add(url) {
          if (known.size >= MAX_URLS) known.clear();
          known.add(url);
        },
      };
    },
  };
}

/** Forgets the runs asked for longest ago; the latest one is kept in any case. */
function forgetOldest(runs: Map<string, Set<string>>): void {
  let total = 0;
  for (const urls of runs.values()) total += urls.size;
  for (const [runId, urls] of runs) {
    if (runs.size === 1 || (runs.size <= MAX_RUNS && total <= MAX_TOTAL)) return;
    runs.delete(runId);
    total -= urls.size;
  }
}
