// The frontier: the URLs discovered in a run, each once. `dueAt` is epoch ms: entries with round 0 are open, and cut
// into a chunk when due; stamping an entry pushes the chunk's number, so doing it twice changes nothing.
import type { Outcome } from './outcome.ts';
import type { SecondLook } from './chunk.ts';

export interface FrontierEntry {
  /** `<runId>:<urlKey>` */
  readonly _id: string;
  readonly runId: string;
  readonly url: string;
  /** As `urlHost` names it; entries from before it was kept have none. */
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
}

/** What a finished chunk hands back: the entry is opened again, due later. */
export interface Reopening {
  readonly urlKey: string;
  readonly fromChunk: number;
  readonly visit: number;
  readonly attempts: number;
  readonly dueAt: number;
  readonly countedAs?: Outcome;
  readonly lookAgain?: SecondLook;
}

export interface NewUrl {
  readonly urlKey: string;
  readonly url: string;
  readonly depth: number;
}

export interface FrontierStore {
  /** Inserts those not yet there, open and due at once; returns how many were new. */
  offer(runId: string, round: number, urls: readonly NewUrl[], now: number): Promise<number>;
  /** Opens entries again; ignored where a later chunk has taken the entry meanwhile. */
  reopen(runId: string, reopenings: readonly Reopening[]): Promise<void>;
  /** Open entries due until `horizon`, earliest first; of one host, if it is named. */
  dueEntries(runId: string, horizon: number, limit: number, host?: string): Promise<FrontierEntry[]>;
  /** Open entries, due or not, host by host from the one behind `after` on, those of a host earliest first. */
  openByHost(runId: string, after: string | null, limit: number): Promise<FrontierEntry[]>;
  /** When the host's open entry that was in a chunk before and waits longest is due again; null when there is none. */
  triedDueAt(runId: string, host: string): Promise<number | null>;
  /** The earliest due time of an open entry later than `after`, if any. */
  nextDueAt(runId: string, after: number): Promise<number | null>;
  /** Marks entries as taken by a chunk; an entry that has the chunk already is left as it is. */
  stamp(runId: string, round: number, chunkNo: number, urlKeys: readonly string[]): Promise<void>;
  count(runId: string): Promise<number>;
  get(runId: string, urlKey: string): Promise<FrontierEntry | null>;
  list(runId: string, after: string | null, limit: number): Promise<FrontierEntry[]>;
}
