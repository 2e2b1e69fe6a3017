// Clean-ups as the API shows them, and how much is stored.
import { z } from 'zod';
import { CLEAN_UP_STATES } from '../../../domain/upkeep/clean-up/clean-up.ts';
import { links, pageOf, time, timeOrNull } from '../paging.ts';

export const cleanUpParams = z.strictObject({
  cleanUpId: z.string().min(1).max(64).describe('Id of the clean-up.'),
});

export const cleanUpInput = z
  .strictObject({
    dryRun: z
      .boolean()
      .default(false)
      .describe('Only tells what would be freed, and deletes nothing; absent: false.'),
  })
  .meta({ id: 'NewCleanUp', examples: [{ dryRun: true }] });

const freed = z.object({
  files: z.number().describe('Files.'),
  bytes: z.number().describe('Bytes of these files, less those of the packed files made of them.'),
  documents: z.number().describe('Documents of the database.'),
});

export const cleanUpView = z
  .object({
    cleanUpId: z.string().describe('Id of the clean-up.'),
    state: z
      .enum(CLEAN_UP_STATES)
      .describe(
        'failed: a pass could not do its work, the others did; stopped: it was ended by hand or lost.',
      ),
    dryRun: z.boolean().describe('true: nothing was deleted.'),
    by: z.string().describe('Who asked for it; `schedule`: the daily schedule.'),
    headline: z.string().describe('What it freed, or would free, in one sentence.'),
    startedAt: time.describe('When it began, ISO 8601 in UTC.'),
    finishedAt: timeOrNull.describe('When it ended; null: it goes on.'),
    freed: freed.describe('What went, or would go in a dry run.'),
    passes: z
      .array(
        z.object({
          name: z.string().describe('What was looked through.'),
          seen: z.number().describe('Things looked at.'),
          freed: freed.describe('What of it went, or would go.'),
        }),
      )
      .describe('The same pass by pass, in their order.'),
    reason: z.string().nullable().describe('Why it failed or was stopped; null: it was not.'),
    links,
  })
  .meta({ id: 'CleanUp' });
export const cleanUpList = pageOf(cleanUpView);
export type CleanUpView = z.infer<typeof cleanUpView>;

export const storageView = z
  .object({
    items: z
      .array(
        z.object({
          what: z.string().describe('What is stored, in words.'),
          documents: z.number().describe('Documents of the database.'),
          bytes: z.number().describe('Their size in the database, without indexes.'),
        }),
      )
      .describe('What is stored in the database, the largest first.'),
    disk: z
      .object({
        freeBytes: z.number().describe('Free where the files are.'),
        totalBytes: z.number().describe('Size of that disk.'),
      })
      .nullable()
      .describe('The disk that holds the files; null: the system does not tell.'),
  })
  .meta({ id: 'Storage' });
