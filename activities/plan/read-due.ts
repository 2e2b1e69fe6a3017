// The open entries a planning round chooses from: of every host some, so that a host with very many hides nobody else's.
import type { FrontierEntry, FrontierStore } from '../../domain/run/frontier.ts';

export interface DueRules {
  /** Epoch ms. */
  readonly horizon: number;
  /** Entries of one round, of fast hosts and of others. */
  readonly limit: number;
  /** How many entries of a host its next chunks can take, if there is room. */
  readonly wantedOf: (host: string) => number;
}

export interface Due {
  readonly entries: readonly FrontierEntry[];
  /** Every host was looked at. */
  readonly all: boolean;
  /** Hosts that have, or may have, more entries due than were read. */
  readonly cutOff: ReadonlySet<string>;
}

/** More than a host answers in two chunks that is asked once a second at most. */
const BATCH = 32;
/** Where hosts have few entries each, one look is for many of them. */
const MAX_BATCH = 1_024;
const MAX_RUNS = 500;

/** Where a round had no room for all hosts, the next one goes on behind the last. Forgetting that is harmless. */
export function createDueReader(
  frontier: Pick<FrontierStore, 'openByHost' | 'dueEntries'>,
): (runId: string, rules: DueRules) => Promise<Due> {
  const cursors = new Map<string, string>();
  return async (runId, rules) => {
    const start = cursors.get(runId) ?? null;
    cursors.delete(runId);
    const into: Pick<Stretch, 'entries' | 'fast' | 'cutOff'> = { entries: [], fast: [], cutOff: new Set() };
    let stopped = await readHosts(frontier, runId, { ...rules, ...into, start, end: null });
    if (stopped === null && start !== null)
      stopped = await readHosts(frontier, runId, { ...rules, ...into, start: null, end: start });
    if (stopped !== null) {
      if (cursors.size >= MAX_RUNS) cursors.clear();
      cursors.set(runId, stopped);
    }
    return { entries: [...into.entries, ...into.fast], all: stopped === null, cutOff: into.cutOff };
  };
}

interface Stretch extends DueRules {
  /** Hosts behind this one … */
  readonly start: string | null;
  /** … up to this one. */
  readonly end: string | null;
  readonly entries: FrontierEntry[];
  /** Of hosts with no pause, or a short one, that have very many. */
  readonly fast: FrontierEntry[];
  readonly cutOff: Set<string>;
}

/** Returns the host it stopped behind for lack of room, null when it came to the end. */
async function readHosts(
  frontier: Pick<FrontierStore, 'openByHost' | 'dueEntries'>,
  runId: string,
  stretch: Stretch,
): Promise<string | null> {
  const { start, end, entries, limit } = stretch;
  let after = start;
  let batch = BATCH;
  while (entries.length < limit) {
    const found = await frontier.openByHost(runId, after, batch);
    const some = found.filter(({ host = '' }) => end === null || host <= end);
    const last = found.at(-1);
    if (last === undefined || found.length < batch || some.length < found.length) {
      keep(some, stretch);
      return null;
    }
    const before = some.filter(({ host }) => host !== last.host);
    keep(before, stretch);
    const isDone = await readCutOff(frontier, runId, { ...stretch, own: some.slice(before.length), last });
    after = (isDone ? last.host : before.at(-1)?.host) ?? '';
    batch = before.length === 0 ? BATCH : Math.min(MAX_BATCH, batch * 2);
  }
  return after;
}

function keep(found: readonly FrontierEntry[], { entries, horizon }: Stretch): void {
  entries.push(...found.filter((entry) => entry.dueAt <= horizon));
}

interface CutOff extends Stretch {
  /** What a batch has of the host it ends with, and the last of it. */
  readonly own: readonly FrontierEntry[];
  readonly last: FrontierEntry;
}

/** The host a batch ends within has more; false: too little of it was read, it is to be looked at again. */
async function readCutOff(
  frontier: Pick<FrontierStore, 'dueEntries'>,
  runId: string,
  stretch: CutOff,
): Promise<boolean> {
  const { own, last, cutOff, horizon, wantedOf } = stretch;
  const { host } = last;
  if (host === undefined || wantedOf(host) > BATCH) {
    if (!(await readByName(frontier, runId, stretch))) keep(own, stretch);
    return true;
  }
  if (own.length < BATCH) return false;
  keep(own, stretch);
  if (last.dueAt <= horizon) cutOff.add(host);
  return true;
}

/**
 * They have room of their own: what a fast host has must not keep the others from being looked at. Entries from before
 * hosts were kept are taken all together. False where there was no room, or nothing due.
 */
async function readByName(
  frontier: Pick<FrontierStore, 'dueEntries'>,
  runId: string,
  { last: { host }, fast, cutOff, horizon, limit, wantedOf }: CutOff,
): Promise<boolean> {
  const room = Math.min(limit - fast.length, host === undefined ? limit : wantedOf(host));
  const due = room > 0 ? await frontier.dueEntries(runId, horizon, room, host) : [];
  const found = due.filter((entry) => entry.host === host);
  fast.push(...found);
  if (host !== undefined && due.length === Math.max(0, room)) cutOff.add(host);
  return found.length > 0;
}
