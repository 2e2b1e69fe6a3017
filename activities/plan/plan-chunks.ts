// The planner, which the workflow calls with numbers, once at a time: takes new links and deferred visits
// into the frontier, and cuts due entries into chunks. A repeat changes nothing: the first chunk document of
// a round names the valid plan file, and stamping an entry twice is a no-op.
import { isOwnHost } from '../../domain/web/egress/own-host.ts';
import { ITEM_DEPTH, type LinkSelector, linksToFollow } from '../../domain/run/plan/select-links.ts';
import { type Cut, cutChunks, wantedAhead } from '../../domain/run/plan/cut-chunks.ts';
import { delayMsOf } from '../../domain/web/politeness/pace.ts';
import type { LimitPorts } from '../../domain/job/limit/reserve.ts';
import { newHost } from '../../domain/web/host/host.ts';
import { type PaceRules, paceOfHost } from '../../domain/run/plan/host-pace.ts';
import type { FrontierStore, NewUrl, Reopening } from '../../domain/run/frontier.ts';
import type { ReasonCode } from '../../domain/run/outcome.ts';
import { comparesPictures } from '../../domain/change/picture/picture-rules.ts';
import { renderModeOf } from '../../domain/run/render/render-wish.ts';
import type { Run } from '../../domain/run/run.ts';
import { urlHost } from '../../domain/web/url/key.ts';
import { linksKey, stageKey } from '../../domain/run/stage/stage-key.ts';
import type { LinksRow, SeedRow, StoreRow } from '../../domain/run/stage/stage-row.ts';
import type { PlanInput, PlanResult } from '../contract.ts';
import { dropChunkFiles } from '../drop-chunk-files.ts';
import { withHeartbeat } from '../heartbeat.ts';
import { createRecentUrls, type RecentUrls } from './recent-urls.ts';
import { type RenderedHosts, createRenderedHosts } from './rendered-hosts.ts';
import { createCrawlDelays, type CrawlDelays } from './crawl-delays.ts';
import { type HostPlanPorts, planHosts, readOpenVisits } from './host-plans.ts';
import { withinPageLimit } from './page-limit.ts';
import { type Due, createDueReader } from './read-due.ts';
import { insertChunks, stampRows, toPlanRow } from './write-plan.ts';
import type { StagePorts } from '../stage-ports.ts';

export interface PlanPorts extends StagePorts, HostPlanPorts, LimitPorts {
  readonly frontier: FrontierStore;
  /** Visits of the largest chunk. */
  readonly chunkMax: number;
  readonly urlKeyOf: (url: string) => string;
}

/** Entries due within this time are cut now; the dispatcher waits for them, and a little longer. */
const HORIZON_MS = 4_000;
const MAX_CHUNKS_A_ROUND = 16;

interface Round {
  readonly ports: PlanPorts;
  readonly run: Run;
  readonly input: PlanInput;
  readonly links: LinkSelector;
  readonly recent: RecentUrls;
  readonly rendered: RenderedHosts;
  readonly readDue: ReturnType<typeof createDueReader>;
  readonly crawlDelays: CrawlDelays;
  readonly now: number;
  /** Entries of the run's frontier: counted once a round, then added to; only the planner adds entries. */
  counted: number | null;
  /** Hosts that the run has given up: their visits end without a request. */
  readonly givenUp: Set<string>;
  /** Links left out in this round, by reason. */
  readonly dropped: Map<string, number>;
}

export function createPlanChunks(ports: PlanPorts): { planChunks(input: PlanInput): Promise<PlanResult> } {
  const recent = createRecentUrls();
  const rendered = createRenderedHosts();
  const readDue = createDueReader(ports.frontier);
  const crawlDelays = createCrawlDelays();
  return {
    planChunks: (input) =>
      withHeartbeat(async () => {
        const run = await ports.findRun(input.runId);
        const links = linksToFollow(run);
        const round: Round = {
          ports,
          run,
          input,
          links,
          recent: recent.of(run._id),
          rendered: rendered.of(run._id),
          readDue,
          crawlDelays,
          now: ports.clock.now().getTime(),
          counted: null,
          givenUp: new Set(),
          dropped: new Map(),
        };
        const first = await ports.chunks.get(run._id, input.firstChunkNo);
        // A late planner of an earlier round may have cut this chunk, without this round's sources.
        if (first?.round !== input.round) await takeSources(round);
        return first === null ? planRound(round) : ((await readBack(round)) ?? planRound(round));
      }),
  };
}

