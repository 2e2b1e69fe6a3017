// Ports to the broker, one per role. A consumer returns a verdict and knows nothing of channels.
import type { EventMessage, PermitMessage, ScrapeAnswer, ScrapeMessage } from './message.ts';

/** `ack`: done; `requeue`: another consumer is to try; `drop`: unreadable, goes to the dead letters. */
export type Verdict = 'ack' | 'requeue' | 'drop';

/** The dispatcher's side: messages go out, answers come in on its own exclusive queue. */
export interface ScrapeBroker {
  /** Queue for answers. It stays the same over reconnects, so that an answer delayed by one still arrives. */
  readonly replyTo: string;
  /** False while there is no connection: no answer can arrive. */
  reachable(): boolean;
  /** Resolves when the broker has confirmed all messages; rejects (dependency-unavailable) otherwise. */
  publish(messages: readonly ScrapeMessage[]): Promise<void>;
  /** Called with every batch of answers; they are acknowledged after it returns. */
  onAnswers(handler: (answers: readonly ScrapeAnswer[]) => void): void;
  /** Called after a reconnect: messages published before may be lost, and their answers too. */
  onReconnect(handler: () => void): void;
  /** Messages ready in the work queue. */
  depth(): Promise<number>;
}

/** Scraper's side. */
export interface ScrapeWorkBroker {
  /** Starts taking messages, at most `prefetch` unanswered ones at a time. */
  consume(prefetch: number, handler: (message: ScrapeMessage, delivery: Delivery) => void): Promise<void>;
  /** Sends answers to a dispatcher; false when none listens there. */
  answer(replyTo: string, answers: readonly ScrapeAnswer[]): Promise<boolean>;
  /** Stops taking messages; those delivered can still be settled. */
  cancel(): Promise<void>;
}

export interface Delivery {
  readonly redelivered: boolean;
  /** The span that sent it; absent: none did. */
  readonly traceparent?: string;
  settle(verdict: Verdict): void;
}

export interface ControlBroker {
  publishPermit(gate: PermitMessage): Promise<void>;
  onPermit(handler: (gate: PermitMessage) => void): Promise<void>;
  /** Says that the emergency holds in the database have changed. */
  publishHolds(): Promise<void>;
  onHolds(handler: () => void): Promise<void>;
}

export interface EventBroker {
  /** Best effort: a failed publish is not repeated; the event can still be read from the store. */
  publishEvent(event: EventMessage): Promise<void>;
  onEvent(pattern: string, handler: (event: EventMessage) => void): Promise<void>;
}
