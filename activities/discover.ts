// The discover activity: where a run starts. Addresses of the source, read through the scrapers like everything else, and
// the pages the job knows already: a page that lost its links is still visited.
import { gunzipSync } from 'node:zlib';
import { toWaiting } from '../domain/dispatch/waiting-visit.ts';
import type { FetchKind } from '../domain/dispatch/message.ts';
import { decodeText } from '../domain/fetch/charset.ts';
import type { PageStore } from '../domain/page/page-store.ts';
import { createLinkSelector } from '../domain/plan/select-links.ts';
import type { EndingReason, Run } from '../domain/run/run.ts';
import { parseSitemap } from '../domain/sitemap/parse.ts';
import { stageKey } from '../domain/stage/stage-files.ts';
import type { ScrapeRow, SeedRow } from '../domain/stage/stage-row.ts';
import { canonicalUrl } from '../domain/url/canonical.ts';
import type { DiscoverResult } from './contract.ts';
import { withHeartbeat } from './heartbeat.ts';
import { createRunCache } from './run-cache.ts';
import { ChunkDispatch } from './scrape/chunk-dispatch.ts';
import type { DispatchPorts } from './scrape/dispatch-ports.ts';
import { toFacts } from './scrape.ts';

/** Chunk number of what a run fetches before its first chunk. */
const DISCOVERY_CHUNK = 0;
const MAX_SITEMAPS = 1_000;
const MAX_UNPACKED_BYTES = 50 * 1024 * 1024;
const KNOWN_PAGES_BATCH = 1_000;

interface Sources {
  readonly urls: readonly string[];
  /** Set when nothing of the source could be read. */
  readonly failure?: EndingReason;
}

export function createDiscover(ports: DispatchPorts): {
  discover(input: { runId: string }): Promise<DiscoverResult>;
} {
  const findRun = createRunCache(ports.runs);
  return {
    discover: ({ runId }) =>
      withHeartbeat(async (signal) => {
        const run = await findRun(runId);
        const found = await readSource(ports, run, signal);
        const seeds = toSeeds(run, [...found.urls, ...(await knownPages(ports.pages, run))]);
        const seedsFile = stageKey(runId, DISCOVERY_CHUNK, 'seeds', ports.ids.ulid());
        await ports.files.write(seedsFile, 'seeds', seeds);
        const failure = seeds.length === 0 ? found.failure : undefined;
        return { seedsFile, seeds: seeds.length, ...(failure === undefined ? {} : { failure }) };
      }),
  };
}

async function readSource(ports: DispatchPorts, run: Run, signal: AbortSignal): Promise<Sources> {
  if (run.onlyUrls !== undefined) return { urls: run.onlyUrls };
  const { source } = run.config;
  switch (source.kind) {
    case 'pages':
      return { urls: source.urls };
    case 'site':
    case 'listing':
      return { urls: source.start };
    case 'sitemap':
      return readSitemaps({ ports, run, signal, kind: 'sitemap' }, source.sitemaps);
    case 'feed':
      return readSitemaps({ ports, run, signal, kind: 'feed' }, source.feeds);
  }
}

interface Reading {
  readonly ports: DispatchPorts;
  readonly run: Run;
  readonly signal: AbortSignal;
  readonly kind: Extract<FetchKind, 'sitemap' | 'feed'>;
}

/** Sitemaps name pages or other sitemaps; each is read once. */
async function readSitemaps(reading: Reading, starts: readonly string[]): Promise<Sources> {
  const urls: string[] = [];
  const seen = new Set<string>();
  const problems: string[] = [];
  let level: readonly string[] = starts;
  while (level.length > 0 && seen.size < MAX_SITEMAPS) {
    const fresh = [...new Set(level)].filter((url) => !seen.has(url)).slice(0, MAX_SITEMAPS - seen.size);
    for (const url of fresh) seen.add(url);
    const next: string[] = [];
    for (const row of await fetchAll(reading, fresh)) {
      const read = await readDocument(reading, row);
      urls.push(...read.pages);
      next.push(...read.sitemaps);
      if (read.problem !== undefined) problems.push(read.problem);
    }
    level = next;
  }
  if (urls.length > 0 || problems.length === 0) return { urls };
  return {
    urls,
    failure: {
      code: 'source-unreachable',
      detail: `Nothing could be read from the source: ${problems.slice(0, 3).join('; ')}.`,
      remedy: 'Open the address in a browser; correct it in the job if it moved.',
    },
  };
}

