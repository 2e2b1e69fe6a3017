// The sentence of a language model about a change, as the API shows it.
import { z } from 'zod';

export const modelSummaryView = z
  .object({
    text: z
      .string()
      .nullable()
      .describe('What it says, one line of foreign text; null: there is none, or not yet.'),
    model: z.string().nullable().describe('Name of the model; null: there is no sentence.'),
    why: z.string().nullable().describe('Why there is no sentence, in words; null: there is one.'),
  })
  .meta({ id: 'ModelSummary' })
  .nullable()
  .describe('What a language model says of the change, which decides nothing; null: the job wants none.');

export type ModelSummaryView = z.infer<typeof modelSummaryView>;
