// A chunk: the visits that travel the stages together; the unit of work and of recovery.
import type { FallbackCount } from './fallback/fallback.ts';
import type { Outcome } from './outcome.ts';
import type { RenderWish } from './render/render-wish.ts';
import type { HostCost } from './report/host-cost.ts';
import type { SeenCounts } from './report/seen-counts.ts';

/** `dropped`: the run ended before the chunk reached `storing`; none of its visits may be stored any more. */
export const CHUNK_STATES = ['planned', 'scraped', 'storing', 'committed', 'dropped'] as const;
export type ChunkState = (typeof CHUNK_STATES)[number];
/** Those of a chunk that is not dealt with. */
export const OPEN_CHUNK_STATES = ['planned', 'scraped', 'storing'] as const satisfies readonly ChunkState[];

export const STAGES = ['scrape', 'parse', 'classify', 'detect-change', 'track-price', 'store'] as const;
export type Stage = (typeof STAGES)[number];

/** When a stage worked on a chunk; epoch ms. */
export interface StageTime {
  readonly startedAt: number;
  /** Absent while it works. */
  readonly finishedAt?: number;
  /** The attempt that gave the result; absent: the first. */
  readonly attempts?: number;
  /** Processor time of that attempt; absent in stages that wait, and from before it was kept. */
  readonly cpuMs?: number;
}

/** A wait for chunks before it, all of which were fetched and not stored yet. */
export interface LaunchWait {
  /** Epoch ms. */
  readonly since: number;
  readonly ms: number;
}

export type StageTimes = Readonly<Partial<Record<Stage, StageTime>>>;

/** The name of the watched part among `missingFields`; a blank stands in no field's name. */
export const WATCHED_PART = 'watched part';

export interface ChunkCounts {
  /** Ledger classes. A second look adds its new class and subtracts the class of the first look. */
  readonly stored: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly skipped: number;
  /** Visits handed back for a later chunk. */
  readonly deferred: number;
  readonly changes: number;
  readonly priceChanges: number;
  readonly pricePoints: number;
  readonly requests: number;
  readonly wireBytes: number;
  /** Time spent waiting for the hosts' pace. */
  readonly waitMs: number;
  readonly cpuMs: number;
  /** Failures that count against the job's tolerance (`countsAsFailure` in `outcome.ts`). */
  readonly countedFailures: number;
  readonly reasons: Readonly<Record<string, number>>;
  /** Pages on which a required field was not found, by field name; absent: none. */
  readonly missingFields?: Readonly<Record<string, number>>;
  /** What was done in another way than was meant; absent: nothing. */
  readonly fallbacks?: readonly FallbackCount[];
  /** What the pages looked like; absent in chunks from before it was kept. */
  readonly seen?: SeenCounts;
  /** Counters of the tally of how long its visits took (`fetchDuration`); absent in sums, and where none was timed. */
  readonly fetchTimes?: Readonly<Record<string, number>>;
  /** What its visits cost at each host; absent in sums, and in chunks from before it was kept. */
  readonly hosts?: readonly HostCost[];
}

export interface Chunk {
  /** `<runId>:<chunkNo>` */
  readonly _id: string;
  readonly runId: string;
  /** Absent in chunks from before it was kept. */
  readonly workspaceId?: string;
  readonly chunkNo: number;
  readonly round: number;
  readonly state: ChunkState;
  /** Key of the round's plan file; this chunk's visits are the rows with its number. */
  readonly planFile: string;
  readonly visits: number;
  /** Visits with number 1: the ledger counts only these as in flight. */
  readonly firstVisits: number;
  /** The hosts of its visits ask for a pause between two requests. */
  readonly paced?: true;
  /** The first few hosts of its visits; absent in chunks from before they were kept. */
  readonly hosts?: readonly string[];
  /** Hosts of its visits in all. */
  readonly hostCount?: number;
  /** Written along with the moves of the chunk; `store` ends at `committedAt`. */
  readonly times?: StageTimes;
  /** How long it waited for the chunks before it to be stored; absent: it did not. */
  readonly waited?: LaunchWait;
  /** Visits answered so far while the chunk is being fetched. */
  readonly answered?: number;
  readonly files: Readonly<Partial<Record<Stage, string>>>;
  readonly counts?: ChunkCounts;
  /** It is committed and the tally has not counted it yet. */
  readonly uncounted?: true;
  readonly plannedAt: Date;
  readonly committedAt?: Date;
}

/** One planned look at a frontier URL, as it stands in the plan file. */
export interface Visit {
  readonly urlKey: string;
  readonly url: string;
  readonly depth: number;
  /** 1, or higher for a second look. */
  readonly visit: number;
  /** Attempts already spent in earlier chunks. */
  readonly attempts: number;
  /** Class the entry was counted in by an earlier visit of this run. */
  readonly countedAs?: Outcome;
  /** Why this is a second look. */
  readonly lookAgain?: SecondLook;
  /** What an earlier look of this run has shown of how it is to be opened. */
  readonly render?: RenderWish;
  /** Earliest time of the fetch; epoch ms. */
  readonly dueAt: number;
  /** When the entry was first due; limits how long a slow host may keep it waiting. Epoch ms. */
  readonly firstDueAt: number;
}

/**
 * `currency:USD`: the first look saw every price in USD, not in the stored currency. `text:KEY`: the look before saw the text
 * blocks of this key, and what it saw is told once another look sees it too.
 */
export type SecondLook =
  | 'removal'
  | 'change'
  | 'noise'
  | 'unjudged'
  | `currency:${string}`
  | `text:${string}`
  | `picture:${string}`;

const CURRENCY = 'currency:';
const TEXT = 'text:';

export function lookForCurrency(currency: string): SecondLook {
  return `${CURRENCY}${currency}`;
}

/** The currency a second look was asked to confirm. */
export function currencyToConfirm(look: SecondLook | undefined): string | undefined {
  return look?.startsWith(CURRENCY) === true ? look.slice(CURRENCY.length) : undefined;
}

export function lookForText(blocksKey: string): SecondLook {
  return `${TEXT}${blocksKey}`;
}

/** Key of the text blocks that the look before saw. */
export function textToSeeAgain(look: SecondLook | undefined): string | undefined {
  return look?.startsWith(TEXT) === true ? look.slice(TEXT.length) : undefined;
}

const PICTURE = 'picture:';

/** `hash`: of the picture that this look has taken. */
export function lookForPicture(hash: string): SecondLook {
  return `${PICTURE}${hash}`;
}

/** Hash of the picture that the look before took. */
export function pictureToSeeAgain(look: SecondLook | undefined): string | undefined {
  return look?.startsWith(PICTURE) === true ? look.slice(PICTURE.length) : undefined;
}
