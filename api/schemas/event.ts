// The event stream: which events can be asked for, and the id after which a client continues.
import { z } from 'zod';
import { EVENT_TYPES } from '../../domain/event/event.ts';

/**
 * `<epoch ms>~<event id>`, optionally followed by `~<process>.<number>`: how much the sending process had
 * told by then. With it the same process repeats nothing to a client that comes back.
 */
export const EVENT_PLACE = /^(\d{12,15})~[^~\s]{0,120}(?:~([\w-]{1,40})\.(\d{1,15}))?$/;

/** Event types, and their prefixes before a dot. */
const TYPES = [
  ...new Set(EVENT_TYPES.flatMap((type) => [type, type.slice(0, type.indexOf('.'))])),
].toSorted();
const TOPIC = `(?:(?:job|run):[\\w-]{1,64}|(?:${TYPES.map((type) => type.replace('.', String.raw`\.`)).join('|')})\\.?)`;
const TOPICS = new RegExp(`^${TOPIC}(?:,${TOPIC})*$`);

export const eventQuery = z.strictObject({
  topics: z
    .string()
    .max(2_000)
    .regex(
      TOPICS,
      `Give job:ID, run:ID or an event type, with commas between. Types are ${TYPES.join(', ')}.`,
    )
    .optional()
    .describe('Only these, with commas between: job:ID, run:ID, an event type, or its part before the dot.'),
  lastEventId: z
    .string()
    .regex(EVENT_PLACE, 'Give the id of an event of this stream, as it was sent.')
    .optional()
    .describe('For clients that can not send the header Last-Event-ID.'),
});

export const eventStream = {
  description:
    'Server-sent events; `data` is {id, type, at, jobId?, runId?, data}. `hello` and `alive` say the time. `ended` with {code, detail} is the last one when the key or login has ended.',
  content: { 'text/event-stream': { schema: z.string() } },
};
