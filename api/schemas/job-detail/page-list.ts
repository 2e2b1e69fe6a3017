// Queries of the lists of pages, and the links of one page.
import { z } from 'zod';
import { PAGE_TYPES } from '../../../domain/reading/page/page-type.ts';
import { choices, cursor, limit, pageOf } from '../paging.ts';
import { PAGE_STATES } from '../../../domain/page/page.ts';

/** How pages are searched for by what they hold. */
export const pageSearch = {
  missing: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe('Only pages on which the field of this name has no value.'),
  q: z.string().min(1).max(200).optional().describe('Only pages with this text in address or title.'),
};

export const pageListQuery = z.strictObject({
  limit,
  cursor,
  state: choices(PAGE_STATES),
  pageType: choices(PAGE_TYPES),
  changedSince: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('Only pages that changed at this time or later, ISO 8601.'),
  ...pageSearch,
  sort: z
    .enum(['id', '-lastChanged', '-lastChecked'])
    .default('id')
    .describe(
      'id, or the page that changed or was looked at last first. Pages that never changed are not in the order of changes.',
    ),
});

export const linkListQuery = z.strictObject({ limit, cursor });
export const linkList = pageOf(
  z
    .object({
      url: z.string().describe('Where it leads.'),
      text: z.string().describe('Its text.'),
      context: z.string().describe('Where on the page it stands: main, navigation, listing-item …'),
      paging: z
        .string()
        .nullable()
        .describe('next, prev or page, where it leads through a listing; else null.'),
      nofollow: z.boolean().describe('The page asks robots not to follow it.'),
    })
    .meta({ id: 'PageLink' }),
).extend({ total: z.number().describe('Links that are kept of the page.') });
