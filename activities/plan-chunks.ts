// The planner, one at a time, called by the workflow with numbers: takes new links and deferred visits into the frontier,
// cuts what is due into chunks. Repeating it changes nothing: the first chunk document of a round names the plan file that
// counts, and stamping an entry twice is a no-op.
import { type OwnHosts, isOwnHost } from '../domain/egress/own-host.ts';
import { ITEM_DEPTH, createLinkSelector, type LinkSelector } from '../domain/plan/select-links.ts';
import { cutChunks } from '../domain/plan/cut-chunks.ts';
import { delayMsOf } from '../domain/politeness/pace.ts';
import { type Chunk, chunkId } from '../domain/run/chunk.ts';
import type { FrontierEntry, FrontierStore, NewUrl, Reopening } from '../domain/run/frontier.ts';
import type { Run } from '../domain/run/run.ts';
import { linksFileOf, stageKey } from '../domain/stage/stage-files.ts';
import type { LinksRow, PlanRow, SeedRow, StoreRow } from '../domain/stage/stage-row.ts';
import type { PlanInput, PlanResult } from './contract.ts';
import { dropChunkFiles } from './drop-chunk-files.ts';
import { withHeartbeat } from './heartbeat.ts';
import { createRecentUrls, type RecentUrls } from './recent-urls.ts';
import { createRunCache } from './run-cache.ts';
import type { StagePorts } from './stage-ports.ts';

export interface PlanPorts extends StagePorts {
  readonly frontier: FrontierStore;
  /** Visits of the largest chunk. */
  readonly chunkMax: number;
  readonly urlKeyOf: (url: string) => string;
  /** Hosts of the operator, which need no pause. */
  readonly ownHosts: OwnHosts;
}

/** Entries due within this are cut now; the dispatcher waits for them. */
const HORIZON_MS = 60_000;
const MAX_CHUNKS_A_ROUND = 16;

interface Round {
  readonly ports: PlanPorts;
  readonly run: Run;
  readonly input: PlanInput;
  readonly links: LinkSelector;
  readonly recent: RecentUrls;
  readonly now: number;
  /** Entries of the run's frontier: counted once a round, then kept up; only the planner adds to it. */
  counted: number | null;
  /** Links left out in this round, by reason. */
  readonly dropped: Map<string, number>;
}

