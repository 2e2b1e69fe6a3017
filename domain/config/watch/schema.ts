// The form of `config.changes`: what of a page is watched, and which differences are told.
import { z } from 'zod';
import { priceWatchMembers } from '../../price/rule/schema.ts';
import { FRAME_RULES } from '../../change/frame-rule.ts';
import { DAY_MS } from '../../system/duration.ts';
import { LINE_CHANGES, SEVERITIES } from '../../change/change.ts';
import { MAX_COMPARED_VERSIONS } from '../../change/rules.ts';
import { WATCH_FORMATS } from '../../reading/part/watch-rules.ts';
import { MAX_PICTURE_SIDE } from '../../web/fetch/page-picture.ts';
import { MEASURES, TEXT_OPERATORS } from '../../change/condition-text.ts';

const text = z.string().min(1).max(500);
const texts = z.array(text).max(50);
const pattern = z.string().min(1).max(2_000);

const keepLines = z.strictObject({
  kind: z
    .enum(['keep-lines', 'drop-lines'])
    .describe('Keep, or drop, the lines that contain one of the texts.'),
  containing: texts.min(1).describe('Texts, or `/pattern/flags`.'),
});
const stripFilter = z.strictObject({
  kind: z.literal('strip').describe('Take characters off the ends of each line.'),
  characters: z.string().min(1).max(100).optional().describe('Which; absent: white space.'),
  side: z.enum(['both', 'start', 'end']).optional().describe('Which ends; absent: both.'),
});
const sortFilter = z.strictObject({
  kind: z.literal('sort').describe('Sort the lines, so that another order is no change.'),
  order: z.enum(['text', 'number']).optional().describe('By letters, or by the first number of a line.'),
  reverse: z.boolean().optional().describe('The other way round.'),
});
const reverseFilter = z.strictObject({
  kind: z.literal('reverse').describe('Turn the order of lines round.'),
});
const uniqueFilter = z.strictObject({
  kind: z.literal('unique').describe('Leave out lines that stood before.'),
  adjacent: z.boolean().optional().describe('Only those that repeat the line before them.'),
  ignoreCase: z.boolean().optional().describe('Lines that differ in case alone are the same.'),
});
const replaceFilter = z.strictObject({
  kind: z.literal('replace').describe('Replace what a pattern finds.'),
  pattern: pattern.describe('RE2 pattern.'),
  with: z.string().max(2_000).describe('What stands there instead; `$1` is the first group.'),
  flags: z
    .string()
    .regex(/^[imsx]*$/, 'flags are i, m, s and x')
    .optional()
    .describe('i ignores case, s lets . match line ends, m lets ^ and $ match at lines.'),
});
const extractFilter = z.strictObject({
  kind: z
    .literal('extract')
    .describe('Only what the patterns find, a line each; of a pattern with groups, its groups.'),
  matching: texts.min(1).describe('Texts, or `/pattern/flags`.'),
});
const jsonFilter = z.strictObject({
  kind: z.literal('json-to-text').describe('Read the text as JSON: a line for each value.'),
  path: z.string().min(1).max(2_000).optional().describe('JSONPath of the values; absent: all.'),
});
const xmlFilter = z.strictObject({
  kind: z.literal('xml-to-text').describe('Read the text as XML: a line for each text and attribute.'),
});
const csvFilter = z.strictObject({
  kind: z
    .literal('csv-to-text')
    .describe('Read the text as CSV with a line of names: a line for each record.'),
  delimiter: z.string().min(1).max(1).optional().describe('Between values; absent: as the first line shows.'),
});
const icalFilter = z.strictObject({
  kind: z.literal('ical-to-text').describe('Read the text as an iCalendar file: a line for each event.'),
});

const filter = z.discriminatedUnion('kind', [
  keepLines,
  stripFilter,
  sortFilter,
  reverseFilter,
  uniqueFilter,
  replaceFilter,
  extractFilter,
  jsonFilter,
  xmlFilter,
  csvFilter,
  icalFilter,
]);

