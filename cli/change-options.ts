// The options of commands that say what of a page is watched and which changes are told: of `add`, `rules` and `inspect
// change`. Filters are kept in the order in which they are typed.
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Condition, CONDITION_EXAMPLES, parseCondition } from '../domain/change/condition-text.ts';
import { FRAME_RULES, type FrameRule } from '../domain/change/frame-rule.ts';
import { WebloomError } from '../domain/system/errors.ts';
import type { ChangesPatch } from '../domain/config/schema.ts';
import { type TextFilter, WATCH_FORMATS, type WatchFormat } from '../domain/reading/part/watch-rules.ts';
import { given } from '../domain/system/given.ts';
import { LINE_CHANGES, type LineChange, SEVERITIES, type Severity } from '../domain/change/change.ts';

export interface ChangeOptions {
  readonly part?: readonly string[];
  readonly without?: readonly string[];
  readonly format?: WatchFormat;
  readonly feed?: boolean;
  readonly text?: boolean;
  readonly xml?: boolean;
  readonly source?: boolean;
  readonly linkTargets?: boolean;
  readonly keepWhitespace?: boolean;
  readonly arrayKey?: readonly string[];
  readonly ignoreText?: readonly string[];
  readonly triggerText?: readonly string[];
  readonly blockWhile?: readonly string[];
  readonly when?: readonly Condition[];
  readonly whenAny?: readonly Condition[];
  readonly only?: readonly LineChange[];
  readonly newLines?: boolean;
  readonly comparedVersions?: string;
  readonly minSeverity?: Severity;
  readonly onlyNumbersBeyond?: string;
  readonly noise?: 'rules' | 'none';
  readonly frame?: FrameRule;
  readonly bodyPart?: readonly string[];
  readonly framePart?: readonly string[];
  readonly emptyIsChange?: boolean;
}

const TEXT = 'a text, or /pattern/; may be repeated';
const LINE_KINDS: ReadonlySet<string> = new Set(LINE_CHANGES);

/** For options that may be repeated. */
export function collect(value: string, all: readonly string[] = []): string[] {
  return [...all, value];
}

/** Adds the options to a command; the result has the filters that were typed, once the command line was read. */
export function addChangeOptions(command: Command): readonly TextFilter[] {
  command
    .option(
      '--part <selector>',
      'watch this part: CSS, XPath (//…), JSONPath ($…), variable:NAME $… of a script, of a document page:3 or sheet:Prices!B2:D40; may be repeated',
      collect,
    )
    .option('--without <selector>', 'leave this out of it; may be repeated', collect)
    .addOption(
      new Option('--format <format>', 'read the body as this; else by its type').choices(WATCH_FORMATS),
    )
    .option('--feed', 'short for --format feed: each new entry is told')
    .option('--text', 'short for --format text')
    .option('--xml', 'short for --format xml')
    .option('--source', 'compare the source, not the text that people read')
    .option('--link-targets', 'compare the targets of links too')
    .option('--keep-whitespace', 'white space in plain text and sources counts')
    .option('--array-key <name>', 'this member tells items of JSON lists apart; may be repeated', collect);
  const filters = addFilterOptions(command);
  command
    .option('--ignore-text <text>', `do not compare lines with ${TEXT}`, collect)
    .option('--trigger-text <text>', `tell changes only when the page has ${TEXT}`, collect)
    .option('--block-while <text>', `tell nothing while the page has ${TEXT}`, collect)
    .option('--when <condition>', `tell only while it holds: ${CONDITION_EXAMPLES}`, collectCondition)
    .option('--when-any <condition>', 'the same; one of these has to hold', collectCondition)
    .option('--only <kinds>', 'tell only added, removed or changed lines; several by commas', parseKinds)
    .option('--new-lines', 'tell only lines that no version told before had')
    .option(
      '--compared-versions <n>',
      'tell nothing when the page is again as one of its last n told versions',
    )
    .addOption(new Option('--min-severity <severity>', 'smaller changes are kept quiet').choices(SEVERITIES))
    .option('--only-numbers-beyond <percent>', 'tell only numbers that moved by more than this share')
    .addOption(
      new Option('--noise <how>', 'none: every difference counts, noise or not').choices(['rules', 'none']),
    )
    .addOption(
      new Option('--frame <how>', 'what differs in menus, footer and the like alone is told so').choices(
        FRAME_RULES,
      ),
    )
    .option('--body-part <selector>', 'this is body, whatever Webloom takes it for; may be repeated', collect)
    .option('--frame-part <selector>', 'this is frame (menu, footer and the like); may be repeated', collect)
    .option('--empty-is-change', 'tell when no text is left');
  return filters;
}

