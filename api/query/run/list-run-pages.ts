// The URLs of a run as a list: all of them, or those that ended in one way or hold a text. Those that ended in
// one way are found by the counts of chunks, so that three failed pages among 20,000 are found at once.
import { parseFrontierId } from '../../../domain/run/frontier-id.ts';
import type { FrontierEntry } from '../../../domain/run/frontier.ts';
import type { Chunk, ChunkCounts } from '../../../domain/run/chunk.ts';
import { OUTCOMES, REASONS, type ReasonCode, isReasonCode } from '../../../domain/run/outcome.ts';
import { isTerminal } from '../../../domain/run/lifecycle.ts';
import type { Run } from '../../../domain/run/run.ts';
import type { StoreRow } from '../../../domain/run/stage/stage-row.ts';
import { type CursorPlace, decodeCursor, encodeCursor } from '../../http/cursor.ts';
import type { ApiPorts } from '../../ports.ts';
import type { RunPageQuery } from '../../schemas/run/run.ts';
import { type ChunkOutcomes, createOutcomeReader, openOutcome } from '../outcome-rows.ts';

export interface RunPageRow {
  readonly entry: FrontierEntry;
  readonly outcomes: ChunkOutcomes | null;
}

export interface RunPageRows {
  readonly rows: readonly RunPageRow[];
  readonly nextCursor: string | null;
}

type OutcomeReader = ReturnType<typeof createOutcomeReader>;
type Ports = Pick<ApiPorts, 'chunks' | 'frontier' | 'hasher' | 'stageFiles'>;

/** The reason of URLs that were left when their run ended. */
const LEFT_OUT: ReasonCode = 'stopped';
/** URLs read at once, and in all, where they have to be looked through. */
const BATCH = 500;
const MAX_SCANNED = 5_000;
const CHUNKS_AT_ONCE = 200;

export function listRunPages(ports: Ports, run: Run, query: RunPageQuery): Promise<RunPageRows> {
  const { outcome, reason, fallback, q } = query;
  const runId = run._id;
  const isOver = isTerminal(run.state);
  const filter = [outcome?.join(), reason?.join(), fallback?.join(), q]
    .map((one) => one ?? '')
    .join(' ')
    .trimEnd();
  const list = {
    runId,
    isOver,
    query,
    place: { place: `run pages ${runId} ${filter}`, hasher: ports.hasher },
  };
  const ended: readonly string[] = OUTCOMES;
  const isEnded =
    outcome === undefined
      ? reason !== undefined || fallback !== undefined
      : outcome.every((one) => ended.includes(one));
  // What the end of the run left out stands in no chunk.
  const isLeftOut = isOver && (outcome?.includes('skipped') === true || reason?.includes(LEFT_OUT) === true);
  return isEnded && !isLeftOut ? byChunks(ports, list) : byEntries(ports, list);
}

interface Listing {
  readonly runId: string;
  readonly isOver: boolean;
  readonly query: RunPageQuery;
  readonly place: CursorPlace;
}

/** In the order of their keys, as they stand in the frontier. */
async function byEntries(ports: Ports, { runId, isOver, query, place }: Listing): Promise<RunPageRows> {
  const { limit, cursor, outcome, reason, fallback, q } = query;
  const read = createOutcomeReader(ports, runId);
  const begin = decodeCursor(place, cursor)?.[0];
  const isFiltered = [outcome, reason, fallback, q].some((one) => one !== undefined);
  const rows: RunPageRow[] = [];
  let after = begin === undefined ? null : String(begin);
  for (let scanned = 0; scanned < MAX_SCANNED; ) {
    const some = await ports.frontier.list(runId, after, isFiltered ? BATCH : limit + 1);
    for (const entry of some) {
      if (rows.length === limit) return { rows, nextCursor: encodeCursor(place, [after ?? '']) };
      after = entry._id;
      if (!holds(entry.url, q)) continue;
      const outcomes = await outcomesOf(read, entry, isOver);
      if (isWanted(query, { entry, outcomes }, isOver)) rows.push({ entry, outcomes });
    }
    if (some.length < (isFiltered ? BATCH : limit + 1)) return { rows, nextCursor: null };
    scanned += some.length;
  }
  return { rows, nextCursor: encodeCursor(place, [after ?? '']) };
}

/**
 * Those of the chunk that tells how the page ended: its last one, or, where a second look was left out by the end of the
 * run, the one before, in which the ledger counts it.
 */
async function outcomesOf(
  read: OutcomeReader,
  entry: FrontierEntry,
  isOver: boolean,
): Promise<ChunkOutcomes | null> {
  const last = entry.lastChunk === 0 ? null : await read(entry.lastChunk);
  if (!isOver || hasEnded(entry, last)) return last;
  for (const chunkNo of entry.chunks.toReversed()) {
    const outcomes = await read(chunkNo);
    if (hasEnded(entry, outcomes)) return outcomes;
  }
  return last;
}

