// Roll-backs as the API shows them: what would be taken back, what was, and what runs that mend have done.
import { z } from 'zod';
import { links, pageOf, time } from '../paging.ts';

const why = z.string().max(500).default('').describe('Why, for those who were told and for the audit.');

export const rollbackBody = z.strictObject({ why });
const version = z
  .string()
  .min(1)
  .max(200)
  .optional()
  .describe('The version that is taken back, with all later ones; absent: the newest.');
export const undoBody = z.strictObject({ why });
export const pageRollbackQuery = z.strictObject({ version });
export const pageRollbackBody = z.strictObject({ version, why });

const mendCounts = z.object({
  looked: z.number().describe('Pages that a run that verifies or reads again has looked at.'),
  pages: z.number().describe('Pages that go, or went, back.'),
  left: z.number().describe('Pages that are left as they are.'),
  changes: z.number().describe('Changes withdrawn.'),
  prices: z.number().describe('Prices taken back.'),
  versions: z.number().describe('Stored versions taken back, read otherwise, or damaged.'),
  alerts: z.number().describe('Alerts marked as withdrawn; of a preview those of changes alone.'),
});

const target = z.object({
  kind: z.enum(['run', 'page']).describe('run: all that a run stored; page: versions of one page.'),
  runId: z.string().nullable().describe('The run that is rolled back; null: a page is.'),
  pageId: z.string().nullable().describe('The page that is rolled back; null: a run is.'),
  snapshotId: z.string().nullable().describe('Its version that is taken back, with all later ones.'),
});

export const mendView = z
  .object({
    kind: z
      .enum(['rollback', 'undo-rollback', 'reparse', 'verify'])
      .describe(
        'rollback: it takes back what was stored; undo-rollback: it undoes that; reparse: it reads stored bodies again; verify: it looks whether all can be read.',
      ),
    target: target.nullable().describe('What is rolled back; null: nothing is.'),
    undoes: z.string().nullable().describe('The roll-back that it undoes; null: it is none.'),
    versions: z
      .enum(['last', 'all'])
      .nullable()
      .describe(
        'Of a run that reads stored bodies again: the last version of each page, or all; null: it is none.',
      ),
    since: time.nullable().describe('Since when versions are read again; null: no time was named.'),
    by: z.string().describe('Who asked for it.'),
    why: z.string().describe('Why, in the words of whoever asked; may be empty.'),
    done: z.boolean().describe('It has dealt with all of it.'),
    counts: mendCounts.describe('What it has done so far.'),
  })
  .meta({ id: 'Mend' });

export const rollbackPreview = z
  .object({
    counts: mendCounts.describe('What would be taken back, of the pages that were looked at.'),
    pages: z
      .array(
        z.object({
          pageId: z.string().describe('Id of the page.'),
          url: z.string().describe('Its address.'),
          title: z.string().describe('Its title.'),
          why: z.string().describe('What it would go back to, in words.'),
          changes: z.array(z.string()).describe('The changes that would be withdrawn, in words.'),
          price: z
            .object({
              from: z.string().nullable().describe('The price that it says now; null: none.'),
              to: z.string().nullable().describe('The price before; null: none.'),
            })
            .nullable()
            .describe('Null: no price would be taken back.'),
          laterToo: z.boolean().describe('Later runs stored some of it, and that goes too.'),
        }),
      )
      .describe('The first fifty of them.'),
    truncated: z.boolean().describe('There are more pages than were looked at.'),
  })
  .meta({ id: 'RollbackPreview' });

export const mendAnswer = z
  .object({
    runId: z.string().describe('The run that does it.'),
    note: z.string().nullable().describe('What is worth knowing, such as that it waits; null: nothing.'),
    links,
  })
  .meta({ id: 'StartedMend' });

const mendedPage = z
  .object({
    pageId: z.string().describe('Id of the page.'),
    url: z.string().describe('Its address.'),
    title: z.string().describe('Its title.'),
    changed: z.boolean().describe('false: it was left as it is.'),
    why: z.string().describe('What it went back to, what is read otherwise, or why it was left, in words.'),
    changes: z.number().describe('Changes withdrawn.'),
    prices: z.number().describe('Prices taken back.'),
    versions: z.number().describe('Versions taken back.'),
    undoneBy: z.string().nullable().describe('The run that undid it; null: none did.'),
    links,
  })
  .meta({ id: 'MendedPage' });
export const mendedPages = pageOf(mendedPage);

const reparseFilter = {
  versions: z
    .enum(['last', 'all'])
    .default('last')
    .describe(
      'last: the present version of each page; all: every stored one, so that fields and prices of the past are those of today’s rules.',
    ),
  since: z.iso
    .datetime({ offset: true })
    .optional()
    .describe(
      'All versions stored at this time or later, as in 2027-01-31T12:00:00Z; `versions` is all then.',
    ),
  pageType: z.string().min(1).max(40).optional().describe('Only pages of this kind.'),
  text: z.string().min(1).max(200).optional().describe('Only pages with this in their address or title.'),
};
export const reparseQuery = z.strictObject(reparseFilter);
export const reparseBody = z.strictObject({ ...reparseFilter, why });

export const verifyBody = z.strictObject({
  repair: z
    .boolean()
    .default(false)
    .describe('true: versions that can not be read are marked, and the next run stores such pages anew.'),
  why,
});

export const reparsePreview = z
  .object({
    looked: z.number().describe('Pages that were read again; fifty at most.'),
    versions: z.number().describe('Stored versions that were read again.'),
    differ: z.number().describe('Those that are read otherwise than before.'),
    pages: z
      .array(
        z.object({
          pageId: z.string().describe('Id of the page.'),
          url: z.string().describe('Its address.'),
          left: z.string().nullable().describe('Why it would be left as it is; null: it would not.'),
          differences: z
            .array(
              z.object({
                at: time.nullable().describe('When the version was stored; null: it is the present one.'),
                what: z.string().describe('A field, the price, the kind of page, the title or the text.'),
                before: z.string().describe('As it was read.'),
                after: z.string().describe('As it would be read.'),
              }),
            )
            .describe('What is read otherwise, the first ten; empty: nothing.'),
          more: z.number().describe('How many differences there are beside these.'),
        }),
      )
      .describe('Those that differ, or would be left.'),
    truncated: z.boolean().describe('There are more pages or versions than were looked at.'),
  })
  .meta({ id: 'ReparsePreview' });

/** Of a version or a change that was taken back. */
export const rolledBackView = z
  .object({
    runId: z.string().describe('The run that rolled it back.'),
    at: time.describe('When, ISO 8601 in UTC.'),
    by: z.string().describe('Who asked for it.'),
    why: z.string().describe('Why; may be empty.'),
  })
  .nullable()
  .describe('Set if a roll-back took it back; null: none did.');

export type MendView = z.infer<typeof mendView>;
export type RollbackPreviewView = z.infer<typeof rollbackPreview>;
export type MendAnswer = z.infer<typeof mendAnswer>;
export type MendedPageView = z.infer<typeof mendedPage>;
export type ReparsePreviewView = z.infer<typeof reparsePreview>;
export type RolledBackView = z.infer<typeof rolledBackView>;
export type ReparseQuery = z.infer<typeof reparseQuery>;
