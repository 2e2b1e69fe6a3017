// Lists: how a page of one is asked for, and what it looks like.
import { z } from 'zod';

export const limit = z.coerce.number().int().min(1).max(200).default(50);
export const cursor = z.string().min(1).max(1_000).optional();

/** Query of a list without filters. */
export const pageQuery = z.strictObject({ limit, cursor });

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** `a,b,c` of a closed list. */
export function choices<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z
    .string()
    .max(500)
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(z.enum(values)).min(1).max(values.length))
    .optional();
}

export const time = z.string();
export const timeOrNull = z.string().nullable();
export const links = z.record(z.string(), z.string());
