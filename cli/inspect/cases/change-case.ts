// Cases of other watchers, whose options have names of their own, put into the rules of a job. Here alone their names are
// known. Such cases expect exactness: every difference of the watched text counts, noise or not.
import type { Conditions } from '../../../domain/change/condition.ts';
import type { Condition, NumberOperator, TextOperator } from '../../../domain/change/condition-text.ts';
import type { LineChange } from '../../../domain/change/change.ts';
import type { ChangeRules } from '../../../domain/change/rules.ts';
import { patternFault, splitSlashed } from '../../../domain/reading/part/text-rule.ts';
import { type TextFilter, type WatchRules, WHOLE_PAGE } from '../../../domain/reading/part/watch-rules.ts';
import type { OfferOptions } from './offer-limits.ts';
import { given } from '../../../domain/system/given.ts';

interface CaseCondition {
  readonly field: string;
  readonly op: string;
  readonly value: string | number;
}

export interface CaseOptions extends OfferOptions {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly ignore_text?: readonly string[];
  readonly trigger_text?: readonly string[];
  readonly block_while_present?: readonly string[];
  readonly extract_text?: readonly string[];
  readonly keep_lines_containing?: readonly string[];
  readonly ignore_whitespace?: boolean;
  readonly unique_lines_only?: boolean;
  readonly only?: string | readonly string[];
  readonly compare?: string;
  readonly compare_link_targets?: boolean;
  readonly empty_pages_are_a_change?: boolean;
  readonly conditions_all?: readonly CaseCondition[];
  readonly conditions_any?: readonly CaseCondition[];
  readonly sort_lines?: boolean;
  readonly remove_duplicate_lines?: boolean;
  readonly trim_text_whitespace?: boolean;
  readonly report_if_remaining_at_most?: number;
  readonly watch?: string;
}

export interface CaseRules {
  readonly watched: WatchRules;
  readonly rules: ChangeRules;
}

/** A share that other watchers take for a loss worth telling, though only additions are asked for. */
const REMAINING_AT_MOST = 0.25;

export function rulesOfCase(options: CaseOptions, contentType: string): CaseRules {
  return { watched: watchedOf(options, contentType), rules: changeRulesOf(options, contentType) };
}

function list(value: unknown): string[] {
  const texts = typeof value === 'string' ? [value] : Array.isArray(value) ? value.map(String) : [];
  return texts.filter((text) => text.trim() !== '');
}

/** Case is ignored in `/…/` without flags, as those watchers do. Throws when the pattern can't run. */
function textRule(text: string): string {
  const rule = text.trim();
  const parts = splitSlashed(rule);
  if (parts === null) return rule;
  const fault = patternFault(parts.pattern, parts.flags);
  if (fault !== null) throw new SyntaxError(`${rule} is not a pattern of RE2: ${fault}`);
  return parts.flags === '' ? `${rule}i` : rule;
}

export function textRules(value: unknown): string[] {
  return list(value).map(textRule);
}

function watchedOf(options: CaseOptions, contentType: string): WatchRules {
  return {
    ...WHOLE_PAGE,
    include: list(options.include),
    exclude: list(options.exclude),
    // Their texts and patterns are written for JSON as an indented file.
    format: /json/.test(contentType) ? 'json-pretty' : 'auto',
    compare: options.compare === 'source' ? 'source' : 'text',
    linkTargets: options.compare_link_targets === true,
    keepWhitespace: options.ignore_whitespace === false && /text\/plain/.test(contentType),
    filters: filtersOf(options),
  };
}

function filtersOf(options: CaseOptions): TextFilter[] {
  const kept = textRules(options.keep_lines_containing);
  // ^ and $ match at lines in what is extracted, as in the other rules.
  const matching = textRules(options.extract_text).map((rule) =>
    splitSlashed(rule) === null ? rule : `${rule}m`,
  );
  return [
    ...(kept.length === 0 ? [] : [{ kind: 'keep-lines' as const, containing: kept }]),
    ...(matching.length === 0 ? [] : [{ kind: 'extract' as const, matching }]),
    ...(options.sort_lines === true ? [{ kind: 'sort' as const }] : []),
    ...(options.trim_text_whitespace === true ? [{ kind: 'strip' as const }] : []),
    ...(options.remove_duplicate_lines === true ? [{ kind: 'unique' as const }] : []),
  ];
}

