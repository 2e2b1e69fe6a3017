// Figures over the stored prices, and price rules with what they would have told.
import { z } from 'zod';
import type { PriceRule } from '../../domain/price/price-rule.ts';
import { money } from './page.ts';
import { time } from './paging.ts';

const percent = z.number().gt(0).max(1_000);
const hysteresisPercent = z.number().min(0).max(100).optional();

const priceRule = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('target'),
      /** Plain decimal, as "99.95". */
      amount: z.string().regex(/^\d{1,13}(?:\.\d{1,4})?$/, 'an amount is a plain decimal as "99.95"'),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/, 'a currency is a code of ISO 4217')
        .optional(),
      hysteresisPercent,
      atFirst: z.boolean().optional(),
    }),
    z.strictObject({ kind: z.enum(['drop', 'rise']), percent, hysteresisPercent }),
    z.strictObject({ kind: z.enum(['all-time-low', 'low-30-days']), hysteresisPercent }),
    z.strictObject({ kind: z.enum(['any-change', 'back-in-stock', 'out-of-stock', 'was-never-seen']) }),
  ])
  .meta({ id: 'PriceRule' }) satisfies z.ZodType<PriceRule>;

export const rulePreviewBody = z.strictObject({ rule: priceRule });

export const priceSummary = z
  .object({
    pageId: z.string(),
    url: z.string(),
    name: z.string(),
    points: z.number(),
    current: money,
    availability: z.string(),
    since: time,
    allTimeLow: money.extend({ at: time }),
    high: money.extend({ at: time }),
    median: money,
    low30Days: money,
    isAllTimeLow: z.boolean(),
    isLow30Days: z.boolean(),
    was: z
      .object({ price: money, verdict: z.enum(['seen', 'never-seen', 'too-early']), reason: z.string() })
      .nullable(),
  })
  .meta({ id: 'PriceSummary' });

export const summaryQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(1_000).default(200) });
export const priceSummaries = z
  .object({
    items: z.array(priceSummary),
    /** Pages with a price; more than there are items when the limit cut them. */
    pages: z.number(),
    /** Older points were left out. */
    truncated: z.boolean(),
  })
  .meta({ id: 'PriceSummaries' });

export const rulePreview = z
  .object({
    rule: priceRule,
    fired: z.number(),
    pages: z.number(),
    points: z.number(),
    truncated: z.boolean(),
    firings: z.array(
      z.object({
        pageId: z.string(),
        url: z.string(),
        name: z.string(),
        at: time,
        price: money,
        reason: z.string(),
      }),
    ),
  })
  .meta({ id: 'PriceRulePreview' });

export type PriceSummaryView = z.infer<typeof priceSummary>;
export type PriceSummariesView = z.infer<typeof priceSummaries>;
export type RulePreviewView = z.infer<typeof rulePreview>;