function hasEnded({ _id }: FrontierEntry, outcomes: ChunkOutcomes | null): boolean {
  const row = outcomes?.rows.get(parseFrontierId(_id).urlKey);
  return row !== undefined && row.outcome !== 'deferred';
}

function isWanted({ outcome, reason, fallback }: RunPageQuery, page: RunPageRow, isOver: boolean): boolean {
  if (
    fallback !== undefined &&
    !tookOne(fallback, page.outcomes?.rows.get(parseFrontierId(page.entry._id).urlKey))
  )
    return false;
  const seen = sightOf(page, isOver);
  if (outcome !== undefined && !outcome.includes(seen.outcome)) return false;
  return reason === undefined || (seen.reason !== null && reason.includes(seen.reason));
}

function tookOne(kinds: readonly string[], row: StoreRow | undefined): boolean {
  return (row?.fallbacks ?? []).some(({ kind }) => kinds.includes(kind));
}

interface Sight {
  readonly outcome: NonNullable<RunPageQuery['outcome']>[number];
  readonly reason: string | null;
}

function sightOf({ entry, outcomes }: RunPageRow, isOver: boolean): Sight {
  const row = outcomes?.rows.get(parseFrontierId(entry._id).urlKey);
  if (row !== undefined && row.outcome !== 'deferred' && (entry.round !== 0 || isOver))
    return { outcome: row.outcome, reason: row.reason };
  const outcome = openOutcome(entry, outcomes?.chunk ?? null, isOver);
  return { outcome, reason: outcome === 'skipped' ? LEFT_OUT : (row?.reason ?? null) };
}

/** In the order of their chunks; of each page only the last look counts. */
async function byChunks(ports: Ports, listing: Listing): Promise<RunPageRows> {
  const { runId, query, place } = listing;
  const [chunkNo = 1, index = 0] = decodeCursor(place, query.cursor)?.map(Number) ?? [];
  const rows: RunPageRow[] = [];
  const read = createOutcomeReader(ports, runId);
  for await (const chunk of telling(ports, runId, { query, from: chunkNo })) {
    const outcomes = await read(chunk.chunkNo);
    const all = [...(outcomes?.rows.values() ?? [])];
    const first = chunk.chunkNo === chunkNo ? index : 0;
    for (const [position, row] of all.entries()) {
      if (position < first || !isTold(query, row)) continue;
      if (rows.length === query.limit) {
        return { rows, nextCursor: encodeCursor(place, [chunk.chunkNo, position]) };
      }
      const entry = await ports.frontier.get(runId, row.urlKey);
      if (entry !== null && (await hasEndedIn(chunk.chunkNo, entry, { read, listing })))
        rows.push({ entry, outcomes });
    }
  }
  return { rows, nextCursor: null };
}

/** Whether the last look at the page is the one in this chunk, and no further one comes. */
async function hasEndedIn(
  chunkNo: number,
  entry: FrontierEntry,
  { read, listing: { isOver } }: { readonly read: OutcomeReader; readonly listing: Listing },
): Promise<boolean> {
  if (entry.round === 0 && !isOver) return false;
  const counted = await outcomesOf(read, entry, isOver);
  return counted?.chunk.chunkNo === chunkNo;
}

/** Chunks with rows that may be wanted, by their counts; an uncommitted chunk may hold any. */
async function* telling(
  { chunks }: Ports,
  runId: string,
  { query, from }: { readonly query: RunPageQuery; readonly from: number },
): AsyncGenerator<Chunk> {
  for (let after = from - 1; ; ) {
    const some = await chunks.list(runId, { after, limit: CHUNKS_AT_ONCE });
    for (const chunk of some) {
      after = chunk.chunkNo;
      if (chunk.files.store !== undefined && mayTell(query, chunk.counts)) yield chunk;
    }
    if (some.length < CHUNKS_AT_ONCE) return;
  }
}

function mayTell(query: RunPageQuery, counts: ChunkCounts | undefined): boolean {
  if (counts === undefined) return true;
  const { fallback } = query;
  const took = counts.fallbacks ?? [];
  if (fallback !== undefined && !took.some(({ kind }) => fallback.includes(kind))) return false;
  return Object.keys(counts.reasons).some((code) => isAsked(query, code));
}

function isAsked({ outcome, reason }: RunPageQuery, code: string): boolean {
  if (reason !== undefined && !reason.includes(code)) return false;
  if (outcome === undefined || !isReasonCode(code)) return true;
  const wanted: readonly string[] = outcome;
  return wanted.includes(REASONS[code].outcome);
}

function isTold({ outcome, reason, fallback, q }: RunPageQuery, row: StoreRow): boolean {
  const wanted: readonly string[] | undefined = outcome;
  return (
    row.outcome !== 'deferred' &&
    (wanted === undefined || wanted.includes(row.outcome)) &&
    (reason === undefined || reason.includes(row.reason)) &&
    (fallback === undefined || tookOne(fallback, row)) &&
    holds(row.url, q)
  );
}

function holds(url: string, text: string | undefined): boolean {
  return text === undefined || url.toLowerCase().includes(text.toLowerCase());
}
