// Headers a request may carry: described here, checked where they are used.
import { z } from 'zod';
import { EVENT_PLACE } from './event.ts';

export const IDEMPOTENCY_KEY = /^[\x20-\x7e]{1,255}$/;
/** `*` or one entity tag of this API (RFC 9110 section 13.1.1), also without quotes: shells remove them. */
export const IF_MATCH = /^(?:\*|"\d{1,15}(?:-[0-9a-z]{1,8})?"|\d{1,15}(?:-[0-9a-z]{1,8})?)$/;

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
    .describe(
      'ETag of the job as it was read, or `*`; 412 when it changed since. Its number alone guards the configuration, not the tags.',
    ),
});
export const settingsMatchHeader = z.object({
  'if-match': z
    .string()
    .regex(IF_MATCH)
    .optional()
    .describe('ETag of the settings as they were read, or `*`; 412 when they changed since.'),
});
export const lastEventIdHeader = z.object({
  'last-event-id': z
    .string()
    .regex(EVENT_PLACE)
    .optional()
    .describe('Id of the last event heard: goes on from there.'),
});
