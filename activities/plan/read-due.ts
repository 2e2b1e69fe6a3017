// The open entries for a planning round: some of every host, so that one with very many hides no other.
import type { FrontierEntry, FrontierStore } from '../../domain/run/frontier.ts';

export interface DueRules {
  /** Latest due time of an entry; epoch ms. */
  readonly horizon: number;
  /** Most entries per round, separately for fast hosts and for the others. */
  readonly limit: number;
  /** Most entries of a host that its next chunks can take. */
  readonly wantedOf: (host: string) => number;
}

export interface Due {
  readonly entries: readonly FrontierEntry[];
  /** Every host was looked at. */
  readonly all: boolean;
  /** Hosts that have, or may have, more due entries than were read. */
  readonly cutOff: ReadonlySet<string>;
}

/** More than a host that is asked once a second can answer in two chunks. */
const BATCH = 32;
/** Batches grow up to this where hosts have few entries each. */
const MAX_BATCH = 1_024;
const MAX_RUNS = 500;

/** A round without room for all hosts is continued by the next one. Losing that place is harmless. */
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
  /** Reads hosts after `start` … */
  readonly start: string | null;
  /** … up to and including `end`; null: no limit. */
  readonly end: string | null;
  readonly entries: FrontierEntry[];
  /** Due entries of hosts with no pause or a short one, which have very many. */
  readonly fast: FrontierEntry[];
  readonly cutOff: Set<string>;
}

/** Returns the host it stopped after because there was no room; null when it read all hosts. */
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
  /** The batch's entries of the host it ends in; `last`: the last of them. */
  readonly own: readonly FrontierEntry[];
  readonly last: FrontierEntry;
}

/** The host in which a batch ends has more entries. False: too few were read, so it is read again. */
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
 * Reads a fast host by name, into `fast`, so that its entries leave room for other hosts. Entries older than
 * the field `host` are read as one group. False if there was no room or nothing due.
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
