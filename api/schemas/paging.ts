// Pages of lists: how one is asked for, and its form.
import { z } from 'zod';

/** The form of every cursor; only the cursor's own list can read it. */
const CURSOR_FORM = /^[\w-]{16,1000}$/;

export const limit = z.coerce.number().int().min(1).max(200).default(50).describe('How many at most.');
export const cursor = z
  .string()
  .max(1_000)
  .regex(CURSOR_FORM, 'Give nextCursor of the page before, as it is; leave it out for the first page.')
  .describe('Where the page begins: `nextCursor` of the page before. Absent: at the beginning.')
  .optional();

/** Query of a list without filters. */
export const pageQuery = z.strictObject({
  limit,
  cursor,
});

/** Query of a route that takes none. */
export const noQuery = z.strictObject({});

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item).describe('In the order of the list.'),
    nextCursor: z.string().nullable().describe('Where the next page begins; null: nowhere.'),
  });
}

/** A comma-separated choice of a closed list: `a,b,c`. */
export function choices<const Values extends readonly [string, ...string[]]>(values: Values) {
  const one = `(?:${values.map((value) => value.replaceAll('.', String.raw`\.`)).join('|')})`;
  return z
    .string()
    .max(500)
    .regex(
      new RegExp(`^${one}(?:,${one})*$`),
      `Give one of ${values.join(', ')}, or several with commas between.`,
    )
    .transform((text) => [...new Set(text.split(','))] as Values[number][])
    .describe(`Only these; several with commas between: ${values.join(', ')}.`)
    .optional();
}

/** The body of an answer without one (204). */
export const nothing = z.null().describe('Nothing.');
export const time = z.string();
export const timeOrNull = z.string().nullable();
export const links = z.record(z.string(), z.string()).describe('Addresses of what belongs to it, by name.');

/** Transitions of a job or a run; both have the same form. */
export const transitions = z
  .array(
    z.object({
      at: time.describe('When, ISO 8601 in UTC.'),
      from: z.string().describe('What it was before.'),
      to: z.string().describe('What it became.'),
      event: z.string().describe('What made it move.'),
      by: z.string().describe('Who asked for it: api, workflow, monitor, temporal …'),
    }),
  )
  .describe('Its latest transitions, oldest first.');
