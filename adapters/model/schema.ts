// The forms in which servers of the OpenAI API answer. Only what is read here is asked for: servers differ in the rest.
import { z } from 'zod';

export const chatAnswer = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string().nullish() }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z
    .object({ total_tokens: z.number().int().min(0) })
    .nullish()
    .catch(null),
});

export const modelList = z.object({ data: z.array(z.object({ id: z.string() })) });
