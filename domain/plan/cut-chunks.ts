// Cuts due visits into chunks: about a minute of work at the hosts' pace, 20 to 500 visits, grouped by host; the first
// chunks of a run are small so that results show in seconds.
import type { FrontierEntry } from '../run/frontier.ts';
import { urlHost } from '../url/key.ts';

export interface CutRules {
  /** Visits of the largest chunk. */
  readonly maxVisits: number;
  /** Number of the first chunk to be cut. */
  readonly firstChunkNo: number;
  /** At most this many chunks in one round. */
  readonly maxChunks: number;
  /** Cut a small remainder too. */
  readonly flush: boolean;
  /** Least pause between two requests to a host, in ms. */
  readonly delayMsOf: (host: string) => number;
}

/** What one host takes longer for belongs into another chunk: results show when a chunk is done. */
const WORK_MS = 60_000;

/** A remainder below this waits for company, unless nothing else moves. */
export const SMALL_REMAINDER = 20;

/** 20, 40, 80 … : what the n-th chunk of a run may hold at most. */
export function chunkSize(chunkNo: number, maxVisits: number): number {
  return Math.min(maxVisits, SMALL_REMAINDER * 2 ** Math.min(10, chunkNo - 1));
}

export interface CutChunk {
  readonly chunkNo: number;
  readonly entries: readonly FrontierEntry[];
}

interface Queued {
  readonly entry: FrontierEntry;
  readonly host: string;
}

/** Chunks in order of their numbers, and whether due entries were left over. */
export function cutChunks(
  due: readonly FrontierEntry[],
  rules: CutRules,
): { chunks: CutChunk[]; leftOver: boolean } {
  const queue = groupByHost(due);
  const chunks: CutChunk[] = [];
  let at = 0;
  while (at < queue.length && chunks.length < rules.maxChunks) {
    const chunkNo = rules.firstChunkNo + chunks.length;
    const size = chunkSize(chunkNo, rules.maxVisits);
    const rest = queue.length - at;
    if (
      rest < Math.min(SMALL_REMAINDER, size) &&
      !rules.flush &&
      !(chunks.length === 0 && rules.firstChunkNo === 1)
    )
      break;
    const part = takeMinute(queue, at, { size, delayMsOf: rules.delayMsOf });
    chunks.push({ chunkNo, entries: part.map(({ entry }) => entry) });
    at += part.length;
  }
  return { chunks, leftOver: at < queue.length };
}

/** Up to `size` visits from `at` on; ends where a host has work for a minute. */
function takeMinute(
  queue: readonly Queued[],
  at: number,
  { size, delayMsOf }: { size: number; delayMsOf: CutRules['delayMsOf'] },
): Queued[] {
  const part: Queued[] = [];
  let current = '';
  let room = 0;
  for (const queued of queue.slice(at, at + size)) {
    if (queued.host !== current || part.length === 0) {
      current = queued.host;
      room = visitsAMinute(delayMsOf(current));
    }
    if (room === 0) break;
    room -= 1;
    part.push(queued);
  }
  return part;
}

function visitsAMinute(delayMs: number): number {
  if (delayMs <= 0) return Number.POSITIVE_INFINITY;
  return Math.max(SMALL_REMAINDER, Math.floor(WORK_MS / delayMs));
}

/** Hosts one after another, each host's entries in the order they came due. */
function groupByHost(entries: readonly FrontierEntry[]): Queued[] {
  const groups = new Map<string, Queued[]>();
  for (const entry of entries) {
    const host = urlHost(entry.url);
    const group = groups.get(host);
    if (group === undefined) groups.set(host, [{ entry, host }]);
    else group.push({ entry, host });
  }
  return [...groups.values()].flat();
}
