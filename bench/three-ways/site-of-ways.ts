// The site that all ways visit: pages with prices, which take a while to answer, so that a run lasts until its last kill.
import type { JobInput } from '../../domain/config/schema.ts';
import { SERVICE_ADDRESS } from '../../test/support/hosts/service-side.ts';
import { type ManyPages, startManyPages } from '../../test/support/many-pages.ts';

/** Times the usual time, while a part of Webloom comes back. */
const LINGERING = 8;
const MOST_MS = 2_500;
/** Of the pages, before the second visit. */
const REVISED = 0.1;

export interface SiteOfWays {
  /** `host:port` on every host of every way. */
  readonly host: string;
  readonly pages: ManyPages;
  readonly job: JobInput['config'] & { readonly changes: object };
  /** While it is on, pages answer so late that a run does not end meanwhile. */
  linger(on: boolean): void;
  /** Every page as it was at the first visit, or with its news. */
  show(visit: 1 | 2): void;
  close(): Promise<void>;
}

export async function startSiteOfWays(pageCount: number, latencyMs: number): Promise<SiteOfWays> {
  let visit = 1;
  let nowMs = latencyMs;
  const pages = await startManyPages({
    pages: pageCount,
    latencyMs: () => nowMs,
    sitemap: true,
    host: '0.0.0.0',
  });
  const host = `${SERVICE_ADDRESS}:${pages.site.port}`;
  return {
    host,
    pages,
    job: {
      source: { kind: 'sitemap', sitemaps: [`http://${host}/sitemap.xml`] },
      changes: { sampleNoise: false },
      fetch: { deadlineMs: 5_000 },
    },
    linger(on) {
      nowMs = on ? Math.min(MOST_MS, latencyMs * LINGERING) : latencyMs;
    },
    show(next) {
      if (next === visit) return;
      visit = next;
      const revision = next - 1;
      for (const path of pages.paths.slice(0, Math.round(pageCount * REVISED))) pages.revise(path, revision);
    },
    close: () => pages.close(),
  };
}
