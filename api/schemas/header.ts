// Headers a request may carry. They are described here and read by hand where they count.
import { z } from 'zod';
import { EVENT_PLACE } from './event.ts';

export const IDEMPOTENCY_KEY = /^[\x20-\x7e]{1,255}$/;
/** `*`, or one entity tag as this API gives them (RFC 9110, 13.1.1); shells eat its quotes, so they may be missing. */
export const IF_MATCH = /^(?:\*|"\d{1,15}"|\d{1,15})$/;

export const idempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .regex(IDEMPOTENCY_KEY)
    .optional()
    .describe(
      '1 to 255 printable ASCII characters. A repeat with the same key and body gets the first answer again, for a day.',
    ),
});
export const ifMatchHeader = z.object({
  'if-match': z
    .string()
    .regex(IF_MATCH)
    .optional()
    .describe('ETag of the job as it was read, or `*`; 412 when it changed since.'),
});
export const lastEventIdHeader = z.object({
  'last-event-id': z
    .string()
    .regex(EVENT_PLACE)
    .optional()
    .describe('Id of the last event heard: goes on from there.'),
});