function addFilterOptions(command: Command): readonly TextFilter[] {
  const filters: TextFilter[] = [];
  const add = (flags: string, description: string, toFilter: (value: string) => TextFilter): void => {
    const parse = (value: string): true => {
      filters.push(toFilter(value));
      return true;
    };
    command.addOption(new Option(flags, `filter: ${description}`).argParser(parse));
  };
  add('--keep-lines <text>', `keep lines with ${TEXT}`, (text) => ({
    kind: 'keep-lines',
    containing: [text],
  }));
  add('--drop-lines <text>', 'drop lines with it', (text) => ({ kind: 'drop-lines', containing: [text] }));
  add('--extract <text>', 'keep only what /pattern/ or its groups find', (text) => ({
    kind: 'extract',
    matching: [text],
  }));
  add('--replace </pattern/with/>', 'replace what a pattern finds', parseReplace);
  add('--json-values [path]', 'read the text as JSON, a line for each value', (path) => ({
    kind: 'json-to-text',
    ...(typeof path === 'string' && path !== '' ? { path } : {}),
  }));
  for (const [name, filter, description] of PLAIN_FILTERS) {
    command.option(`--${name}`, `filter: ${description}`);
    command.on(`option:${name}`, () => filters.push(filter));
  }
  return filters;
}

const PLAIN_FILTERS: readonly (readonly [name: string, filter: TextFilter, description: string])[] = [
  ['strip', { kind: 'strip' }, 'take white space off the ends of lines'],
  ['sort', { kind: 'sort' }, 'sort the lines: another order is no change'],
  ['reverse', { kind: 'reverse' }, 'turn the order of lines round'],
  ['unique', { kind: 'unique' }, 'leave out lines that stood before'],
  ['xml-values', { kind: 'xml-to-text' }, 'read the text as XML'],
  ['csv', { kind: 'csv-to-text' }, 'read the text as CSV, a line for each record'],
  ['ical', { kind: 'ical-to-text' }, 'read the text as a calendar, a line for each event'],
];

/** `/pattern/with/flags`; any character may stand for the slash. */
function parseReplace(text: string): TextFilter {
  const mark = text[0] ?? '';
  const [pattern = '', substitute, flags = '', more] = text.slice(1).split(mark);
  if (/[\w\s\\]/.test(mark) || pattern === '' || substitute === undefined || more !== undefined)
    throw new InvalidArgumentError('Write /pattern/with/, as in "/ +in stock/ in stock/" or "|a/b|c|i".');
  return { kind: 'replace', pattern, with: substitute, ...(flags === '' ? {} : { flags }) };
}

function collectCondition(text: string, all: readonly Condition[] = []): Condition[] {
  const condition = parseCondition(text);
  if (condition === null)
    throw new InvalidArgumentError(`It is no condition. Write one as in: ${CONDITION_EXAMPLES}.`);
  return [...all, condition];
}

function parseKinds(text: string): LineChange[] {
  const kinds = text.split(',').map((kind) => kind.trim());
  const wrong = kinds.find((kind) => !LINE_KINDS.has(kind));
  if (wrong !== undefined)
    throw new InvalidArgumentError(`"${wrong}" is no kind of line: write added, removed or changed.`);
  return kinds as LineChange[];
}

