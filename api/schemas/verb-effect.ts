// What a verb does to pages in flight and to times of the schedule; part of the answer to every verb.
import { z } from 'zod';
import { timeOrNull } from './paging.ts';

export const verbEffect = {
  inFlight: z.number().describe('Pages that were being fetched or read when the verb was heard.'),
  graceEndsAt: timeOrNull.describe(
    'Of a stop: until when pages in flight may still be fetched, ISO 8601 in UTC; null: nothing is waited for.',
  ),
  effects: z
    .array(z.string())
    .describe('What happens now to pages in flight, to the schedule and to missed times, in words.'),
};
