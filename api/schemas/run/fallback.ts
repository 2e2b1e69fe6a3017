// What a run did in another way than was meant, as the API shows it.
import { z } from 'zod';
import { FALLBACKS, FALLBACK_KINDS } from '../../../domain/run/fallback/fallback.ts';
import { choices, time } from '../paging.ts';

const kind = z
  .enum(FALLBACK_KINDS)
  .describe(FALLBACK_KINDS.map((one) => `${one}: ${FALLBACKS[one].means}`).join(' '));

export const fallbackKind = choices(FALLBACK_KINDS).describe(
  `Only those read in one of these ways; several with commas between: ${FALLBACK_KINDS.join(', ')}.`,
);

export const fallbackView = z.object({
  kind,
  count: z.number().describe('How many pages, chunks or documents; a page counts once in a run.'),
  unit: z.enum(['page', 'chunk', 'document']).describe('What is counted.'),
  text: z.string().describe('The same in words.'),
  means: z.string().describe('What the kind means.'),
  since: time.describe('When it happened first, ISO 8601 in UTC.'),
  example: z
    .object({
      url: z.string().describe('Where it happened first: a page, or a document of the source.'),
      urlKey: z.string().nullable().describe('Its key in the list of pages; null: it is no page.'),
      detail: z.string().describe('Why it happened there.'),
    })
    .describe('The first time.'),
  remedy: z.string().nullable().describe('What to do about it; null: nothing.'),
});

export const takenFallbacks = z
  .array(z.object({ kind, detail: z.string().describe('Why, in words.') }))
  .describe('What was done in another way than was meant; empty: nothing.');

export type FallbackView = z.infer<typeof fallbackView>;
