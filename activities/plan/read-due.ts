// The open entries a planning round chooses from: of every host some, so that a host with very many hides nobody else's.
import type { FrontierEntry, FrontierStore } from '../../domain/run/frontier.ts';

export interface DueRules {
  /** Epoch ms. */
  readonly horizon: number;
  /** Entries of one round, of fast hosts and of others. */
  readonly limit: number;
  /** Hosts without a pause: as many of their entries as there is room for. */
  readonly isFast: (host: string) => boolean;
}

export interface Due {
  readonly entries: readonly FrontierEntry[];
  /** Every host was looked at. */
  readonly all: boolean;
}

/** More than a host with a pause answers in two chunks. */
const BATCH = 32;
/** Where hosts have few entries each, one look is for many of them. */
const MAX_BATCH = 1_024;
const MAX_RUNS = 500;

/** Where a round had no room for all hosts, the next one goes on behind the last. Forgetting that is harmless. */
export function createDueReader(
  frontier: Pick<FrontierStore, 'openByHost' | 'takeable'>,
): (runId: string, rules: DueRules) => Promise<Due> {
  const cursors = new Map<string, string>();
  return async (runId, rules) => {
    const start = cursors.get(runId) ?? null;
    cursors.delete(runId);
    const into: Pick<Stretch, 'entries' | 'fast'> = { entries: [], fast: [] };
    let stopped = await readHosts(frontier, runId, { ...rules, ...into, start, end: null });
    if (stopped === null && start !== null)
      stopped = await readHosts(frontier, runId, { ...rules, ...into, start: null, end: start });
    if (stopped !== null) {
      if (cursors.size >= MAX_RUNS) cursors.clear();
      cursors.set(runId, stopped);
    }
    return { entries: [...into.entries, ...into.fast], all: stopped === null };
  };
}

interface Stretch extends DueRules {
  /** Hosts behind this one … */
  readonly start: string | null;
  /** … up to this one. */
  readonly end: string | null;
  readonly entries: FrontierEntry[];
  /** Of hosts without a pause that have very many. */
  readonly fast: FrontierEntry[];
}

/** Returns the host it stopped behind for lack of room, null when it came to the end. */
async function readHosts(
  frontier: Pick<FrontierStore, 'openByHost' | 'takeable'>,
  runId: string,
  { start, end, entries, fast, ...rules }: Stretch,
): Promise<string | null> {
  let after = start;
  let batch = BATCH;
  while (entries.length < rules.limit) {
    const found = await frontier.openByHost(runId, after, batch);
    const some = found.filter(({ host = '' }) => end === null || host <= end);
    const last = found.at(-1);
    const isCut = found.length === batch && some.length === found.length;
    // Entries of a host that were cut off here are asked for by its name; those from before hosts were kept, all together.
    const wantsMore = isCut && (last?.host === undefined || rules.isFast(last.host));
    const rest = wantsMore ? await readFast(frontier, runId, { ...rules, host: last?.host, fast }) : [];
    fast.push(...rest);
    const isKept = ({ host }: FrontierEntry): boolean => rest.length === 0 || host !== last?.host;
    entries.push(...some.filter((entry) => entry.dueAt <= rules.horizon && isKept(entry)));
    if (!isCut) return null;
    after = last?.host ?? '';
    batch = found[0]?.host === last?.host ? BATCH : Math.min(MAX_BATCH, batch * 2);
  }
  return after;
}

/** They have room of their own: what a fast host has must not keep the others from being looked at. */
async function readFast(
  frontier: Pick<FrontierStore, 'takeable'>,
  runId: string,
  { host, fast, horizon, limit }: DueRules & { host: string | undefined; fast: readonly FrontierEntry[] },
): Promise<FrontierEntry[]> {
  const room = limit - fast.length;
  const found = room > 0 ? await frontier.takeable(runId, horizon, room, host) : [];
  return found.filter((entry) => entry.host === host);
}