function formatOf({ format, feed, text, xml }: ChangeOptions): WatchFormat | undefined {
  const named = [
    ...(format === undefined ? [] : [format]),
    ...(feed === true ? (['feed'] as const) : []),
    ...(text === true ? (['text'] as const) : []),
    ...(xml === true ? (['xml'] as const) : []),
  ];
  if (named.length > 1)
    throw new WebloomError('validation', 'Choose one of --format, --feed, --text and --xml.');
  return named[0];
}

/** The members of `config.changes` that were asked for; lists are added to those of `present`. */
export function toChanges(
  options: ChangeOptions,
  filters: readonly TextFilter[],
  present: ChangesPatch = {},
): ChangesPatch {
  const format = formatOf(options);
  const { minSeverity, onlyNumbersBeyond, noise, frame, only } = options;
  return {
    ...scopeOf(options, present),
    ...given({ format }),
    ...(options.source === true ? { compare: 'source' as const } : {}),
    ...(options.linkTargets === true ? { linkTargets: true } : {}),
    ...(options.keepWhitespace === true ? { keepWhitespace: true } : {}),
    ...joined('arrayKeys', present.arrayKeys, options.arrayKey),
    ...(filters.length === 0 ? {} : { filters: [...(present.filters ?? []), ...filters].map(toInput) }),
    ...joined('ignoreText', present.ignoreText, options.ignoreText),
    ...joined('triggerText', present.triggerText, options.triggerText),
    ...joined('blockWhilePresent', present.blockWhilePresent, options.blockWhile),
    ...conditionsOf(options, present),
    ...(only === undefined ? {} : { only: [...only] }),
    ...(options.newLines === true ? { newLinesOnly: true } : {}),
    ...comparedVersionsOf(options),
    ...given({ minSeverity }),
    ...(onlyNumbersBeyond === undefined ? {} : { onlyNumbersBeyondPercent: toPercent(onlyNumbersBeyond) }),
    ...given({ noise, frame }),
    ...joined('bodyParts', present.bodyParts, options.bodyPart),
    ...joined('frameParts', present.frameParts, options.framePart),
    ...(options.emptyIsChange === true ? { emptyIsChange: true } : {}),
  };
}

type FilterInput = NonNullable<ChangesPatch['filters']>[number];

/** The lists of a filter are read-only in the rules and not in the form of requests. */
function toInput(filter: TextFilter | FilterInput): FilterInput {
  return JSON.parse(JSON.stringify(filter)) as FilterInput;
}

function joined<Name extends string>(
  name: Name,
  kept: readonly string[] | null | undefined,
  added: readonly string[] | undefined,
): { [Key in Name]?: string[] } {
  if (added === undefined) return {};
  return { [name]: [...new Set([...(kept ?? []), ...added])] } as { [Key in Name]?: string[] };
}

function scopeOf({ part, without }: ChangeOptions, present: ChangesPatch): Pick<ChangesPatch, 'scope'> {
  if (part === undefined && without === undefined) return {};
  const { include = [], exclude = [] } = present.scope ?? {};
  return {
    scope: {
      include: [...new Set([...include, ...(part ?? [])])],
      exclude: [...new Set([...exclude, ...(without ?? [])])],
    },
  };
}

function conditionsOf(
  { when, whenAny }: ChangeOptions,
  present: ChangesPatch,
): Pick<ChangesPatch, 'conditions'> {
  if (when === undefined && whenAny === undefined) return {};
  const { all = [], any = [] } = present.conditions ?? {};
  return { conditions: { all: [...all, ...(when ?? [])], any: [...any, ...(whenAny ?? [])] } };
}

function comparedVersionsOf({ comparedVersions: text }: ChangeOptions): ChangesPatch {
  if (text === undefined) return {};
  if (!/^\d{1,3}$/.test(text.trim()))
    throw new WebloomError('validation', `"${text}" is no number of versions. Write one from 1 to 20.`);
  return { comparedVersions: Number(text) };
}

function toPercent(text: string): number {
  const percent = Number(text.replace(/\s*%$/, '').replace(',', '.'));
  if (text.trim() !== '' && Number.isFinite(percent)) return percent;
  throw new WebloomError('validation', `"${text}" is no share. Write 5 or 2.5.`);
}
