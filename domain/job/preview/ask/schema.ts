// The form of a model's answer. It names numbers and texts alone: selectors, addresses and markup have no place in it. What a model
// adds beyond that is left aside.
import { z } from 'zod';

const text = z.string().max(500);
const listed = 30;

export const replySchema = z.object({
  watch: z.enum(['page', 'price-and-stock']).nullish(),
  parts: z
    .array(z.object({ text: z.coerce.number().int(), quote: text.nullish() }))
    .max(listed)
    .nullish(),
  fields: z
    .array(z.object({ name: text, value: text }))
    .max(listed)
    .nullish(),
  appears: z.array(text).max(listed).nullish(),
  disappears: z.array(text).max(listed).nullish(),
  price: z.array(text).max(listed).nullish(),
  when: text.nullish(),
});

export type ModelReply = z.infer<typeof replySchema>;
