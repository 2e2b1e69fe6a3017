// Change rules tried on stored versions: what they would have told, compared with the job's own rules.
import { z } from 'zod';
import { changesPatchSchema } from '../../domain/watch/schema.ts';
import { jobConfigSchema } from '../../domain/job/schema.ts';
import { time } from './paging.ts';

export const changePreviewBody = z.strictObject({
  changes: changesPatchSchema
    .meta({
      id: 'ChangeRules',
      description: 'Rules as they are tried; what is absent stays as the job has it.',
    })
    .describe('The rules to try.'),
  pages: z
    .int()
    .min(1)
    .max(200)
    .default(100)
    .describe('Pages with several stored versions, those checked last first.'),
  versions: z.int().min(2).max(100).default(50).describe('Of each page, the newest ones.'),
});

const told = z.object({
  at: time.describe('When, ISO 8601 in UTC.'),
  snapshotId: z.string().describe('Id of the stored version.'),
  fires: z.boolean().describe('It would have told.'),
  step: z
    .string()
    .optional()
    .describe('The step of the change engine that decided; absent where the version could not be read.'),
  reason: z.string().describe('What decided, in words.'),
});

export const changePreview = z
  .object({
    changes: jobConfigSchema.shape.changes.unwrap().describe('The rules as they would be.'),
    fired: z.number().describe('How often it would have told.'),
    firedNow: z.number().describe('With the rules the job has now.'),
    pages: z.number().describe('Pages that were looked at.'),
    versions: z.number().describe('Stored versions that were compared.'),
    truncated: z
      .boolean()
      .describe('Pages or versions were left out: there are more than asked for, or time was up.'),
    summary: z.string().describe('In words, as "would have fired 3 times instead of 41".'),
    items: z
      .array(
        z.object({
          pageId: z.string().describe('Id of the page: that of its job and its `urlKey`.'),
          url: z.string().describe('Its canonical URL.'),
          versions: z.number().describe('Stored versions that were compared.'),
          fired: z.number().describe('How often it would have told.'),
          firedNow: z.number().describe('How often the rules the job has now tell.'),
          told: z.array(told).describe('Every version that is told by one of the two, newest first.'),
        }),
      )
      .describe('What they would have told, by page.'),
  })
  .meta({ id: 'ChangeRulesPreview' });

export type ChangePreviewView = z.infer<typeof changePreview>;
