// The event stream: what can be asked of it.
import { z } from 'zod';

export const eventQuery = z.strictObject({
  /** Comma-separated: job:ID, run:ID, or beginnings of event types. */
  topics: z.string().max(2_000).optional(),
  /** For clients that can not send the header Last-Event-ID. */
  lastEventId: z.string().max(200).optional(),
});

export const eventStream = {
  description: 'Server-sent events; `data` is {id, type, at, jobId?, runId?, data}',
  content: { 'text/event-stream': { schema: z.string() } },
};
