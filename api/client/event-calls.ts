// Calls of the API about the stream of events: opened when it is first read, or opened at once.
import type { EventMessage } from '../../domain/run/dispatch/message.ts';
import type { Answer } from './answer.ts';
import { followEvents } from './follow-events.ts';
import type { Query } from './list-of.ts';

type OpenStream = (asked: {
  readonly query: Query;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}) => Promise<Answer>;

export function eventCalls(open: OpenStream) {
  const follow = (topics: string, signal: AbortSignal, onOpen: () => void): AsyncGenerator<EventMessage> =>
    followEvents(async (lastId) => {
      const headers: Record<string, string> = lastId === undefined ? {} : { 'last-event-id': lastId };
      const answer = await open({ query: { topics }, headers, signal });
      onOpen();
      return answer;
    }, signal);
  return {
    events: (topics: string, signal: AbortSignal) => follow(topics, signal, () => undefined),
    /** Resolves when the stream is open: what happens from then on is in it, however late it is read. */
    openEvents: async (topics: string, signal: AbortSignal): Promise<AsyncGenerator<EventMessage>> => {
      let tellOpen: () => void = () => undefined;
      const opened = new Promise<void>((resolve) => {
        tellOpen = resolve;
      });
      const events = follow(topics, signal, () => tellOpen());
      const first = events.next();
      await Promise.race([opened, first]);
      return beginningWith(first, events);
    },
  };
}

async function* beginningWith(
  first: Promise<IteratorResult<EventMessage, unknown>>,
  rest: AsyncGenerator<EventMessage>,
): AsyncGenerator<EventMessage> {
  const { done, value } = await first;
  if (done === true) return;
  yield value;
  yield* rest;
}
