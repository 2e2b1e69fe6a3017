// Figures over the stored prices, and price rules with what they would have told.
import { z } from 'zod';
import { money, variants } from './page.ts';
import { time } from './paging.ts';
import { priceRuleSchema } from '../../domain/price/rule/schema.ts';

export const rulePreviewBody = z.strictObject({
  rules: z
    .array(priceRuleSchema)
    .min(1)
    .max(20)
    .optional()
    .describe('The rules to try; absent: those the job has.'),
});

export const priceLevel = z
  .object({
    level: z
      .enum(['low', 'typical', 'high', 'unknown'])
      .describe('How the price compares with those of the last 90 days; unknown: too little is known.'),
    dearerShare: z.number().describe('Share of that time in which more was asked, 0 to 1.'),
    cheaperShare: z.number().describe('Share of that time in which less was asked, 0 to 1.'),
    days: z.number().describe('Days of history that were compared with.'),
    words: z.string().describe('The verdict in words.'),
  })
  .describe('Whether the price is low, typical or high.');

export const formerPrice = z
  .object({
    price: money.describe('The former price that the page names.'),
    verdict: z.enum(['seen', 'never-seen', 'too-early']).describe('Whether it was ever asked.'),
    reason: z.string().describe('What that is concluded from.'),
    askedWithin30Days: z.boolean().describe('It was asked in the last 30 days.'),
    askedWithin90Days: z.boolean().describe('It was asked in the last 90 days.'),
    lowestBefore: money
      .nullable()
      .describe(
        'The lowest price of the 30 days before the present one began, which EU law wants named; null: none is known.',
      ),
  })
  .nullable()
  .describe('The "was" price the page shows, and whether it is true; null: it shows none.');

export const priceSummary = z
  .object({
    pageId: z.string().describe('Id of the page: that of its job and its `urlKey`.'),
    url: z.string().describe('Its canonical URL.'),
    name: z.string().describe('Name of the product.'),
    points: z.number().describe('Price points that were looked at.'),
    current: money.describe('The price now.'),
    variants,
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
    was: formerPrice,
    level: priceLevel,
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
    rules: z
      .array(
        z.object({
          name: z.string().describe('What the rule is called.'),
          rule: priceRuleSchema.describe('The rule as it was understood.'),
          fired: z.number().describe('How often it would have told.'),
        }),
      )
      .describe('The rules that were tried, each with what it would have told.'),
    fired: z.number().describe('How often they would have told, all together.'),
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
          rule: z.string().describe('Name of the rule that would have fired.'),
          reason: z.string().describe('What made it fire, in words.'),
        }),
      )
      .describe('When it would have told, newest first.'),
  })
  .meta({ id: 'PriceRulePreview' });

export type PriceSummaryView = z.infer<typeof priceSummary>;
export type RulePreviewView = z.infer<typeof rulePreview>;