const LINE_KINDS = new Map<string, LineChange>([
  ['added', 'added'],
  ['removed', 'removed'],
  ['replaced', 'changed'],
  ['changed', 'changed'],
]);

function changeRulesOf(options: CaseOptions, contentType: string): ChangeRules {
  const only = list(options.only).flatMap((kind) => LINE_KINDS.get(kind) ?? []);
  const most = options.report_if_remaining_at_most;
  const waitsForLosses = most !== undefined || (only.length > 0 && /text\/plain/.test(contentType));
  const empty = options.empty_pages_are_a_change ?? (waitsForLosses ? true : undefined);
  const conditions = conditionsOf(options);
  return {
    noise: 'none',
    ignoreText: textRules(options.ignore_text),
    triggerText: textRules(options.trigger_text),
    blockWhilePresent: textRules(options.block_while_present),
    newLinesOnly: options.unique_lines_only === true,
    // Absent: an emptied page is none, but filters that leave nothing are.
    ...given({ emptyIsChange: empty }),
    only,
    ...(only.includes('added') && !only.includes('removed')
      ? { remainingAtMost: most ?? REMAINING_AT_MOST }
      : {}),
    ...given({ conditions: conditions ?? undefined }),
  };
}

function conditionsOf({
  conditions_all: all = [],
  conditions_any: any = [],
}: CaseOptions): Conditions | null {
  if (all.length + any.length === 0) return null;
  return { all: all.map(toCondition), any: any.map(toCondition) };
}

function toCondition({ field, op, value }: CaseCondition): Condition {
  const name = op.replace(/[\s_-]/g, '').toLowerCase();
  const measure = measureOf(field, name);
  if (measure !== null)
    return { on: measure, is: numberOperator(name), value: measured(field, Number(value)) };
  const is = textOperator(name);
  const not = /^(?:!|doesnot|isnot|not)/.test(name);
  return { on: 'text', is, value: is === 'matches' ? `/${String(value)}/m` : String(value), not };
}

/** A ratio from 0 to 1 is a number of percent here. */
function measured(field: string, value: number): number {
  return /ratio/.test(field) ? value * 100 : value;
}

/** Null: the condition is on the text itself. */
function measureOf(field: string, op: string): Exclude<Condition, { on: 'text' }>['on'] | null {
  if (/^length(?:min|max)/.test(op) || /length|char/.test(field)) return 'characters';
  if (/word/.test(field)) return 'words';
  if (/line/.test(field)) return 'lines';
  if (/distance/.test(field))
    throw new Error(`a condition on ${field} is not supported; one on the similarity in percent is`);
  if (/similar|levenshtein|ratio/.test(field)) return 'similarity';
  return /number|price|value|count/.test(field) ? 'number' : null;
}

function numberOperator(op: string): NumberOperator {
  const isDenied = /^(?:!|doesnot|isnot|not)/.test(op);
  const bare = op.replace(/^(?:!(?!=)|doesnot|isnot|not)/, '');
  const known =
    NUMBER_OPERATORS.find(([pattern]) => pattern.test(bare))?.[1] ?? (bare === '!=' ? '!=' : '==');
  return isDenied && bare !== '!=' ? (OPPOSITES[known] ?? known) : known;
}

const NUMBER_OPERATORS: readonly (readonly [RegExp, NumberOperator])[] = [
  [/^(?:>=|atleast|min|lengthmin|gte|greaterthanorequal)/, '>='],
  [/^(?:<=|atmost|max|lengthmax|lte|lessthanorequal)/, '<='],
  [/^(?:>|greaterthan|above|gt|morethan|over)/, '>'],
  [/^(?:<|lessthan|below|lt|under)/, '<'],
];
const OPPOSITES: Readonly<Record<NumberOperator, NumberOperator>> = {
  '>': '<=',
  '>=': '<',
  '<': '>=',
  '<=': '>',
  '==': '!=',
  '!=': '==',
};

function textOperator(op: string): TextOperator {
  if (/regex|match/.test(op)) return 'matches';
  if (/contain|^(?:!|not)?in$/.test(op)) return 'contains';
  if (/start/.test(op)) return 'starts-with';
  return /end/.test(op) ? 'ends-with' : 'equals';
}
