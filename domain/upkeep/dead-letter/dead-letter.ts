// A dead letter: a URL, a delivery or a message of the broker that was given up, with why, and what became of it since.
import type { RunSummary } from '../../run/run.ts';
import type { LetterState } from './lifecycle.ts';

/** url: a page that used up its attempts; delivery: a message to a channel; broker: a message no scraper could take. */
export const LETTER_ORIGINS = ['url', 'delivery', 'broker'] as const;
export type LetterOrigin = (typeof LETTER_ORIGINS)[number];

/** What was to be done, as it can be looked at. Bytes that are no text are kept as base64. */
export interface LetterPayload {
  readonly text: string;
  readonly encoding: 'text' | 'base64';
  /** Only its beginning is kept. */
  readonly isCut?: true;
}

export interface DeadLetter {
  readonly _id: string;
  readonly workspaceId: string;
  readonly origin: LetterOrigin;
  readonly state: LetterState;
  /** Rises with every write. */
  readonly v: number;
  /** Number of the run in its job, or of the round of the delivery, that failed last; older failures are known. */
  readonly seq: number;
  readonly jobId: string | null;
  /** The run in which it failed last. */
  readonly runId: string | null;
  readonly url: string | null;
  readonly urlKey: string | null;
  readonly host: string | null;
  readonly deliveryId: string | null;
  readonly channelId: string | null;
  /** A code: of the list of reasons for a URL, else of `LETTER_REASONS`. */
  readonly reason: string;
  readonly detail: string;
  /** All attempts of all failures. */
  readonly attempts: number;
  /** How often it was given up: in so many runs, or rounds of a delivery. */
  readonly times: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly payload: LetterPayload;
  /** The run that fetches it again, while it is replayed, and after that the one that settled it. */
  readonly replayRunId: string | null;
  /** What somebody did with it last; null: nobody did anything. */
  readonly by: string | null;
  readonly movedAt: Date;
  readonly isEdited?: true;
}

export interface LetterFilter {
  readonly workspaceId: string;
  readonly states?: readonly LetterState[];
  readonly origins?: readonly LetterOrigin[];
  readonly jobId?: string;
  readonly runId?: string;
  readonly host?: string;
  readonly reasons?: readonly string[];
  /** Failed last at this time or later. */
  readonly since?: Date;
  /** Failed last before this time. */
  readonly until?: Date;
  /** Only these ids. */
  readonly ids?: readonly string[];
}

export interface LetterPlace {
  readonly lastAt: Date;
  readonly id: string;
}

export type LetterSet = Partial<
  Pick<
    DeadLetter,
    | 'state'
    | 'seq'
    | 'url'
    | 'urlKey'
    | 'host'
    | 'jobId'
    | 'channelId'
    | 'payload'
    | 'reason'
    | 'detail'
    | 'replayRunId'
    | 'by'
    | 'isEdited'
  >
> &
  Pick<DeadLetter, 'movedAt'>;

interface LetterMove {
  readonly from: readonly LetterState[];
  readonly set: LetterSet;
  /** Only letters that this run was to fetch. */
  readonly replayRunId?: string;
}

export interface LetterRoute {
  readonly states: readonly LetterState[];
  readonly origins?: readonly LetterOrigin[];
  readonly jobIds?: readonly string[];
}

export interface DeadLetterStore {
  get(letterId: string): Promise<DeadLetter | null>;
  /**
   * Makes letters, or adds a failure to those that are there, if they know only failures with a lower `seq`. A letter is
   * open after it. Repeating it changes nothing.
   */
  note(letters: readonly DeadLetter[]): Promise<void>;
  /** The latest failure first. */
  list(filter: LetterFilter, page: { after: LetterPlace | null; limit: number }): Promise<DeadLetter[]>;
  /** How many fit, counted up to `most`. */
  count(filter: LetterFilter, most: number): Promise<number>;
  /** Open letters of the broker, of all workspaces, counted up to `most`. */
  messages(most: number): Promise<number>;
  /** Moves those of the ids that are in one of the states; returns how many. */
  move(ids: readonly string[], move: LetterMove): Promise<number>;
  /** Only while its `v` is that of `known`; null when somebody else was faster. */
  change(known: DeadLetter, set: LetterSet): Promise<DeadLetter | null>;
  /** In the order of their ids, of all workspaces. */
  walk(route: LetterRoute, after: string | null, limit: number): Promise<DeadLetter[]>;
  /** Deletes at most `limit` that were settled or discarded before this; returns how many. */
  forget(before: Date, limit: number): Promise<number>;
  /** Runs that have ended and whose letters were not looked at since, the longest first. */
  endedRuns(limit: number): Promise<RunSummary[]>;
  runsLookedAt(runIds: readonly string[]): Promise<void>;
}

/** Codes that are no reasons of visits, with what they mean. */
export const LETTER_REASONS = {
  undecodable: 'The message is not of the form that scrapers read.',
  'unknown-version': 'The message was written by another version of Webloom.',
  'delivery-limit':
    'Scrapers took it again and again and none finished: it may end the process that takes it.',
  rejected: 'A scraper refused the message.',
  'delivery-failed': 'Every attempt to send the message failed.',
  'delivery-refused': 'The receiver, or Webloom itself, refuses such a message.',
  'delivery-gone': 'The receiver says that its address takes no messages any more.',
} as const;
export type LetterReason = keyof typeof LETTER_REASONS;
