// Cuts due visits into chunks by time, not by number: of each host as many as it can answer in a few seconds
// at its pace, all hosts in turn. So no host waits for another, and results show soon after the fetch. Hosts
// without a pause get chunks of their own, because those fill in a moment. The first chunks of a run are
// small.
import type { FrontierEntry } from '../frontier.ts';
import { urlHost } from '../../web/url/key.ts';

/** What the cut has to know of a host. */
export interface HostPlan {
  /** Shortest pause between two requests, in ms; 0 = none. */
  readonly delayMs: number;
  /** Visits of the host in chunks that are being fetched. */
  readonly open: number;
  /** Most visits of the host that may be out at a time: 0 holds the host, 1 is a probe. */
  readonly most: number;
}

export interface CutRules {
  /** Visits of the largest chunk. */
  readonly maxVisits: number;
  /** Number of the first chunk to be cut. */
  readonly firstChunkNo: number;
  /** At most this many chunks in one round. */
  readonly maxChunks: number;
  /** Cut a small remainder too. */
  readonly flush: boolean;
  /** The job's first run: pages are not compared yet, so a smaller share of a host goes into a chunk. */
  readonly isFirstRun: boolean;
  /** Visits bring more URLs: a host's last few entries wait for those. */
  readonly isGrowing: boolean;
  /** Chunks of hosts with a pause that are being fetched. */
  readonly openPaced: number;
  readonly planOf: (host: string) => HostPlan;
  /** Hosts that have more due visits than the caller passed in. */
  readonly cutOff: ReadonlySet<string>;
}

export interface CutChunk {
  readonly chunkNo: number;
  /** The hosts of its visits ask for a pause between two requests. */
  readonly paced: boolean;
  readonly entries: readonly FrontierEntry[];
}

export interface Cut {
  readonly chunks: CutChunk[];
  /** Due entries remain that could be cut without waiting for a time. */
  readonly leftOver: boolean;
  /** Hosts with a pause have more due visits than were cut, so their next chunk is to be ready in time. */
  readonly more: boolean;
}

/** What a host answers in one chunk. With the later stages, a page shows within 10 s of its fetch. */
const WORK_MS = 8_000;
const FIRST_WORK_MS = 3_000;

/** Fewer visits than this wait for more, unless nothing else moves. */
export const SMALL_REMAINDER = 20;

/** A host with more than this out gets no more: what is out lasts while the next chunk is being cut. */
const AHEAD_MS = 9_000;

/** Most open chunks of paced hosts, so that fast hosts keep a place; one more for a host with none out. */
const PACED_MOST = 3;

/** 20, 40, 80 …: the most visits the n-th chunk of a run may hold. */
export function chunkSize(chunkNo: number, maxVisits: number): number {
  return Math.min(maxVisits, SMALL_REMAINDER * 2 ** Math.min(10, chunkNo - 1));
}

/**
 * Visits a host with a pause answers in one chunk: within 3, 6, then 8 seconds in a first run, else within 8.
 */
export function shareOf(delayMs: number, chunkNo: number, isFirstRun: boolean): number {
  const workMs = isFirstRun ? Math.min(WORK_MS, FIRST_WORK_MS * 2 ** Math.min(10, chunkNo - 1)) : WORK_MS;
  return Math.max(1, Math.floor(workMs / delayMs));
}

/** Most visits of a host that are cut ahead: two shares, the one being fetched and the next one. */
export function wantedAhead(delayMs: number): number {
  return delayMs === 0 ? Number.POSITIVE_INFINITY : 2 * Math.ceil(WORK_MS / delayMs);
}

/** The entries of one host; `taken` of them are cut in this round. */
interface Line {
  readonly plan: HostPlan;
  readonly entries: readonly FrontierEntry[];
  /** The host has more due visits than `entries`. */
  readonly isCutOff: boolean;
  taken: number;
}

export function cutChunks(due: readonly FrontierEntry[], rules: CutRules): Cut {
  const lines = toLines(due, rules);
  const chunks: CutChunk[] = [];
  let openPaced = rules.openPaced;
  while (chunks.length < rules.maxChunks) {
    const chunkNo = rules.firstChunkNo + chunks.length;
    const size = chunkSize(chunkNo, rules.maxVisits);
    const cut = cutOne(lines, { ...rules, chunkNo, size, openPaced, after: chunks.at(-1) });
    if (cut === null) break;
    if (cut.paced) openPaced += 1;
    chunks.push(cut);
  }
  const rest = lines.filter((line) => hasMore(line) && !isHostWaiting(line));
  return { chunks, leftOver: rest.length > 0, more: rest.some(isPaced) };
}

