// A message on its way to one channel: the document with every attempt, its store, and the port to the workflow that
// carries it.
import type { AlertMessage } from '../rule/message.ts';
import type { AttemptResult } from './judge-answer.ts';
import type { DeliveryState } from './lifecycle.ts';

/** What was sent, without secrets: the address has no query, and no path where the path is the secret. */
export interface SentRequest {
  readonly method: string;
  readonly address: string;
  /** Its beginning. */
  readonly body: string;
}

export interface Attempt {
  readonly at: Date;
  readonly round: number;
  /** Of its round, from 1. */
  readonly no: number;
  readonly tookMs: number;
  /** Null: it did not come to a request. */
  readonly request: SentRequest | null;
  /** Null: there was no answer. */
  readonly status: number | null;
  /** Beginning of the answer, as text. */
  readonly answer: string;
  readonly result: AttemptResult;
  /** In words, with what to do. */
  readonly detail: string;
}

/** Attempts that are kept, the latest of all rounds. */
export const KEPT_ATTEMPTS = 30;

export interface Delivery {
  readonly _id: string;
  readonly workspaceId: string;
  readonly channelId: string;
  readonly message: AlertMessage;
  readonly state: DeliveryState;
  /** 1, and one more for each time somebody asked for it again after its end. */
  readonly round: number;
  /** Attempts of this round. */
  readonly tries: number;
  /** When it is tried next; null: now, or never again. */
  readonly nextAt: Date | null;
  /** Why it waits, where no attempt says it: a limit of the plan is met. */
  readonly heldBack?: string | null;
  readonly attempts: readonly Attempt[];
  /** Attempts of all rounds, and how many of them the tally has counted; absent: none. */
  readonly made?: number;
  readonly counted?: number;
  /** There are attempts that it has not counted. */
  readonly uncounted?: true;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface DeliveryQuery {
  readonly workspaceId: string;
  readonly states?: readonly DeliveryState[];
  readonly channelId?: string;
  readonly jobId?: string;
  readonly incidentId?: string;
  /** Only ids lower than this one (newest first). */
  readonly before?: string;
  readonly limit: number;
}

type DeliveryMove = Partial<
  Pick<Delivery, 'state' | 'round' | 'tries' | 'nextAt' | 'heldBack' | 'attempts' | 'made' | 'uncounted'>
> &
  Pick<Delivery, 'updatedAt'>;

export interface DeliveryStore {
  get(deliveryId: string): Promise<Delivery | null>;
  /** False when it is there already. */
  insert(delivery: Delivery): Promise<boolean>;
  /** Only while state, round and tries are those of `known`; null when somebody else was faster. */
  move(known: Delivery, set: DeliveryMove): Promise<Delivery | null>;
  /** Newest first. */
  list(query: DeliveryQuery): Promise<Delivery[]>;
  /** Waiting ones that were due before this and that nothing has moved since, the longest first. */
  idle(before: Date, limit: number): Promise<Delivery[]>;
  /** Waiting ones that were tried so often in this round, the longest unmoved first. */
  refused(tries: number, limit: number): Promise<Delivery[]>;
  /** Those that were given up at this time or later, in the order in which they were. */
  dead(since: Date, limit: number): Promise<Delivery[]>;
}

export interface DeliveryStart {
  readonly deliveryId: string;
  readonly round: number;
}

export interface DeliveryEngine {
  /** Starts the workflow of this round. False when it is there or has done its work. */
  startDelivery(start: DeliveryStart): Promise<boolean>;
}
