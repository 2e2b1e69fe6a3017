// The page behind a problem's `type`.
import { z } from 'zod';
import { PROBLEMS } from './problem.ts';

export const problemParams = z.strictObject({ slug: z.string().max(64).describe('Code of the problem.') });
export const problemType = z
  .object({
    type: z.string().describe('Address of what this type of problem means.'),
    title: z.string().describe('What went wrong, in a few words.'),
    status: z.number().describe('HTTP status of such an answer.'),
    retryable: z.boolean().describe('The same request may succeed later.'),
  })
  .meta({ id: 'ProblemType' });
export const problemAnswers = { 200: problemType, ...PROBLEMS };