const textCondition = z.strictObject({
  on: z.literal('text').describe('The watched text.'),
  is: z.enum(TEXT_OPERATORS).describe('`matches` takes `/pattern/flags`; the others ignore case.'),
  value: z.string().max(500).describe('The text it is compared with.'),
  not: z.boolean().optional().describe('It holds when the comparison does not.'),
});
const numberCondition = z.strictObject({
  on: z
    .enum(MEASURES)
    .describe(
      'The first number of the watched text, how many words, lines or characters it has, or how many percent of its words are those of the stored version.',
    ),
  is: z.enum(['>', '>=', '<', '<=', '==', '!=']).describe('How it is compared.'),
  value: z.number().describe('The number it is compared with.'),
});
const conditions = z.array(z.discriminatedUnion('on', [textCondition, numberCondition])).max(20);

const scope = z.strictObject({
  include: texts
    .default([])
    .describe(
      'Selectors of the part, of a document also page:3 or sheet:Prices!B2:D40; none: the whole page.',
    ),
  exclude: texts.default([]).describe('Selectors of what is left out; this is done first.'),
});

const place = z.union([
  text.describe('Selector of elements, CSS or XPath.'),
  z
    .strictObject({
      x: z.int().min(0).max(MAX_PICTURE_SIDE).describe('px from the left.'),
      y: z.int().min(0).max(MAX_PICTURE_SIDE).describe('px from the top.'),
      width: z.int().min(1).max(MAX_PICTURE_SIDE).describe('px'),
      height: z.int().min(1).max(MAX_PICTURE_SIDE).describe('px'),
    })
    .describe('A place of the picture.'),
]);
const places = z.array(place).max(50);
const picture = z.strictObject({
  thresholdPercent: z
    .number()
    .min(0)
    .max(100)
    .optional()
    .describe('Less than this share of what is watched is not told; absent: each difference is.'),
  include: places.optional().describe('The places that are watched; absent or none: the whole picture.'),
  exclude: places.optional().describe('The places that are left out.'),
});

/** Every option without its default. */
const OPTIONS = {
  confirm: z.boolean().describe('A change tells only after a second look saw it too.'),
  confirmAfterMs: z.int().min(0).max(DAY_MS).describe('Time until that look, ms.'),
  sampleNoise: z
    .boolean()
    .describe(
      'Looks twice at a few new pages of each kind a host has, and at pages whose text changed, to learn what differs by itself.',
    ),
  scope: scope.describe(
    'The part of a page whose text is compared. A selector is CSS, XPath 1.0 (begins with / or `xpath:`), JSONPath (begins with $ or `json:`), a variable of a script with a JSONPath (`variable:__STATE__ $.price`), or `id:`, `class:`, `tag:`, `style:` with a name.',
  ),
  format: z.enum(WATCH_FORMATS).describe('How the body is read; auto: by its type and its first characters.'),
  compare: z.enum(['text', 'source']).describe('Compare the text people read, or the source.'),
  linkTargets: z.boolean().describe('The targets of links are compared too.'),
  keepWhitespace: z.boolean().describe('White space within the lines of plain text and sources counts.'),
  arrayKeys: z
    .array(z.string().min(1).max(100))
    .max(20)
    .describe('Members that tell the items of JSON lists apart, besides id, sku and the like.'),
  filters: z.array(filter).max(20).describe('Steps over the lines of the text, in order.'),
  noise: z.enum(['rules', 'none']).describe('none: every difference counts, also a clock or a turning box.'),
  frame: z
    .enum(FRAME_RULES)
    .describe(
      'What differs in menus, header, footer, side columns and related things while the body of the page stood still: told as minor, told like the body, or kept quiet.',
    ),
  bodyParts: texts.describe('Selectors of parts that are body; the nearest named one counts.'),
  frameParts: texts.describe('Selectors of parts that are frame.'),
  ignoreText: texts.describe('Lines with one of these texts are not compared.'),
  triggerText: texts.describe('A change tells only when one of these texts is there.'),
  blockWhilePresent: texts.describe('No change is told while the page has this text.'),
  only: z
    .array(z.enum(LINE_CHANGES))
    .max(3)
    .describe('Only such lines are told; a changed line is a removed and an added one. Empty: all.'),
  newLinesOnly: z.boolean().describe('Only lines tell that no version told before had.'),
  comparedVersions: z
    .int()
    .min(1)
    .max(MAX_COMPARED_VERSIONS)
    .describe(
      'A page that is again as one of so many versions told last is not told; 1: it is compared with the stored version alone.',
    ),
  conditions: z
    .strictObject({
      all: conditions.default([]).describe('Each of them has to hold.'),
      any: conditions.default([]).describe('One of them has to hold.'),
    })
    .describe('A change tells only while these hold.'),
  minSeverity: z.enum(SEVERITIES).describe('Smaller changes are kept quiet.'),
  onlyNumbersBeyondPercent: z
    .number()
    .min(0)
    .max(1_000)
    .describe('Only changes are told in which some number moved by more than this share.'),
  emptyIsChange: z
    .boolean()
    .describe('Whether it tells when no text is left; absent: only when the filters took it away.'),
  remainingAtMost: z
    .number()
    .min(0)
    .max(1)
    .describe('With `only` added lines: tells too when at most this share of the text is left.'),
} as const;

