// The event stream: which events can be asked for, and the id after which a client continues.
import { z } from 'zod';
import { EVENT_TYPES } from '../../domain/system/event/event.ts';

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

/** What stands in the `data` of one event of the stream. */
const streamEvent = z
  .object({
    id: z.string().describe('Id of the event; drop what was heard already.'),
    type: z.enum(EVENT_TYPES).describe('What happened.'),
    at: z.iso.datetime().describe('When, ISO 8601 in UTC.'),
    jobId: z.string().optional().describe('The job it is about.'),
    runId: z.string().optional().describe('The run it is about.'),
    data: z.record(z.string(), z.unknown()).describe('What is told of it, by its type.'),
  })
  .describe(
    'One event, as the `data` of a server-sent event has it; `event` is its type, `id` the place to go on from.',
  )
  .meta({ id: 'StreamEvent' });

const EXAMPLE = [
  'retry: 2000',
  'event: hello',
  'data: {"serverTime":"2026-03-01T12:00:00.000Z"}',
  '',
  'id: 1772366400000~01KJM2S3M0000000000000000A',
  'event: run.state',
  'data: {"id":"01KJM2S3M0000000000000000A","type":"run.state","at":"2026-03-01T12:00:00.000Z","data":{"to":"running"}}',
  '',
  '',
].join('\n');

/** A stream has no JSON form; the form of what its events carry stands as the schema of its content. */
export const eventStream = {
  description:
    'Server-sent events. `hello` and `alive` say the time. `ended` with {code, detail} is the last one when the key or login has ended.',
  content: {
    'text/event-stream': {
      schema: z
        .string()
        .describe(
          'A stream in the form of the HTML standard (server-sent events); each `data` is one JSON document.',
        )
        .meta({
          contentMediaType: 'text/event-stream',
          contentSchema: { $ref: `#/components/schemas/${streamEvent.meta()?.id}` },
          examples: [EXAMPLE],
        }),
    },
  },
};
