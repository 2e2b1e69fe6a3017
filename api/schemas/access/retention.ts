// What is kept for how long, as the API shows it.
import { z } from 'zod';
import { RETENTION_NAMES } from '../../../domain/config/retention/retention.ts';

export const retention = z
  .object({
    items: z
      .array(
        z.object({
          what: z.string().describe('What is kept, in words.'),
          days: z.number().nullable().describe('For how many days; null: until its job is removed.'),
          cleaned: z.boolean().describe('false: it stays as long as its job exists.'),
          setting: z
            .enum(RETENTION_NAMES)
            .nullable()
            .describe('Under which name a job or the workspace sets other days; null: nobody can.'),
        }),
      )
      .describe('Everything that is kept.'),
  })
  .meta({ id: 'Retention' });
export type RetentionView = z.infer<typeof retention>;