async function takeSources(round: Round): Promise<void> {
  await takeSeeds(round);
  await takeChunks(round);
  const { ports, run, input } = round;
  await ports.runs.noteDiscovered(run._id, await countOnce(round));
  await ports.runs.noteDropped(run._id, input.round, round.dropped);
}

async function planRound(round: Round): Promise<PlanResult> {
  const { ports, run, input, rendered } = round;
  const discovered = await countOnce(round);
  const due = await readDue(round);
  const { cut, heldUntil } = await cutDue(round, due);
  if (cut.chunks.length > 0) {
    const planFile = stageKey(run._id, input.firstChunkNo, 'plan', ports.ids.ulid());
    const mode = renderModeOf(run.config);
    const rows = cut.chunks.flatMap((chunk) =>
      chunk.entries.map((entry) => toPlanRow(run, chunk, rendered.wished(entry, mode))),
    );
    await ports.files.write('plan', planFile, rows);
    const first = await insertChunks(ports, run, { ...input, planFile, rows });
    if (first !== planFile) return (await readBack(round)) ?? empty(discovered);
    await stampRows(ports, run, input.round, rows);
  }
  for (const chunkNo of input.sourceChunks) await dropChunkFiles(ports.blobs, run._id, chunkNo);
  const chunks = cut.chunks.map((chunk) => chunk.chunkNo);
  const more = cut.more || !due.all;
  return answer(round, chunks, { discovered, leftOver: cut.leftOver || !due.all, more, heldUntil });
}

function readDue({ ports, run, readDue: read, givenUp, now }: Round): Promise<Due> {
  const isOwn = (host: string): boolean => isOwnHost(ports.ownHosts, host);
  // The host's robots.txt or a refusal may only lengthen this delay.
  const rules: PaceRules = { fetch: run.config.fetch, isOwn, crawlDelayOf: () => null };
  const leastDelayMs = (host: string): number => delayMsOf(paceOfHost(newHost(host), rules));
  return read(run._id, {
    horizon: now + HORIZON_MS,
    limit: ports.chunkMax * MAX_CHUNKS_A_ROUND + 1,
    wantedOf: (host) => wantedAhead(givenUp.has(host) ? 0 : leastDelayMs(host)),
  });
}

/** Of a chunk: each may take seconds to be compared, and a chunk has a quarter of an hour. */
const MAX_PICTURES = 100;

async function cutDue(
  { ports, run, input, links, now, givenUp, crawlDelays }: Round,
  { entries, cutOff }: Due,
): Promise<{ cut: Cut; heldUntil: number | null }> {
  const { openPaced, open } = await readOpenVisits(ports, run._id, input.openChunks ?? []);
  const hosts = new Set(entries.map(({ url }) => urlHost(url)));
  const { planOf, heldUntil } = await planHosts(ports, crawlDelays, { run, now, hosts, givenUp, open });
  const cut = cutChunks(entries, {
    maxVisits: comparesPictures(run.config.changes) ? Math.min(ports.chunkMax, MAX_PICTURES) : ports.chunkMax,
    firstChunkNo: input.firstChunkNo,
    maxChunks: MAX_CHUNKS_A_ROUND,
    flush: input.flush,
    isFirstRun: run.seq <= 1,
    isGrowing: links.wantsLinks,
    openPaced,
    planOf,
    cutOff,
  });
  return { cut, heldUntil };
}

/** An earlier attempt at this round wrote its first chunk document: this attempt finishes it. */
async function readBack(round: Round): Promise<PlanResult | null> {
  const { ports, run, input } = round;
  const first = await ports.chunks.get(run._id, input.firstChunkNo);
  if (first === null) return null;
  const rows = await ports.files.read('plan', first.planFile);
  await insertChunks(ports, run, { ...input, planFile: first.planFile, rows });
  await stampRows(ports, run, input.round, rows);
  const discovered = await ports.frontier.count(run._id);
  const chunkNos = [...new Set(rows.map((row) => row.chunkNo))];
  return answer(round, chunkNos, { discovered, leftOver: true, more: true, heldUntil: null });
}

async function countOnce(round: Round): Promise<number> {
  round.counted ??= await round.ports.frontier.count(round.run._id);
  return round.counted;
}

function empty(discovered: number): PlanResult {
  return { chunks: [], discovered, nextPlanAt: null, leftOver: true };
}

