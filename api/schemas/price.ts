// Figures over the stored prices, and price rules with what they would have told.
import { z } from 'zod';
import { money } from './page.ts';
import { time } from './paging.ts';
import type { PriceRule } from '../../domain/price/rule-input.ts';

const percent = z.number().gt(0).max(1_000);
const hysteresisPercent = z.number().min(0).max(100).optional();

const priceRule = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('target').describe('When it tells.'),
      amount: z
        .string()
        .regex(/^\d{1,13}(?:\.\d{1,4})?$/, 'an amount is a plain decimal as "99.95"')
        .describe('Price to reach, a plain decimal as 99.95.'),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/, 'a currency is a code of ISO 4217')
        .optional()
        .describe('Code of ISO 4217; absent: that of the page.'),
      hysteresisPercent: hysteresisPercent.describe(
        'How far the price has to come back before the rule can fire again.',
      ),
      atFirst: z.boolean().optional().describe('Fire at the first price too.'),
    }),
    z.strictObject({
      kind: z.enum(['drop', 'rise']).describe('When it tells.'),
      percent: percent.describe('Share by which the price has to move.'),
      hysteresisPercent: hysteresisPercent.describe(
        'How far the price has to come back before the rule can fire again.',
      ),
    }),
    z.strictObject({
      kind: z.enum(['all-time-low', 'low-30-days']).describe('When it tells.'),
      hysteresisPercent: hysteresisPercent.describe(
        'How far the price has to come back before the rule can fire again.',
      ),
    }),
    z.strictObject({
      kind: z
        .enum(['any-change', 'back-in-stock', 'out-of-stock', 'was-never-seen'])
        .describe('When it tells.'),
    }),
  ])
  .meta({ id: 'PriceRule', description: 'When a price tells.' }) satisfies z.ZodType<PriceRule>;

export const rulePreviewBody = z.strictObject({ rule: priceRule.describe('The rule to try.') });

export const priceSummary = z
  .object({
    pageId: z.string().describe('Id of the page: that of its job and its `urlKey`.'),
    url: z.string().describe('Its canonical URL.'),
    name: z.string().describe('Name of the product.'),
    points: z.number().describe('Price points that were looked at.'),
    current: money.describe('The price now.'),
    availability: z.string().describe("One of schema.org's values, or unknown."),
    since: time.describe('Since when it is so, ISO 8601 in UTC.'),
    allTimeLow: money
      .extend({ at: time.describe('When, ISO 8601 in UTC.') })
      .describe('The lowest price ever.'),
    high: money.extend({ at: time.describe('When, ISO 8601 in UTC.') }).describe('The highest price ever.'),
    median: money.describe('The median of its prices.'),
    low30Days: money.describe('The lowest price of 30 days.'),
    isAllTimeLow: z.boolean().describe('The price now is the lowest ever.'),
    isLow30Days: z.boolean().describe('The price now is the lowest of 30 days.'),
    was: z
      .object({
        price: money.describe('The price; null: none was read.'),
        verdict: z.enum(['seen', 'never-seen', 'too-early']).describe('Whether it was ever seen.'),
        reason: z.string().describe('What that is concluded from.'),
      })
      .nullable()
      .describe('The "was" price the page shows, and whether it ever was; null: it shows none.'),
  })
  .meta({ id: 'PriceSummary' });

export const summaryQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1_000).default(200).describe('How many at most.'),
});
export const priceSummaries = z
  .object({
    items: z.array(priceSummary).describe('The entries, in the order of the list.'),
    pages: z.number().describe('Pages with a price; more than there are items when the limit cut them.'),
    truncated: z.boolean().describe('Older points were left out.'),
  })
  .meta({ id: 'PriceSummaries' });

export const rulePreview = z
  .object({
    rule: priceRule.describe('The rule as it was understood.'),
    fired: z.number().describe('How often it would have told.'),
    pages: z.number().describe('Pages that were looked at.'),
    points: z.number().describe('Price points that were looked at.'),
    truncated: z.boolean().describe('Some were left out: there are more than asked for, or time was up.'),
    firings: z
      .array(
        z.object({
          pageId: z.string().describe('Id of the page: that of its job and its `urlKey`.'),
          url: z.string().describe('Its canonical URL.'),
          name: z.string().describe('Name of the product.'),
          at: time.describe('When, ISO 8601 in UTC.'),
          price: money.describe('The price; null: none was read.'),
          reason: z.string().describe('What made it fire, in words.'),
        }),
      )
      .describe('When it would have told, newest first.'),
  })
  .meta({ id: 'PriceRulePreview' });

export type PriceSummaryView = z.infer<typeof priceSummary>;
export type PriceSummariesView = z.infer<typeof priceSummaries>;
export type RulePreviewView = z.infer<typeof rulePreview>;
