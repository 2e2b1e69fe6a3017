// Files of other tools as the API takes them, and what it answers of their entries.
import { z } from 'zod';
import { timeOrNull } from '../paging.ts';
import { IMPORT_KINDS, IMPORT_OUTCOMES } from '../../../domain/upkeep/import/import-entry.ts';

/** Checks nothing: what the bytes are is found by reading them. */
export const importBody = z.any().meta({ type: 'string', format: 'binary' });

export const importQuery = z.strictObject({
  dryRun: z.enum(['true', 'false']).optional().describe('true: only say what would be made.'),
  from: z.enum(IMPORT_KINDS).optional().describe('What the file is; absent: its content tells.'),
  tag: z.string().max(40).optional().describe('Tag of all its jobs; absent: import- and the day.'),
  every: z.string().max(10).optional().describe('Interval of jobs without one, as 6h; absent: 1h.'),
  knownTexts: z
    .enum(['true', 'false'])
    .optional()
    .describe('false: texts that the other tool knew of its pages are left there.'),
  start: z.enum(['true', 'false']).optional().describe('true: jobs do not begin paused.'),
});

const importedEntry = z.object({
  name: z.string().describe('Its name.'),
  url: z.string().describe('Its first address.'),
  outcome: z.enum(IMPORT_OUTCOMES).describe('losses: made without some options. refused: not made.'),
  reason: z.string().nullable().describe('Why it is refused.'),
  jobId: z.string().nullable().describe('Its job; null: none.'),
  known: z.boolean().describe('Its job was there before.'),
  knownText: z
    .object({
      at: timeOrNull.describe('When the other tool read it, ISO 8601 in UTC.'),
      characters: z.number().describe('How long it is.'),
      problem: z.string().nullable().describe('Why it is not taken over; null: it is.'),
      newer: z.string().nullable().describe('Why a newer text can not be read; null: it is the newest.'),
    })
    .nullable()
    .describe('Text that the other tool knew of its page, taken over as its first version; null: none.'),
  losses: z
    .array(
      z.object({
        option: z.string().describe('As the other tool calls it.'),
        why: z.string().describe('Why.'),
        instead: z.string().describe('What to do.'),
      }),
    )
    .describe('What of it is not in the job.'),
});

export const importReport = z
  .object({
    kind: z.string().describe('What the file is.'),
    tag: z.string().describe('Tag of its jobs.'),
    channels: z.array(z.string()).describe('Channels made of its addresses.'),
    left: z.number().describe('Jobs that are not made yet: send the file again.'),
    notes: z.array(z.string()).describe('What is to be said of the file as a whole.'),
    entries: z.array(importedEntry).describe('Each entry of the file.'),
  })
  .meta({ id: 'ImportReport' });
export type ImportReportView = z.infer<typeof importReport>;
