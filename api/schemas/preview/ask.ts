// A watch in plain words: what somebody wishes of a page that was looked at, and what became of the answer of a language model.
import { z } from 'zod';
import { MAX_WISH } from '../../../domain/job/preview/ask/bounds.ts';
import { time } from '../paging.ts';
import { described } from '../problem.ts';
import { previewText } from './preview-page.ts';

export const askBody = z
  .strictObject({
    wish: z
      .string()
      .trim()
      .min(1)
      .max(MAX_WISH)
      .describe('What is to be watched, in plain words of any language.'),
    timezone: z
      .string()
      .min(1)
      .max(64)
      .default('UTC')
      .describe('Zone of the times in the wish: Europe/Berlin, or a place as Tokyo.'),
    jobId: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .describe(
        'Id of a job that watches this page: what is found is tried on its newest stored versions, too. Absent: on the page alone.',
      ),
  })
  .meta({
    id: 'PlainWish',
    examples: [{ wish: 'the price of the 500 g bag, twice a day' }],
  });

const kind = z
  .enum(['part', 'field', 'watch', 'words', 'price', 'when', 'answer', 'job'])
  .describe(
    'A part of the page, a field, price and stock, words that come or go, a price rule, a time; answer: all the model said; job: all together.',
  );

export const askedSuggestion = z
  .object({
    job: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe(
        'A job as POST /v1/jobs takes it, of what was proved, to be confirmed by a person; null: nothing was.',
      ),
    command: z
      .string()
      .nullable()
      .describe('What makes the same job on the command line; null: there is none.'),
    found: z
      .array(
        z.object({
          kind,
          what: z.string().describe('What the job has, in words.'),
          selector: z.string().optional().describe('What finds it; absent: nothing has to be found.'),
          shows: z.array(z.string()).describe('What the page says there now, at most 3 texts.'),
        }),
      )
      .describe('What the model pointed to and Webloom found and proved.'),
    refused: z
      .array(
        z.object({
          kind,
          said: z.string().describe('What the model said, cut at 80 characters: foreign text.'),
          why: z.string().describe('Why it is not in the job.'),
        }),
      )
      .describe('What the model said and did not prove true.'),
    text: previewText
      .nullable()
      .describe(
        'The text that the job would watch now; null: there is no job, or it tells price and stock alone.',
      ),
    model: z.string().describe('Name of the model that was asked.'),
    sent: z
      .object({
        texts: z.number().describe('Texts of the page that the model got.'),
        characters: z.number().describe('Their characters.'),
        cut: z.boolean().describe('The page has more than it got.'),
      })
      .describe('What went to the model, besides the wish.'),
    tokens: z
      .object({
        spent: z.number().describe('By this question and its answer.'),
        used: z.number().describe('By the workspace today.'),
        value: z.number().describe('What a workspace has in a day.'),
        resetsAt: time.describe('When the use begins at nothing again.'),
      })
      .describe('Tokens of the model.'),
  })
  .meta({ id: 'AskedSuggestion' });

export const ASK_PROBLEMS = {
  409: described('No language model is set up, or there is nothing on the page to watch'),
  429: described('The tokens of the day are used, or too many questions are open just now'),
  503: described(
    'The language model can not be had; the detail says why, and `Retry-After` when to try again',
  ),
};

export type AskInput = z.input<typeof askBody>;
export type AskedSuggestionView = z.infer<typeof askedSuggestion>;