type Options = typeof OPTIONS;

export const changesSchema = z.strictObject({
  confirm: OPTIONS.confirm.default(false),
  confirmAfterMs: OPTIONS.confirmAfterMs.default(30_000),
  sampleNoise: OPTIONS.sampleNoise.default(true),
  scope: OPTIONS.scope.optional(),
  format: OPTIONS.format.default('auto'),
  compare: OPTIONS.compare.default('text'),
  linkTargets: OPTIONS.linkTargets.default(false),
  keepWhitespace: OPTIONS.keepWhitespace.default(false),
  arrayKeys: OPTIONS.arrayKeys.default([]),
  filters: OPTIONS.filters.default([]),
  noise: OPTIONS.noise.default('rules'),
  frame: OPTIONS.frame.default('minor'),
  bodyParts: OPTIONS.bodyParts.default([]),
  frameParts: OPTIONS.frameParts.default([]),
  ignoreText: OPTIONS.ignoreText.default([]),
  triggerText: OPTIONS.triggerText.default([]),
  blockWhilePresent: OPTIONS.blockWhilePresent.default([]),
  only: OPTIONS.only.default([]),
  newLinesOnly: OPTIONS.newLinesOnly.default(false),
  comparedVersions: OPTIONS.comparedVersions.default(1),
  conditions: OPTIONS.conditions.optional(),
  minSeverity: OPTIONS.minSeverity.optional(),
  onlyNumbersBeyondPercent: OPTIONS.onlyNumbersBeyondPercent.optional(),
  emptyIsChange: OPTIONS.emptyIsChange.optional(),
  remainingAtMost: OPTIONS.remainingAtMost.optional(),
  picture: picture.optional().describe('With `watch` picture: which places count, and how much must differ.'),
  modelSummary: z
    .boolean()
    .optional()
    .describe(
      'A language model, where the operator has named one, says in a sentence what changed; it decides nothing.',
    ),
  ...priceWatchMembers,
});

/** Options to try on stored versions: an absent one stays as the job has it, null removes it. */
export const changesPatchSchema = z.strictObject(nullish(OPTIONS));

type Nullish = { [Name in keyof Options]: z.ZodOptional<z.ZodNullable<Options[Name]>> };

function nullish(options: Options): Nullish {
  const entries = Object.entries(options).map(([name, option]) => [
    name,
    option.nullish().describe(option.description ?? ''),
  ]);
  return Object.fromEntries(entries) as Nullish;
}
