// Ports to the message broker, one per role. Consumers return what becomes of a message and know nothing of channels.
import type { EventMessage, GateMessage, ScrapeAnswer, ScrapeMessage } from './message.ts';

/** `ack`: done; `requeue`: somebody else shall try; `drop`: can't be read, goes to the dead letters. */
export type Verdict = 'ack' | 'requeue' | 'drop';

/** Dispatcher's side: work goes out, answers come in on an own exclusive queue. */
export interface ScrapeBroker {
  /** Where answers go; stays the same over reconnects, so that an answer that was held back meanwhile arrives. */
  readonly replyTo: string;
  /** False: no answer can come now. */
  reachable(): boolean;
  /** Resolves when the broker has confirmed all of them; rejects (dependency-unavailable) otherwise. */
  publish(messages: readonly ScrapeMessage[]): Promise<void>;
  /** Called with every batch of answers; they are acknowledged after it returns. */
  onAnswers(handler: (answers: readonly ScrapeAnswer[]) => void): void;
  /** Called after the connection was lost and is there again: what was published may be lost or answered elsewhere. */
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
  settle(verdict: Verdict): void;
}

export interface ControlBroker {
  publishGate(gate: GateMessage): Promise<void>;
  onGate(handler: (gate: GateMessage) => void): Promise<void>;
}

export interface EventBroker {
  /** Best effort: an event that can't be published now is not retried (the stored ones are read from the store). */
  publishEvent(event: EventMessage): Promise<void>;
  onEvent(pattern: string, handler: (event: EventMessage) => void): Promise<void>;
}