async function fetchAll(
  { ports, run, signal, kind }: Reading,
  urls: readonly string[],
): Promise<ScrapeRow[]> {
  const now = ports.clock.now().getTime();
  const visits = urls.map((url) =>
    toWaiting(
      { urlKey: ports.urlKeyOf(url), url, depth: 0, visit: 1, attempts: 0, dueAt: now, firstDueAt: now },
      kind,
      now,
    ),
  );
  const dispatch = new ChunkDispatch(ports, toFacts(ports, run, visits), {
    chunkNo: DISCOVERY_CHUNK,
    visits,
  });
  try {
    return await dispatch.run(signal);
  } finally {
    dispatch.abandon();
  }
}

interface ReadDocument {
  readonly pages: readonly string[];
  readonly sitemaps: readonly string[];
  readonly problem?: string;
}

async function readDocument({ ports }: Reading, row: ScrapeRow): Promise<ReadDocument> {
  const nothing = { pages: [], sitemaps: [] };
  if (row.result !== 'fetched' || row.pack === undefined) {
    return {
      ...nothing,
      problem: `${row.url}: ${row.reason ?? row.result}${row.status === undefined ? '' : ` (status ${row.status})`}`,
    };
  }
  const bytes = await ports.blobs.slice(row.pack.key, row.pack.offset, row.pack.length);
  if (bytes === null) return { ...nothing, problem: `${row.url}: its body is missing` };
  const text = decodeText(unpack(bytes), row.headers?.['content-type']).text;
  const parsed = parseSitemap(text, { url: row.finalUrl ?? row.url });
  if (!parsed.ok) return { ...nothing, problem: `${row.url}: ${parsed.reason}` };
  const locations = parsed.entries.map((entry) => entry.loc);
  return parsed.kind === 'index' ? { pages: [], sitemaps: locations } : { pages: locations, sitemaps: [] };
}

/** Sitemaps are often files that are gzipped themselves. */
function unpack(bytes: Uint8Array): Uint8Array {
  const gzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return gzipped ? gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED_BYTES }) : bytes;
}

/** Pages of earlier runs that belong to today's source; explicit lists and feeds name theirs themselves. */
async function knownPages(pages: PageStore, run: Run): Promise<string[]> {
  const { source } = run.config;
  if (run.onlyUrls !== undefined || source.kind === 'pages' || source.kind === 'feed') return [];
  const links = createLinkSelector(run.config);
  const urls: string[] = [];
  let after: string | null = null;
  for (;;) {
    const batch = await pages.list(run.jobId, {
      after,
      limit: KNOWN_PAGES_BATCH,
      states: ['live', 'removed'],
    });
    for (const page of batch) {
      if (links.belongs(page.url) && isDue(page.state, page.removedAt, run.createdAt)) urls.push(page.url);
    }
    const last = batch.at(-1);
    if (last === undefined || batch.length < KNOWN_PAGES_BATCH) return urls;
    after = last._id;
  }
}

/** Removed pages come back at growing intervals: rarely enough not to bother their host, often enough to be found again. */
function isDue(state: string, removedAt: Date | undefined, now: Date): boolean {
  if (state !== 'removed' || removedAt === undefined) return true;
  const goneDays = Math.floor((now.getTime() - removedAt.getTime()) / 86_400_000);
  return goneDays >= 1 && Number.isInteger(Math.log2(goneDays));
}

function toSeeds(run: Run, urls: readonly string[]): SeedRow[] {
  const links = createLinkSelector(run.config);
  const seeds = new Map<string, SeedRow>();
  const explicit = run.onlyUrls !== undefined || run.config.source.kind !== 'sitemap';
  for (const raw of urls) {
    const canonical = canonicalUrl(raw);
    if (!canonical.ok || seeds.has(canonical.url)) continue;
    if (explicit || links.belongs(canonical.url)) seeds.set(canonical.url, { url: canonical.url, depth: 0 });
  }
  return [...seeds.values()];
}
