// The page behind a problem's type.
import { z } from 'zod';
import { PROBLEMS } from './problem.ts';

export const problemParams = z.strictObject({ slug: z.string().max(64) });
const problemType = z
  .object({ type: z.string(), title: z.string(), status: z.number(), retryable: z.boolean() })
  .meta({ id: 'ProblemType' });
export const problemAnswers = { 200: problemType, ...PROBLEMS };