export function createPlanChunks(ports: PlanPorts): { planChunks(input: PlanInput): Promise<PlanResult> } {
  const findRun = createRunCache(ports.runs);
  const recent = createRecentUrls();
  return {
    planChunks: (input) =>
      withHeartbeat(async () => {
        const run = await findRun(input.runId);
        const links = createLinkSelector(run.config);
        const round: Round = {
          ports,
          run,
          input,
          links,
          recent: recent.of(run._id),
          now: ports.clock.now().getTime(),
          counted: null,
          dropped: new Map(),
        };
        const first = await ports.chunks.get(run._id, input.firstChunkNo);
        // A planner of an earlier round that came late cuts without the sources of this one.
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
  const { ports, run, input, now } = round;
  const discovered = await countOnce(round);
  const limit = ports.chunkMax * MAX_CHUNKS_A_ROUND + 1;
  const due = await ports.frontier.takeable(run._id, now + HORIZON_MS, limit);
  const cut = cutChunks(due, {
    maxVisits: ports.chunkMax,
    firstChunkNo: input.firstChunkNo,
    maxChunks: MAX_CHUNKS_A_ROUND,
    flush: input.flush,
    delayMsOf: (host) => leastDelayMs(round, host),
  });
  if (cut.chunks.length > 0) {
    const planFile = stageKey(run._id, input.firstChunkNo, 'plan', ports.ids.ulid());
    const rows = cut.chunks.flatMap(({ chunkNo, entries }) =>
      entries.map((entry) => toPlanRow(run, chunkNo, entry)),
    );
    await ports.files.write(planFile, 'plan', rows);
    const first = await insertChunks(round, planFile, rows);
    if (first !== planFile) return (await readBack(round)) ?? empty(discovered);
    await stamp(round, rows);
  }
  for (const chunkNo of input.sourceChunks) await dropChunkFiles(ports.blobs, run._id, chunkNo);
  return answer(
    round,
    cut.chunks.map((chunk) => chunk.chunkNo),
    { discovered, leftOver: cut.leftOver },
  );
}

/** What is known before a host is asked: its robots.txt or its refusals may ask for more. */
function leastDelayMs({ ports, run }: Round, host: string): number {
  const { delayMs: jobDelayMs } = run.config.fetch;
  return delayMsOf({ jobDelayMs, crawlDelayMs: null, own: isOwnHost(ports.ownHosts, host), penaltyMs: 0 });
}

/** An earlier attempt of this round got as far as its first chunk: finish what it began. */
async function readBack(round: Round): Promise<PlanResult | null> {
  const { ports, run, input } = round;
  const first = await ports.chunks.get(run._id, input.firstChunkNo);
  if (first === null) return null;
  const rows = await ports.files.read<PlanRow>(first.planFile, 'plan');
  await insertChunks(round, first.planFile, rows);
  await stamp(round, rows);
  const discovered = await ports.frontier.count(run._id);
  const chunkNos = [...new Set(rows.map((row) => row.chunkNo))];
  return answer(round, chunkNos, { discovered, leftOver: true });
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
  seen: { discovered: number; leftOver: boolean },
): Promise<PlanResult> {
  const next = await round.ports.frontier.nextDueAt(round.run._id, round.now + HORIZON_MS);
  return {
    chunks,
    discovered: seen.discovered,
    nextPlanAt: next === null ? null : next - HORIZON_MS + 1_000,
    leftOver: seen.leftOver,
  };
}

async function takeSeeds(round: Round): Promise<void> {
  const { ports, input } = round;
  if (input.seedsFile === undefined) return;
  const seeds = await ports.files.read<SeedRow>(input.seedsFile, 'seeds');
  await offer(round, seeds);
}

/** New links of the finished chunks, and their visits that are to be planned again. */
async function takeChunks(round: Round): Promise<void> {
  const { ports, run, input } = round;
  for (const chunkNo of input.sourceChunks) {
    const chunk = await ports.chunks.get(run._id, chunkNo);
    const storeFile = chunk?.files.store;
    if (chunk === null || storeFile === undefined) continue;
    const rows = await ports.files.read<StoreRow>(storeFile, 'store');
    await ports.frontier.reopen(
      run._id,
      rows.flatMap((row) => reopeningOf(chunkNo, row)),
    );
    const parseFile = chunk.files.parse;
    const linksFile = parseFile === undefined ? '' : linksFileOf(parseFile);
    // An earlier attempt of this round that got to its end has dropped the file: its links were taken.
    const there = linksFile !== '' && (await ports.blobs.has(linksFile));
    const links = there ? await ports.files.read<LinksRow>(linksFile, 'links') : [];
    await offer(
      round,
      rows.flatMap((row, index) => newUrlsOf(round, row, links[index] ?? null)),
    );
  }
}

function reopeningOf(fromChunk: number, row: StoreRow): Reopening[] {
  return row.reopen === undefined ? [] : [{ urlKey: row.urlKey, fromChunk, ...row.reopen }];
}

function newUrlsOf(round: Round, row: StoreRow, links: LinksRow): SeedRow[] {
  const leads = row.leadsTo === undefined ? [] : [{ url: row.leadsTo, depth: row.depth }];
  if (links === null) return leads;
  const { urls, items, dropped } = round.links.select(links, row.depth, (url) => round.recent.has(url));
  for (const [reason, n] of dropped) drop(round, reason, n);
  const depthOf = (url: string): number => (items?.has(url) === true ? ITEM_DEPTH : row.depth + 1);
  return [...leads, ...urls.map((url) => ({ url, depth: depthOf(url) }))];
}

/** Into the frontier, each once: first against what this run offered lately, then against the store. */
async function offer(round: Round, seeds: readonly SeedRow[]): Promise<void> {
  const { ports, run, input, recent, now } = round;
  const fresh = new Map<string, NewUrl>();
  for (const { url, depth } of seeds) {
    if (recent.has(url)) continue;
    const urlKey = ports.urlKeyOf(url);
    if (!fresh.has(urlKey)) fresh.set(urlKey, { urlKey, url, depth });
  }
  if (fresh.size === 0) return;
  const room = run.config.limits.maxPages - (await countOnce(round));
  const taken = [...fresh.values()].slice(0, Math.max(0, room));
  if (taken.length < fresh.size) drop(round, 'page-limit', fresh.size - taken.length);
  const added = await ports.frontier.offer(run._id, input.round, taken, now);
  round.counted = (await countOnce(round)) + added;
  // Only now: another attempt of this round in the same process must not think so before they are there.
  for (const { url } of seeds) recent.add(url);
}

function drop({ dropped }: Round, reason: string, n: number): void {
  dropped.set(reason, (dropped.get(reason) ?? 0) + n);
}

/** Returns the plan file that counts for this round: the one named by the first chunk document there is. */
async function insertChunks(round: Round, planFile: string, rows: readonly PlanRow[]): Promise<string> {
  const { ports, run, input } = round;
  const byChunk = new Map<number, PlanRow[]>();
  for (const row of rows) pushTo(byChunk, row.chunkNo, row);
  for (const [chunkNo, some] of [...byChunk].toSorted((a, b) => a[0] - b[0])) {
    const chunk: Chunk = {
      _id: chunkId(run._id, chunkNo),
      runId: run._id,
      chunkNo,
      round: input.round,
      state: 'planned',
      planFile,
      visits: some.length,
      firstVisits: some.filter((row) => row.countedAs === undefined).length,
      files: {},
      plannedAt: ports.clock.now(),
    };
    const inserted = await ports.chunks.insert(chunk);
    if (inserted || chunkNo !== input.firstChunkNo) continue;
    const winner = await ports.chunks.get(run._id, chunkNo);
    if (winner !== null && winner.planFile !== planFile) return winner.planFile;
  }
  return planFile;
}

async function stamp(round: Round, rows: readonly PlanRow[]): Promise<void> {
  const { ports, run, input } = round;
  const byChunk = new Map<number, string[]>();
  for (const row of rows) pushTo(byChunk, row.chunkNo, row.urlKey);
  for (const [chunkNo, keys] of byChunk) await ports.frontier.stamp(run._id, input.round, chunkNo, keys);
}

function toPlanRow(run: Run, chunkNo: number, entry: FrontierEntry): PlanRow {
  const { url, depth, visit, attempts, countedAs, lookAgain, dueAt, firstDueAt } = entry;
  return {
    chunkNo,
    urlKey: entry._id.slice(run._id.length + 1),
    url,
    depth,
    visit,
    attempts,
    dueAt,
    firstDueAt,
    ...(countedAs === undefined ? {} : { countedAs }),
    ...(lookAgain === undefined ? {} : { lookAgain }),
  };
}

function pushTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
