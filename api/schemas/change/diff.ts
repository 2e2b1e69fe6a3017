// What differs between two versions of a page, as the API shows it: hunks of numbered lines, words within them, fields, and
// what decided. The dashboard and the command line only paint it.
import { z } from 'zod';
import { FIELD_KINDS } from '../../../domain/change/field-move.ts';
import { SOURCE_LIST } from '../../../domain/reading/page/value-source.ts';
import { knownFrom, money, pictureSize, pin, servedView } from '../page.ts';
import { blockOrder } from './change.ts';
import { modelSummaryView } from './model-summary.ts';
import { cursor, links, pageOf, time } from '../paging.ts';
import { rolledBackView } from '../run/mend.ts';

const shape = {
  by: z
    .enum(['words', 'lines', 'fields'])
    .default('words')
    .describe(
      'words: changed lines tell which of their words differ; lines: whole lines; fields: no lines at all.',
    ),
  served: z
    .enum(['true', 'false'])
    .optional()
    .describe('true: what the server sent is compared, line by line, in place of what the pages say.'),
  format: z.enum(['json', 'unified']).default('json').describe('json, or a unified diff as text.'),
  order: blockOrder
    .optional()
    .describe(
      'The order of hunks: strength, those first of which the summary speaks first, or page. Absent: strength; page of a unified diff.',
    ),
  context: z.coerce
    .number()
    .int()
    .min(0)
    .max(20)
    .optional()
    .describe(
      'Equal lines around each change. Absent: 3; 1 where hunks stand in another order than on the page.',
    ),
  limit: z.coerce
    .number()
    .int()
    .min(10)
    .max(5_000)
    .default(1_000)
    .describe('Lines at most; `nextCursor` leads to more.'),
  cursor,
};
function version(words: string) {
  return z.string().min(1).max(150).describe(words);
}
export const diffQuery = z.strictObject({
  from: version('The older version: a snapshot, `previous` (the one before `to`), or `first`.').default(
    'previous',
  ),
  to: version('The newer version: a snapshot, or `latest`.').default('latest'),
  ...shape,
});
export const changeDiffQuery = z.strictObject(shape);

const side = z.object({
  snapshotId: z.string().describe('Id of the stored version.'),
  at: time.describe('When, ISO 8601 in UTC.'),
  picture: pictureSize.nullable().describe('How large the picture of it is; null: none was taken.'),
  served: servedView,
});

const word = z.object({
  op: z.enum(['same', 'added', 'removed']).describe('same, added or removed.'),
  text: z.string().describe('The words, with the blanks between them.'),
});
const line = z.object({
  op: z
    .enum(['same', 'added', 'removed', 'replaced', 'moved'])
    .describe('same, added, removed, replaced by another text, or moved without a change.'),
  fromLine: z.number().nullable().describe('Its number in the older version, from 1; null: it is not there.'),
  toLine: z.number().nullable().describe('Its number in the newer version, from 1; null: it is gone.'),
  before: z.string().nullable().describe('Its text in the older version; null: it was not there.'),
  after: z.string().nullable().describe('Its text in the newer version; null: it is gone.'),
  path: z.string().describe('Place of the line in the page.'),
  movedFrom: z.string().nullable().describe('Heading a moved line stood under before; null: the same.'),
  words: z
    .array(word)
    .describe('Of a replaced line, word by word, in reading order; empty otherwise, and with by=lines.'),
  silent: z
    .object({
      rule: z.string().describe('The rule by which the difference is none.'),
      meaning: z.string().describe('What the rule is about, in words.'),
    })
    .nullable()
    .describe('Why the line is not told, by the rules the job has now; null: it is told.'),
});

const hunk = z.object({
  number: z.number().describe('From 1. A hunk that goes on on the next page has the same number there.'),
  under: z.string().nullable().describe('Heading above it; null: none is known.'),
  inFrame: z
    .boolean()
    .describe('All that differs in it stands around the text: in a menu, a footer and the like.'),
  skipped: z
    .number()
    .describe('Equal lines left out before it; 0 where hunks stand in another order than on the page.'),
  lines: z
    .array(line)
    .describe('Its lines, in the order of the newer version; what was removed stands first.'),
});

