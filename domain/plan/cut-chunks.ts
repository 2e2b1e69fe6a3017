// Cuts due visits into chunks by time, not by number: of each host what it can answer in a few seconds at its pace, all
// hosts in turn, so that none waits for another and results show soon after the fetch. Hosts without a pause have chunks of
// their own, which are full in a moment. The first chunks of a run are small.
import type { FrontierEntry } from '../run/frontier.ts';
import { urlHost } from '../url/key.ts';

/** What is known of a host when its visits are cut. */
export interface HostPlan {
  /** Least pause between two requests; 0 = as fast as it goes. */
  readonly delayMs: number;
  /** Its visits in chunks that are being fetched. */
  readonly open: number;
  /** At most this many of its visits are out: 0 holds it, 1 is a probe. */
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
  /** The job's first run: nothing is compared, so few pages of a host may be judged at a time. */
  readonly isFirstRun: boolean;
  /** Visits bring more URLs: the rest of a host waits for company. */
  readonly isGrowing: boolean;
  /** Chunks of hosts with a pause that are being fetched. */
  readonly openPaced: number;
  readonly planOf: (host: string) => HostPlan;
  /** Hosts that have more visits due than are given here. */
  readonly cutOff: ReadonlySet<string>;
}

export interface CutChunk {
  readonly chunkNo: number;
  /** Its hosts ask for a pause between two requests. */
  readonly paced: boolean;
  readonly entries: readonly FrontierEntry[];
}

export interface Cut {
  readonly chunks: CutChunk[];
  /** Due entries that can be cut sooner or later without waiting for a time. */
  readonly leftOver: boolean;
  /** Hosts with a pause have more visits due than were cut: their next chunk is to be ready in time. */
  readonly more: boolean;
}

/** What a host answers in one chunk. With the reading behind it, a page shows within ten seconds of its fetch. */
const WORK_MS = 8_000;
const FIRST_WORK_MS = 3_000;

/** A remainder below this waits for company, unless nothing else moves. */
export const SMALL_REMAINDER = 20;

/** A host with more than this out is cut no more of: what is out goes on without a gap while the next is being cut. */
const AHEAD_MS = 9_000;

/** Fast hosts keep a place in the window, unless a host has nothing out at all. */
const PACED_MOST = 3;

/** 20, 40, 80 … : what the n-th chunk of a run may hold at most. */
export function chunkSize(chunkNo: number, maxVisits: number): number {
  return Math.min(maxVisits, SMALL_REMAINDER * 2 ** Math.min(10, chunkNo - 1));
}

/** Visits that a host with a pause can answer in a chunk: those of 3, 6, then 8 seconds where all is new, else of 8. */
export function shareOf(delayMs: number, chunkNo: number, isFirstRun: boolean): number {
  const workMs = isFirstRun ? Math.min(WORK_MS, FIRST_WORK_MS * 2 ** Math.min(10, chunkNo - 1)) : WORK_MS;
  return Math.max(1, Math.floor(workMs / delayMs));
}

/** How many visits of a host are cut ahead at most: two shares, the one being fetched and the next. */
export function wantedAhead(delayMs: number): number {
  return delayMs === 0 ? Number.POSITIVE_INFINITY : 2 * Math.ceil(WORK_MS / delayMs);
}

/** One host's entries that are not cut yet, and its visits that are out, this round's included. */
interface Line {
  readonly plan: HostPlan;
  readonly entries: readonly FrontierEntry[];
  /** The host has more than these. */
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
  const rest = lines.filter((line) => hasMore(line) && !isHeld(line));
  return { chunks, leftOver: rest.length > 0, more: rest.some(isPaced) };
}

interface NextChunk {
  readonly chunkNo: number;
  readonly size: number;
  readonly openPaced: number;
  readonly flush: boolean;
  readonly isFirstRun: boolean;
  readonly isGrowing: boolean;
  /** The chunk cut before it. */
  readonly after: CutChunk | undefined;
}

/** Both kinds of hosts get their turn, so that neither fills the window. */
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

/** Held until a time, with nothing out whose end could tell more. */
function isHeld({ plan, taken }: Line): boolean {
  return plan.most === 0 && plan.open === 0 && taken === 0;
}

/** Hosts in the order their earliest entry came due. */
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

/** A host gets another share behind what is out: a whole one, or the last one. */
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

/** One visit of each host, then a second one of each … ; those of a host lie together. */
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
