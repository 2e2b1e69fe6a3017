// The form of a model's answer about a change: one sentence. What it adds beyond that is left aside.
import { z } from 'zod';

export const sentenceSchema = z.object({ sentence: z.string().nullish() });