const field = z.object({
  name: z.string().describe('Name of the field.'),
  kind: z.enum(FIELD_KINDS).describe('money, number, date or text.'),
  before: z.string().nullable().describe('What it was; null: it was not found.'),
  after: z.string().nullable().describe('What it is now; null: it was not found.'),
  changed: z.boolean().describe('The two differ.'),
  percent: z.number().nullable().describe('By how many percent it moved; null where that means nothing.'),
  source: z
    .string()
    .describe(`Where on the page the value comes from: ${SOURCE_LIST}; empty: nobody knows any more.`),
  locator: z.string().describe('Which selector or path found it.'),
  raw: z.string().describe('The text it was read from.'),
});

const verdict = z.object({
  verdict: z.enum(['first', 'changed', 'unchanged', 'unjudged']).describe('What the change engine says.'),
  step: z.string().describe('The step of the engine that decided.'),
  meaning: z.string().describe('What that step is about, in words.'),
  reason: z.string().describe('Why, in words.'),
});

const many = z.number();
const diffView = z
  .object({
    pageId: z.string().describe('Id of the page: that of its job and its `urlKey`.'),
    jobId: z.string().describe('Id of the job.'),
    url: z.string().describe('Its canonical URL.'),
    title: z.string().describe('Title of the page.'),
    changeId: z.string().nullable().describe('The change that is shown; null: two versions are compared.'),
    modelSummary: modelSummaryView,
    from: side.nullable().describe('The older version; null: there is none.'),
    to: side.nullable().describe('The newer version; null: there is none.'),
    by: z.enum(['words', 'lines', 'fields']).describe('As it was asked for.'),
    served: z.boolean().describe('What the server sent is compared.'),
    first: z.boolean().describe('There is one version only; its lines are all `same`.'),
    missing: z
      .string()
      .nullable()
      .describe(
        'Why a version can not be read any more, in words; then the lines are those the change kept as evidence. null: both are there.',
      ),
    same: z.boolean().describe('There is no difference.'),
    coarse: z.boolean().describe('Too much differs to pair every line.'),
    verdict: verdict
      .nullable()
      .describe(
        'What the change engine says of the two by the rules the job has now; null: they are not both there.',
      ),
    totals: z
      .object({
        hunks: many.describe('Hunks in all.'),
        added: many.describe('Lines added.'),
        removed: many.describe('Lines removed.'),
        replaced: many.describe('Lines replaced.'),
        moved: many.describe('Lines moved.'),
        same: many.describe('Lines that are the same in both.'),
        silent: many.describe('Changed lines that are not told.'),
        fields: many.describe('Fields that differ.'),
      })
      .describe('How much differs in all, whatever page of it this is.'),
    hunks: z.array(hunk).describe('What differs, in the order that was asked for.'),
    skippedAfter: many.describe('Equal lines left out after the last hunk.'),
    fields: z.array(field).describe('Fields and price of both versions; those that differ stand first.'),
    nextCursor: z.string().nullable().describe('Where the next lines begin; null: these are the last.'),
    links,
  })
  .meta({ id: 'Diff' });

export const diffAnswer = {
  description: 'The difference, as JSON or as a unified diff',
  content: { 'application/json': { schema: diffView }, 'text/plain': { schema: z.string() } },
};

const versionView = z
  .object({
    snapshotId: z.string().describe('Id of the stored version.'),
    at: time.describe('When, ISO 8601 in UTC.'),
    runId: z.string().describe('Id of the run that stored it; empty: none, another tool knew it.'),
    from: knownFrom,
    title: z.string().describe('Title of the page then.'),
    bodyBytes: z.number().describe('Bytes of the body.'),
    served: servedView,
    pinned: pin.nullable().describe('Who wants it kept whatever its age; null: nobody.'),
    rolledBack: rolledBackView,
    change: z
      .object({
        changeId: z.string().describe('Id of the change.'),
        kind: z.string().describe('What kind of change it is.'),
        severity: z.string().describe('minor, notable or major.'),
        summary: z.string().describe('In words.'),
      })
      .nullable()
      .describe('The change that this version brought; null: the first one, or nothing was told.'),
    price: money
      .nullable()
      .describe('The price that was read in that run; null: none, or none that was new.'),
    links,
  })
  .meta({ id: 'Version' });
export const pageVersionList = pageOf(versionView);

export type DiffView = z.infer<typeof diffView>;
export type DiffQuery = z.infer<typeof changeDiffQuery>;
export type VersionView = z.infer<typeof versionView>;
