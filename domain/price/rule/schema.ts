// The form of a price rule in a job's configuration and in requests.
import { z } from 'zod';
import type { SavedPriceRule } from './rule-input.ts';

const name = z
  .string()
  .min(1)
  .max(100)
  .regex(/^\S(?:.*\S)?$/, 'Give a name of one line that begins and ends with something that can be seen.')
  .optional()
  .describe('What it is called where it has fired; absent: its text, as "below 99.95 EUR".');
const amount = z.string().regex(/^\d{1,13}(?:\.\d{1,4})?$/, 'Give an amount as a plain decimal, as "99.95".');
const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'Give a code of ISO 4217, as "EUR".')
  .optional()
  .describe('Code of ISO 4217; absent: that of the page.');
const percent = z.number().gt(0).max(1_000);
const hysteresisPercent = z
  .number()
  .min(0)
  .max(100)
  .optional()
  .describe('How far the price has to come back before the rule can fire again; absent: 2.');
const atFirst = z.boolean().optional().describe('Fire at the first price of a page too; absent: true.');

export const priceRuleSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z
        .enum(['target', 'above'])
        .describe('At or below an amount (`target`), at or above it (`above`).'),
      name,
      amount: amount.describe('Price to reach, a plain decimal as 99.95.'),
      currency,
      hysteresisPercent,
      atFirst,
    }),
    z.strictObject({
      kind: z.enum(['drop', 'rise']).describe('A fall or a rise since the price told last.'),
      name,
      percent: percent.describe('Share by which the price has to move.'),
      hysteresisPercent,
    }),
    z.strictObject({
      kind: z.literal('move').describe('Each move beyond limits, or far enough from the price told last.'),
      name,
      below: amount.optional().describe('Moves below this amount are told.'),
      above: amount.optional().describe('Moves above this amount are told.'),
      percent: percent.optional().describe('Least share the price has to be away from the price told last.'),
      byAmount: amount.optional().describe('Least amount the price has to be away from the price told last.'),
      currency,
    }),
    z.strictObject({
      kind: z.enum(['all-time-low', 'low-30-days']).describe('Lower than ever, or than in the last 30 days.'),
      name,
      hysteresisPercent,
    }),
    z.strictObject({
      kind: z
        .enum(['any-change', 'back-in-stock', 'out-of-stock', 'was-never-seen'])
        .describe('Any other price; the stock; a former price that the page claims and never asked.'),
      name,
    }),
  ])
  .meta({
    id: 'PriceRule',
    description: 'When a price or the stock of a page is told.',
  }) satisfies z.ZodType<SavedPriceRule>;

/** The members of `config.changes` that are about prices. */
export const priceWatchMembers = {
  watch: z
    .enum(['page', 'price-and-stock', 'picture'])
    .default('page')
    .describe(
      'page: text, fields, price and stock are told. price-and-stock: only the last two are, by `priceRules` or, without any, each of their moves. picture: what the page looks like is compared, and its text is not; a browser opens it.',
    ),
  priceRules: z
    .array(priceRuleSchema)
    .max(20)
    .optional()
    .describe('When the price or the stock of a page is told; absent: no rules.'),
};
