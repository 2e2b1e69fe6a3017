// Change rules tried on stored versions: what they would have told, beside what the job's own rules tell.
import { z } from 'zod';
import { changeRulesSchema, jobConfigSchema } from '../../domain/job/schema.ts';
import { time } from './paging.ts';

export const changePreviewBody = z.strictObject({
  changes: changeRulesSchema.meta({ id: 'ChangeRules' }),
  /** Pages with several stored versions, those checked last first. */
  pages: z.int().min(1).max(200).default(100),
  /** Of each page, the newest ones. */
  versions: z.int().min(2).max(100).default(50),
});

const told = z.object({ at: time, snapshotId: z.string(), fires: z.boolean(), reason: z.string() });

export const changePreview = z
  .object({
    /** The rules as they would be. */
    changes: jobConfigSchema.shape.changes.unwrap(),
    fired: z.number(),
    /** With the rules the job has now. */
    firedNow: z.number(),
    pages: z.number(),
    versions: z.number(),
    /** Pages or versions were left out: there are more than asked for, or time was up. */
    truncated: z.boolean(),
    /** In words: "would have fired 3 times instead of 41". */
    summary: z.string(),
    items: z.array(
      z.object({
        pageId: z.string(),
        url: z.string(),
        versions: z.number(),
        fired: z.number(),
        firedNow: z.number(),
        /** Every version that is told by one of the two, newest first. */
        told: z.array(told),
      }),
    ),
  })
  .meta({ id: 'ChangeRulesPreview' });

export type ChangePreviewView = z.infer<typeof changePreview>;
