// The frontier: the URLs discovered in a run, each once. `dueAt` is epoch ms. An entry with round 0 is open
// and is cut into a chunk when due. Stamping an entry adds the chunk's number, so stamping it twice changes
// nothing.
import type { Outcome } from './outcome.ts';
import type { SecondLook } from './chunk.ts';
import type { RenderWish } from './render/render-wish.ts';

export interface FrontierEntry {
  /** `<runId>:<urlKey>` */
  readonly _id: string;
  readonly runId: string;
  readonly url: string;
  /** The host as `urlHost` writes it; absent on entries older than this field. */
  readonly host?: string;
  readonly depth: number;
  /** The round that discovered it; never changes. */
  readonly firstRound: number;
  /** 0 = open; otherwise the round that took it. */
  readonly round: number;
  /** Every chunk that took it; only grows. */
  readonly chunks: readonly number[];
  readonly lastChunk: number;
  readonly dueAt: number;
  readonly firstDueAt: number;
  readonly visit: number;
  readonly attempts: number;
  readonly countedAs?: Outcome;
  readonly lookAgain?: SecondLook;
  readonly render?: RenderWish;
}

/** Opens an entry again after its chunk is finished; it is due later. */
export interface Reopening {
  readonly urlKey: string;
  readonly fromChunk: number;
  readonly visit: number;
  readonly attempts: number;
  readonly dueAt: number;
  readonly countedAs?: Outcome;
  readonly lookAgain?: SecondLook;
  readonly render?: RenderWish;
}

export interface NewUrl {
  readonly urlKey: string;
  readonly url: string;
  readonly depth: number;
}

export interface FrontierStore {
  /** Inserts the URLs that are not in the frontier yet, open and due at once; returns how many were new. */
  offer(runId: string, round: number, urls: readonly NewUrl[], now: number): Promise<number>;
  /** Those of the URLs that are not in the frontier, in their order, each once. */
  missing(runId: string, urls: readonly NewUrl[]): Promise<NewUrl[]>;
  /** Opens entries again; ignored where a later chunk has taken the entry meanwhile. */
  reopen(runId: string, reopenings: readonly Reopening[]): Promise<void>;
  /** Open entries due until `horizon`, earliest first; only those of `host` if it is given. */
  dueEntries(runId: string, horizon: number, limit: number, host?: string): Promise<FrontierEntry[]>;
  /** Open entries, due or not, ordered by host and then by due time, starting after the host `after`. */
  openByHost(runId: string, after: string | null, limit: number): Promise<FrontierEntry[]>;
  /** Latest due time among the host's open entries that were in a chunk before; null if there is none. */
  triedDueAt(runId: string, host: string): Promise<number | null>;
  /** The earliest due time of an open entry later than `after`, if any. */
  nextDueAt(runId: string, after: number): Promise<number | null>;
  /** Marks entries as taken by a chunk; an entry that has the chunk already is left as it is. */
  stamp(runId: string, round: number, chunkNo: number, urlKeys: readonly string[]): Promise<void>;
  count(runId: string): Promise<number>;
  get(runId: string, urlKey: string): Promise<FrontierEntry | null>;
  list(runId: string, after: string | null, limit: number): Promise<FrontierEntry[]>;
}
