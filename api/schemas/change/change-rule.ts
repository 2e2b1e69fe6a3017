// Change rules tried on stored versions: what they would have told, compared with the job's own rules.
import { z } from 'zod';
import { changesPatchSchema } from '../../../domain/config/watch/schema.ts';
import { jobConfigSchema } from '../../../domain/config/schema.ts';
import { time } from '../paging.ts';

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
    unread: z
      .number()
      .describe(
        'Stored versions that could not be read, because they are no longer kept or reading took too long: nothing is said of them.',
      ),
    truncated: z
      .boolean()
      .describe(
        'Pages or versions were left out: there are more than asked for, time was up, or they could not be read.',
      ),
    summary: z
      .string()
      .describe(
        'In words, as "would have fired 3 times instead of 41", with how many versions could not be read.',
      ),
    items: z
      .array(
        z.object({
          pageId: z.string().describe('Id of the page: that of its job and its `urlKey`.'),
          url: z.string().describe('Its canonical URL.'),
          versions: z.number().describe('Stored versions that were compared.'),
          unread: z.number().describe('Stored versions that could not be read.'),
          fired: z.number().describe('How often it would have told.'),
          firedNow: z.number().describe('How often the rules the job has now tell.'),
          told: z.array(told).describe('Every version that is told by one of the two, newest first.'),
        }),
      )
      .describe('What they would have told, by page.'),
  })
  .meta({ id: 'ChangeRulesPreview' });

export type ChangePreviewView = z.infer<typeof changePreview>;

export const ignoreBody = z.strictObject({
  text: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe('The text that nobody wants to be told of; absent: the first line of the change.'),
  path: z.string().max(500).optional().describe('Place of its line, as the diff names it.'),
});

export const ignoreAnswer = z
  .object({
    jobId: z.string().describe('Id of the job.'),
    version: z.number().describe('Version of the job: send it as If-Match with the PATCH that saves a rule.'),
    text: z.string().describe('The text that the rules are about.'),
    suggestions: z
      .array(
        z.object({
          kind: z.enum(['this-text', 'any-number', 'this-place']).describe('What the rule is about.'),
          title: z.string().describe('In words.'),
          rule: z.string().describe('The text, pattern or selector.'),
          changes: z
            .record(z.string(), z.unknown())
            .describe('What to send as `config.changes` to save it: PATCH /v1/jobs/{jobId}.'),
          silenced: z.number().describe('How many of the changes below would have been silent.'),
          judged: z.number().describe('How many of the last 20 changes of the job could be judged.'),
          items: z
            .array(
              z.object({
                changeId: z.string().describe('Id of the change.'),
                at: time.describe('When, ISO 8601 in UTC.'),
                summary: z.string().describe('In words.'),
                silenced: z.boolean().describe('It would have been silent.'),
              }),
            )
            .describe('These changes, newest first.'),
        }),
      )
      .describe('The narrowest rule first.'),
  })
  .meta({ id: 'IgnoreSuggestions' });

export type IgnoreAnswer = z.infer<typeof ignoreAnswer>;
