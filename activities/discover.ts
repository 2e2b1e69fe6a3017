// The discover activity: where a run starts. Addresses of the source, read through the scrapers like everything else, and
// the pages the job knows already: a page that lost its links is still visited.
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { toWaiting } from '../domain/dispatch/waiting-visit.ts';
import type { FetchKind } from '../domain/dispatch/message.ts';
import { decodeText } from '../domain/fetch/charset.ts';
import type { Page } from '../domain/page/page.ts';
import { createLinkSelector } from '../domain/plan/select-links.ts';
import type { Visit } from '../domain/run/chunk.ts';
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
  /** The run was paused or stopped before all was read. */
  readonly interrupted?: true;
}

/** Looks this often whether the gate closed, while it waits for a host. */
const WAIT_STEP_MS = 1_000;

export function createDiscover(ports: DispatchPorts): {
  discover(input: { runId: string }): Promise<DiscoverResult>;
} {
  const findRun = createRunCache(ports.runs);
  return {
    discover: ({ runId }) =>
      withHeartbeat(async (signal) => {
        const run = await findRun(runId);
        const found = await readSource(ports, run, signal);
        if (found.interrupted === true) return { seedsFile: '', seeds: 0, interrupted: true };
        const sources = found.urls.map((url) => ({ url, depth: 0 }));
        const seeds = toSeeds(run, [...sources, ...(await knownPages(ports, run))]);
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
  while (level.length > 0 && seen.size < MAX_SITEMAPS && urls.length < reading.run.config.limits.maxPages) {
    const fresh = [...new Set(level)].filter((url) => !seen.has(url)).slice(0, MAX_SITEMAPS - seen.size);
    for (const url of fresh) seen.add(url);
    const next: string[] = [];
    const rows = await fetchAll(reading, fresh);
    if (rows === null) return { urls: [], interrupted: true };
    for (const row of rows) {
      const read = await readDocument(reading, row);
      for (const url of read.pages) urls.push(url);
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

/** Null: the gate closed before all was answered. What a host hands back for later is asked for again when it is due. */
async function fetchAll(reading: Reading, urls: readonly string[]): Promise<ScrapeRow[] | null> {
  const { ports, run } = reading;
  const now = ports.clock.now().getTime();
  const rows: ScrapeRow[] = [];
  let visits: Visit[] = urls.map((url) => ({
    urlKey: ports.urlKeyOf(url),
    url,
    depth: 0,
    visit: 1,
    attempts: 0,
    dueAt: now,
    firstDueAt: now,
  }));
  const unfollow = await ports.gates.follow(run._id, () => undefined);
  try {
    while (visits.length > 0) {
      const answers = await fetchDue(reading, visits);
      if (answers.some((row) => row.reason === 'gate-closed')) return null;
      const later = answers.filter((row) => isWorthWaiting(reading, row));
      rows.push(...answers.filter((row) => !later.includes(row)));
      visits = later.map(toVisit);
      if (!(await waitUntilDue(reading, visits))) return null;
    }
    return rows;
  } finally {
    unfollow();
  }
}

async function fetchDue(
  { ports, run, signal, kind }: Reading,
  visits: readonly Visit[],
): Promise<ScrapeRow[]> {
  const now = ports.clock.now().getTime();
  const waiting = visits.map((visit) => toWaiting(visit, kind, now));
  const chunk = { chunkNo: DISCOVERY_CHUNK, visits: waiting };
  const dispatch = new ChunkDispatch(ports, toFacts(ports, run, waiting), chunk);
  try {
    return await dispatch.run(signal);
  } finally {
    dispatch.abandon();
  }
}

function isWorthWaiting({ ports, run }: Reading, { result, dueAt }: ScrapeRow): boolean {
  return result === 'deferred' && dueAt - ports.clock.now().getTime() <= run.config.giveUpAfterMs;
}

/** The plain visit of a row: what became of the last attempt is not carried on. */
function toVisit({ urlKey, url, depth, visit, attempts, dueAt, firstDueAt }: ScrapeRow): Visit {
  return { urlKey, url, depth, visit, attempts, dueAt, firstDueAt };
}

/** False: the gate closed meanwhile. */
async function waitUntilDue({ ports, run, signal }: Reading, visits: readonly Visit[]): Promise<boolean> {
  const dueAt = Math.min(...visits.map((visit) => visit.dueAt));
  for (;;) {
    if (!ports.gates.isOpen(run._id)) return false;
    const restMs = dueAt - ports.clock.now().getTime();
    if (visits.length === 0 || restMs <= 0) return true;
    await wait(Math.min(restMs, WAIT_STEP_MS), undefined, { signal });
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

/**
 * Pages of earlier runs that belong to today's source, as deep as they lie; explicit lists and feeds name theirs themselves.
 * Those outside it are retired.
 */
async function knownPages({ pages }: DispatchPorts, run: Run): Promise<SeedRow[]> {
  const { source } = run.config;
  if (run.onlyUrls !== undefined || source.kind === 'pages' || source.kind === 'feed') return [];
  const links = createLinkSelector(run.config);
  const seeds: SeedRow[] = [];
  let after: string | null = null;
  for (;;) {
    const batch = await pages.list(run.jobId, {
      after,
      limit: KNOWN_PAGES_BATCH,
      states: ['live', 'removed'],
    });
    const retired: string[] = [];
    for (const page of batch) {
      if (!links.belongs(page.url)) retired.push(page._id);
      else if (isDue(page, run.createdAt)) seeds.push({ url: page.url, depth: page.depth });
    }
    if (retired.length > 0) await pages.retire(retired);
    const last = batch.at(-1);
    if (last === undefined || batch.length < KNOWN_PAGES_BATCH) return seeds;
    after = last._id;
  }
}

const DAY_MS = 86_400_000;

/**
 * Removed pages come back at growing intervals: rarely enough not to bother their host, often enough to be found again.
 * Each wait is as long as they had been gone at the last look, whatever the job's own rhythm.
 */
function isDue({ state, removedAt, lastCheckedAt }: Page, now: Date): boolean {
  if (state !== 'removed' || removedAt === undefined) return true;
  const goneMs = lastCheckedAt.getTime() - removedAt.getTime();
  return now.getTime() - lastCheckedAt.getTime() >= Math.max(DAY_MS, goneMs);
}

function toSeeds(run: Run, found: readonly SeedRow[]): SeedRow[] {
  const links = createLinkSelector(run.config);
  const seeds = new Map<string, SeedRow>();
  const explicit = run.onlyUrls !== undefined || run.config.source.kind !== 'sitemap';
  for (const { url: raw, depth } of found) {
    const canonical = canonicalUrl(raw);
    if (!canonical.ok || seeds.has(canonical.url)) continue;
    if (explicit || links.belongs(canonical.url)) seeds.set(canonical.url, { url: canonical.url, depth });
  }
  return [...seeds.values()];
}
