// What is kept for how long, as the API shows it.
import { z } from 'zod';

export const retention = z
  .object({
    items: z
      .array(
        z.object({
          what: z.string().describe('What is kept, in words.'),
          days: z.number().nullable().describe('For how many days; null: until its job is removed.'),
          cleaned: z.boolean().describe('false: it grows as long as its job exists, nothing is deleted yet.'),
        }),
      )
      .describe('Everything that is kept.'),
  })
  .meta({ id: 'Retention' });
export type RetentionView = z.infer<typeof retention>;