async function answer(
  round: Round,
  chunks: readonly number[],
  seen: { discovered: number; leftOver: boolean; more: boolean; heldUntil: number | null },
): Promise<PlanResult> {
  const next = await round.ports.frontier.nextDueAt(round.run._id, round.now + HORIZON_MS);
  const times = [
    ...(next === null ? [] : [next - HORIZON_MS + 1_000]),
    ...(seen.heldUntil === null ? [] : [seen.heldUntil]),
  ];
  return {
    chunks,
    discovered: seen.discovered,
    nextPlanAt: times.length === 0 ? null : Math.min(...times),
    leftOver: seen.leftOver,
    ...(seen.more ? { more: true } : {}),
  };
}

async function takeSeeds(round: Round): Promise<void> {
  const { ports, input } = round;
  if (input.seedsFile === undefined) return;
  const seeds = await ports.files.read('seeds', input.seedsFile);
  await offer(round, seeds);
}

/** Takes new links of the finished chunks, and their visits that are to be planned again. */
async function takeChunks(round: Round): Promise<void> {
  const { ports, run, input } = round;
  for (const chunkNo of input.sourceChunks) {
    const chunk = await ports.chunks.get(run._id, chunkNo);
    const storeFile = chunk?.files.store;
    if (chunk === null || storeFile === undefined) continue;
    const rows = await ports.files.read('store', storeFile);
    await ports.frontier.reopen(
      run._id,
      rows.flatMap((row) => reopeningOf(chunkNo, row)),
    );
    round.rendered.note(rows);
    for (const row of rows) if (tellsOfGivenUp(row)) round.givenUp.add(urlHost(row.url));
    const parseFile = chunk.files.parse;
    const linksFile = parseFile === undefined ? '' : linksKey(parseFile);
    // If the file is gone, an earlier attempt at this round took its links and dropped it at the end.
    const there = linksFile !== '' && (await ports.blobs.has(linksFile));
    const links = there ? await ports.files.read('links', linksFile) : [];
    await offer(
      round,
      rows.flatMap((row, index) => newUrlsOf(round, row, links[index] ?? null)),
    );
  }
}

function reopeningOf(fromChunk: number, row: StoreRow): Reopening[] {
  return row.reopen === undefined ? [] : [{ urlKey: row.urlKey, fromChunk, ...row.reopen }];
}

/** Reasons that concern the whole host: after one of them all its visits fail without a request. */
const GIVEN_UP: ReadonlySet<string> = new Set<ReasonCode>([
  'host-unavailable',
  'robots-unreachable',
  'dns',
  'connect',
  'tls',
  'proxy',
  'proxy-refused',
]);

function tellsOfGivenUp({ outcome, reason, requests }: StoreRow): boolean {
  return outcome === 'failed' && requests === 0 && GIVEN_UP.has(reason);
}

function newUrlsOf(round: Round, row: StoreRow, links: LinksRow): SeedRow[] {
  const leads = row.leadsTo === undefined ? [] : [{ url: row.leadsTo, depth: row.depth }];
  if (links === null) return leads;
  const { urls, items, dropped } = round.links.select(links, row.depth, (url) => round.recent.has(url));
  for (const [reason, n] of dropped) drop(round, reason, n);
  const depthOf = (url: string): number => (items?.has(url) === true ? ITEM_DEPTH : row.depth + 1);
  return [...leads, ...urls.map((url) => ({ url, depth: depthOf(url) }))];
}

/**
 * Adds URLs to the frontier, each once: compares with those the run offered recently, then with the store.
 */
async function offer(round: Round, seeds: readonly SeedRow[]): Promise<void> {
  const { ports, run, input, recent, now } = round;
  const fresh = new Map<string, NewUrl>();
  for (const { url, depth } of seeds) {
    if (recent.has(url)) continue;
    const urlKey = ports.urlKeyOf(url);
    if (!fresh.has(urlKey)) fresh.set(urlKey, { urlKey, url, depth });
  }
  if (fresh.size === 0) return;
  const count = await countOnce(round);
  const offered = { urls: [...fresh.values()], count, writer: 'planner' } as const;
  const { taken, leftOut, overMonth, noteCount } = await withinPageLimit(ports, run, offered);
  if (leftOut > 0) drop(round, 'page-limit', leftOut);
  if (overMonth > 0) drop(round, 'month-limit', overMonth);
  const added = await ports.frontier.offer(run._id, input.round, taken, now);
  round.counted = (await countOnce(round)) + added;
  await noteCount(round.counted);
  // Added last: another attempt in this process must not skip URLs that are not in the store yet.
  for (const { url } of seeds) recent.add(url);
}

function drop({ dropped }: Round, reason: string, n: number): void {
  dropped.set(reason, (dropped.get(reason) ?? 0) + n);
}
