// URLs a run has offered to its frontier lately: most links of a crawl repeat, and asking memory is far cheaper than asking
// the store. Forgetting is harmless.
export interface RecentUrls {
  has(url: string): boolean;
  add(url: string): void;
}

/** Per run; about 100 bytes each. */
const MAX_URLS = 200_000;
const MAX_RUNS = 50;

export function createRecentUrls(): { of(runId: string): RecentUrls } {
  const runs = new Map<string, Set<string>>();
  return {
    of(runId) {
      const known = runs.get(runId) ?? new Set<string>();
      runs.delete(runId);
      runs.set(runId, known);
      const oldest = runs.keys().next();
      if (runs.size > MAX_RUNS && oldest.done !== true) runs.delete(oldest.value);
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
