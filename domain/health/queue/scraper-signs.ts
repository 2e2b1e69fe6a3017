// What the heartbeats of scrapers, or of renderers, tell of their queue of URLs: how fast it is emptied, what is in their hands, and how long what
// they took had waited. RabbitMQ tells none of this without its management plugin.
import type { AgentHeartbeat, AgentRole } from '../../system/agent/agent.ts';
import { SILENT_MS } from '../../system/agent/presence.ts';

type Beat = Pick<AgentHeartbeat, '_id' | 'role' | 'at' | 'load'>;

/** The last two heartbeats of a scraper that differ. */
interface Scraper {
  readonly at: number;
  readonly taken: number;
  readonly perSecond: number | null;
}

export interface ScraperSigns {
  /** Messages that living scrapers hold. */
  readonly held: number | null;
  /** Messages settled each second; null until a scraper has given two signs of life. */
  readonly perSecond: number | null;
  /** The longest wait of a message that was taken of late. */
  readonly waitedMs: number | null;
}

const NO_SIGNS: ScraperSigns = { held: null, perSecond: null, waitedMs: null };

/** Remembers the heartbeat before, which a speed needs. */
export class ScraperSignReader {
  readonly #role: Extract<AgentRole, 'scraper' | 'renderer'>;
  #scrapers = new Map<string, Scraper>();

  constructor(role: Extract<AgentRole, 'scraper' | 'renderer'>) {
    this.#role = role;
  }

  note(beats: readonly Beat[], now: number): ScraperSigns {
    const alive = beats.filter(({ role, at }) => role === this.#role && at.getTime() > now - SILENT_MS);
    this.#scrapers = new Map(alive.map((beat) => [beat._id, follow(this.#scrapers.get(beat._id), beat)]));
    if (alive.length === 0) return NO_SIGNS;
    const speeds = [...this.#scrapers.values()].flatMap(({ perSecond }) => perSecond ?? []);
    const waits = alive.flatMap(({ load }) => load['waitedMs'] ?? []);
    return {
      held: alive.reduce((sum, { load }) => sum + (load['inFlight'] ?? 0) + (load['waiting'] ?? 0), 0),
      perSecond: speeds.length === 0 ? null : speeds.reduce((sum, speed) => sum + speed, 0),
      waitedMs: waits.length === 0 ? null : Math.max(...waits),
    };
  }
}

function follow(before: Scraper | undefined, { at, load }: Beat): Scraper {
  const now = at.getTime();
  if (before?.at === now) return before;
  const taken = (load['fetched'] ?? 0) + (load['failed'] ?? 0) + (load['unfetched'] ?? 0);
  // A count that fell is that of a new process under an old id.
  if (before === undefined || taken < before.taken) return { at: now, taken, perSecond: null };
  return { at: now, taken, perSecond: ((taken - before.taken) * 1_000) / (now - before.at) };
}
