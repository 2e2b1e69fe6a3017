// Headers a request may carry. They are described here and read by hand where they count.
import { z } from 'zod';

export const idempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe('A repeat with the same key and body gets the first answer again, for a day.'),
});
export const ifMatchHeader = z.object({
  'if-match': z.string().optional().describe('ETag of the job as it was read; 412 when it changed since.'),
});
export const lastEventIdHeader = z.object({
  'last-event-id': z.string().optional().describe('Id of the last event heard: goes on from there.'),
});
