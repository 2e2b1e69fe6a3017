// A price history as a chart shows it, several of them side by side, and the list of priced products.
import { z } from 'zod';
import { AVAILABILITIES } from '../../domain/reading/page/parsed-page.ts';
import { money, variants } from './page.ts';
import { choices, cursor, limit, links, pageOf, time } from './paging.ts';
import { formerPrice, priceLevel, priceSummary } from './price.ts';

const moment = z.iso.datetime({ offset: true }).optional();
const window = {
  from: moment.describe(
    'Only what was in force at this time or later, ISO 8601. Absent: from the first price on.',
  ),
  to: moment.describe('Only what was in force until this time, ISO 8601. Absent: until the last look.'),
  bucket: z
    .enum(['raw', '1h', '1d'])
    .default('raw')
    .describe('Takes the prices of an hour or a day (in UTC) together; raw: every price.'),
};

export const seriesQuery = z.strictObject(window);
export const compareQuery = z.strictObject({
  ...window,
  pageIds: z
    .string()
    .max(2_000)
    .regex(/^[^,\s]+(?:,[^,\s]+){0,11}$/, 'Give up to twelve ids of pages with commas between.')
    .transform((text) => [...new Set(text.split(','))])
    .describe('Ids of the pages, up to twelve with commas between.'),
});

const span = {
  from: time.describe('Since when, ISO 8601 in UTC.'),
  to: time.describe('Until when, ISO 8601 in UTC.'),
};
const availability = z.string().describe("One of schema.org's values, or unknown.");

const steps = z
  .array(
    z.object({
      ...span,
      price: money.describe('The price in force.'),
      low: money.describe('The lowest of the prices that were taken together.'),
      high: money.describe('The highest of them.'),
      listPrice: money.nullable().describe('A struck or recommended price beside it; null: none.'),
      availability,
    }),
  )
  .describe('Prices in order of time; each holds until its end. Between two of them nothing is known.');

export const priceSeries = z
  .object({
    pageId: z.string().describe('Id of the page: that of its job and its `urlKey`.'),
    jobId: z.string().describe('Id of the job.'),
    url: z.string().describe('Its canonical URL.'),
    name: z.string().describe('Name of the product.'),
    currency: z.string().describe('Code of ISO 4217; prices in others are left out.'),
    otherCurrencies: z.array(z.string()).describe('Currencies of prices that were left out.'),
    bucket: z.enum(['raw', '1h', '1d']).describe('How prices were taken together.'),
    ...span,
    steps,
    gaps: z
      .array(z.object({ ...span, why: z.string().describe('Why nothing is known, in words.') }))
      .describe('Times for which nothing is known.'),
    bands: z.array(z.object({ ...span, availability })).describe('The stock in order of time.'),
    markers: z
      .array(
        z.object({
          at: time.describe('When, ISO 8601 in UTC.'),
          changeId: z.string().describe('Id of the change.'),
          kind: z.string().describe('What kind of change it is.'),
          severity: z.string().describe('minor, notable or major.'),
          summary: z.string().describe('In words.'),
        }),
      )
      .describe('Changes of the page in that time, newest first.'),
    summary: priceSummary.describe('Figures over all its prices, not over this window alone.'),
    buyable: z
      .boolean()
      .describe('The page is there, and does not say that its product is sold out or no longer made.'),
    points: z.number().describe('Price points in the window.'),
    truncated: z.boolean().describe('Older points were left out.'),
    words: z.string().describe('The chart in words, for those who do not see it.'),
    links,
  })
  .meta({ id: 'PriceSeries' });

export const priceComparison = z
  .object({
    mixed: z
      .boolean()
      .describe('There is more than one currency: prices are not converted, but shown apart.'),
    words: z.string().describe('What is compared, in words.'),
    panels: z
      .array(
        z.object({
          currency: z.string().describe('Code of ISO 4217.'),
          series: z.array(priceSeries).describe('The pages with this currency, the cheapest first.'),
        }),
      )
      .describe('One for each currency, the one with the most pages first.'),
    withoutPrice: z.array(z.string()).describe('Ids of asked pages of which no price is stored.'),
  })
  .meta({ id: 'PriceComparison' });

export const productQuery = z.strictObject({
  limit,
  cursor,
  jobId: z.string().max(64).optional().describe('Id of the job.'),
  availability: choices(AVAILABILITIES),
  q: z.string().min(1).max(200).optional().describe('Only pages with this text in address or title.'),
  only: z
    .enum(['all', 'deals'])
    .default('all')
    .describe(
      'deals: pages that can be bought and whose price is the lowest of 30 days, or low for its page.',
    ),
});

export const productList = pageOf(
  z
    .object({
      pageId: z.string().describe('Id of the page: that of its job and its `urlKey`.'),
      jobId: z.string().describe('Id of the job.'),
      jobName: z.string().describe('Name of the job.'),
      url: z.string().describe('Its canonical URL.'),
      shop: z.string().describe('Host of the page.'),
      name: z.string().describe('Name of the product.'),
      current: money.describe('The price now.'),
      variants,
      availability,
      since: time.describe('Since when price and stock are so, ISO 8601 in UTC.'),
      lastCheckedAt: time.describe('When it was looked at last, ISO 8601 in UTC.'),
      lastMove: z
        .object({
          from: money.describe('The price before.'),
          percent: z.number().describe('By how much it moved.'),
        })
        .nullable()
        .describe('How the price moved last; null: never.'),
      move7Days: z
        .object({
          from: money.describe('The price seven days ago.'),
          percent: z.number().describe('By how much it moved.'),
        })
        .nullable()
        .describe('How it moved within seven days; null: it is known for less.'),
      isAllTimeLow: z.boolean().describe('The price now is the lowest ever.'),
      isLow30Days: z.boolean().describe('The price now is the lowest of 30 days.'),
      level: priceLevel,
      was: formerPrice,
      spark: z
        .array(z.number())
        .describe('Prices of the last 30 days as minor units, evenly spaced, oldest first.'),
      links,
    })
    .meta({ id: 'PricedProduct' }),
);

export type PriceSeriesView = z.infer<typeof priceSeries>;
export type PriceComparisonView = z.infer<typeof priceComparison>;
export type ProductView = z.infer<typeof productList>['items'][number];