interface NextChunk {
  readonly chunkNo: number;
  readonly size: number;
  readonly openPaced: number;
  readonly flush: boolean;
  readonly isFirstRun: boolean;
  readonly isGrowing: boolean;
  /** The chunk cut before this one in the same round. */
  readonly after: CutChunk | undefined;
}

/** Paced and fast hosts take turns, so that neither kind fills the flow. */
function cutOne(lines: readonly Line[], next: NextChunk): CutChunk | null {
  const isPacedFirst = next.after?.paced !== true;
  for (const paced of [isPacedFirst, !isPacedFirst]) {
    const entries = paced
      ? takePaced(lines.filter(isPaced), next)
      : takeFast(
          lines.filter((line) => !isPaced(line)),
          next,
        );
    if (entries.length > 0) return { chunkNo: next.chunkNo, paced, entries };
  }
  return null;
}

function hasMore({ entries, taken, isCutOff }: Line): boolean {
  return taken < entries.length || isCutOff;
}

function isPaced({ plan }: Line): boolean {
  return plan.delayMs > 0;
}

/** The host is held, and none of its visits is out that could end the hold. */
function isHostWaiting({ plan, taken }: Line): boolean {
  return plan.most === 0 && plan.open === 0 && taken === 0;
}

/** Hosts ordered by the due time of their earliest entry. */
function toLines(
  due: readonly FrontierEntry[],
  { planOf, cutOff }: Pick<CutRules, 'planOf' | 'cutOff'>,
): Line[] {
  const groups = new Map<string, FrontierEntry[]>();
  for (const entry of due) {
    const host = urlHost(entry.url);
    const group = groups.get(host);
    if (group === undefined) groups.set(host, [entry]);
    else group.push(entry);
  }
  return [...groups]
    .map(([host, entries]) => ({
      plan: planOf(host),
      entries: entries.toSorted((a, b) => a.dueAt - b.dueAt),
      isCutOff: cutOff.has(host),
      taken: 0,
    }))
    .toSorted((a, b) => (a.entries[0]?.dueAt ?? 0) - (b.entries[0]?.dueAt ?? 0));
}

function takePaced(lines: readonly Line[], next: NextChunk): FrontierEntry[] {
  const { chunkNo, size, openPaced, isFirstRun, isGrowing } = next;
  const wanting = lines
    .map((line) => ({ line, room: roomOf(line, shareOf(line.plan.delayMs, chunkNo, isFirstRun), isGrowing) }))
    .filter(({ room }) => room > 0);
  const isAnyIdle = wanting.some(({ line }) => line.plan.open + line.taken === 0);
  return openPaced < PACED_MOST + (isAnyIdle ? 1 : 0) ? takeInTurn(wanting, size) : [];
}

/** How many more visits a host gets beside those that are out: a whole share, or its last ones. */
function roomOf({ plan, entries, taken, isCutOff }: Line, share: number, isGrowing: boolean): number {
  const out = plan.open + taken;
  const left = entries.length - taken;
  if (out > 0 && (out * plan.delayMs > AHEAD_MS || ((isGrowing || isCutOff) && left < share))) return 0;
  return Math.max(0, Math.min(share, left, plan.most - out));
}

function takeFast(lines: readonly Line[], { chunkNo, size, flush }: NextChunk): FrontierEntry[] {
  const wanting = lines.map((line) => {
    const { plan, entries, taken } = line;
    return { line, room: Math.max(0, Math.min(entries.length - taken, plan.most - plan.open - taken)) };
  });
  const rest = wanting.reduce((sum, { room }) => sum + room, 0);
  const waitsForCompany = rest < Math.min(SMALL_REMAINDER, size) && !flush && chunkNo !== 1;
  return waitsForCompany ? [] : takeInTurn(wanting, size);
}

/** One visit of each host, then a second one of each …; the visits of a host lie together in the result. */
function takeInTurn(
  wanting: readonly { readonly line: Line; readonly room: number }[],
  size: number,
): FrontierEntry[] {
  const counts = wanting.map(() => 0);
  let left = size;
  for (let moved = true; moved && left > 0; ) {
    moved = false;
    for (const [index, { room }] of wanting.entries()) {
      if ((counts[index] ?? 0) >= room || left === 0) continue;
      counts[index] = (counts[index] ?? 0) + 1;
      left -= 1;
      moved = true;
    }
  }
  return wanting.flatMap(({ line }, index) => {
    const from = line.taken;
    line.taken += counts[index] ?? 0;
    return line.entries.slice(from, line.taken);
  });
}
