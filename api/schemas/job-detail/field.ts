// The fields of a job over its pages: how often each is found, and the values page by page.
import { z } from 'zod';
import { cursor, limit, links, pageOf, time } from '../paging.ts';
import { pageSearch } from './page-list.ts';

export const fieldHits = z
  .object({
    jobId: z.string().describe('Id of the job.'),
    pages: z.number().describe('Live pages that were read.'),
    truncated: z.boolean().describe('The job has more pages: only the first ones were read.'),
    items: z
      .array(
        z.object({
          name: z.string().describe('Name of the field.'),
          wanted: z.boolean().describe('The job names it; false: earlier configurations did.'),
          required: z.boolean().describe('A page without it is told as incomplete.'),
          locators: z.array(z.string()).describe('Its CSS selectors, in the order they are tried.'),
          pages: z.number().describe('Pages on which it was looked for.'),
          found: z.number().describe('Pages with a value.'),
          absent: z.number().describe('Pages without a value.'),
          missing: z.number().describe('Of those, pages on which it is required.'),
          healed: z
            .number()
            .describe('Pages on which the first selector found nothing and another one took over.'),
          hitRate: z.number().nullable().describe('Share of pages with a value, 0 to 1; null: no page yet.'),
          sources: z.record(z.string(), z.number()).describe('Pages by where the value was found.'),
          samples: z.array(z.string()).describe('Values, a few different ones.'),
        }),
      )
      .describe('The fields, in the order of the configuration.'),
    links,
  })
  .meta({ id: 'JobFields' });

export const valueListQuery = z.strictObject({
  limit,
  cursor,
  ...pageSearch,
});

export const valueList = pageOf(
  z
    .object({
      pageId: z.string().describe('Id of the page: that of its job and its `urlKey`.'),
      url: z.string().describe('Its canonical URL.'),
      title: z.string().describe('Title of the page.'),
      pageType: z.string().nullable().describe('What kind of page it is; null: it was not judged.'),
      lastCheckedAt: time.describe('When it was looked at last, ISO 8601 in UTC.'),
      fields: z
        .record(z.string(), z.string().nullable())
        .describe('Values by the name of their field; null: not found.'),
      missing: z.array(z.string()).describe('Required fields that were not found.'),
      healed: z.array(z.string()).describe('Fields that another selector than the first one found.'),
      links,
    })
    .meta({ id: 'PageValues' }),
);

export type FieldHitsView = z.infer<typeof fieldHits>;
export type ValueView = z.infer<typeof valueList>['items'][number];
