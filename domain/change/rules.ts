// The job's own rules about changes: what to ignore, when to speak, how much it must be.
import { RE2JS } from 're2js';
import type { TextBlock } from '../page/parsed-page.ts';
import { findNumbers, normaliseNumberText, numberValue } from '../price/number-text.ts';
import type { BlockChange, Severity } from './change.ts';

export interface ChangeRules {
  /** Blocks that contain one of these are not compared. Plain text (case folds) or `/pattern/flags`. */
  readonly ignoreText?: readonly string[];
  /** A change is told only when one of these is on the page. */
  readonly triggerText?: readonly string[];
  /** No change is told while one of these is on the page. */
  readonly blockWhilePresent?: readonly string[];
  readonly minSeverity?: Severity;
  /** Only numbers that moved by more than this share are told. */
  readonly onlyNumbersBeyondPercent?: number;
}

/** What a job's configuration says, in this form. */
type ConfiguredRules = { readonly [Name in keyof ChangeRules]: ChangeRules[Name] | undefined };

export function changeRulesOf(config: ConfiguredRules): ChangeRules {
  const { ignoreText, triggerText, blockWhilePresent, minSeverity, onlyNumbersBeyondPercent } = config;
  return {
    ...(ignoreText === undefined ? {} : { ignoreText }),
    ...(triggerText === undefined ? {} : { triggerText }),
    ...(blockWhilePresent === undefined ? {} : { blockWhilePresent }),
    ...(minSeverity === undefined ? {} : { minSeverity }),
    ...(onlyNumbersBeyondPercent === undefined ? {} : { onlyNumbersBeyondPercent }),
  };
}

export type TextTest = (text: string) => boolean;

const MAX_PATTERN = 2000;
const MAX_NUMBERS = 1000;
const CACHE = new Map<string, TextTest>();
/** `/pattern/flags`; what follows the last slash of a path is no flags, and an empty pattern no rule. */
const SLASHED = /^\/(.+)\/([agimsux]*)$/s;

/** Pattern and flags of `/…/…`, or null for plain text. */
export function slashedParts(rule: string): { readonly pattern: string; readonly flags: string } | null {
  const parts = SLASHED.exec(rule.trim());
  return parts === null ? null : { pattern: parts[1] ?? '', flags: parts[2] ?? '' };
}

/** Flags of `/…/flags` as re2 knows them; others are ignored. */
export function reFlags(flags: string): number {
  let bits = 0;
  if (flags.includes('i')) bits |= RE2JS.CASE_INSENSITIVE;
  if (flags.includes('m')) bits |= RE2JS.MULTILINE;
  if (flags.includes('s')) bits |= RE2JS.DOTALL;
  return bits;
}

/** The pattern of `/…/flags`, or null when the rule is plain text or no valid pattern. */
export function compileSlashed(rule: string): RE2JS | null {
  const parts = slashedParts(rule);
  if (parts === null || rule.length > MAX_PATTERN) return null;
  const pattern = parts.flags.includes('x') ? withoutRemarks(parts.pattern) : parts.pattern;
  try {
    return RE2JS.compile(pattern, reFlags(parts.flags));
  } catch {
    // Not a pattern re2 can run: the rule is taken as the text it is.
    return null;
  }
}

/** Flag x: white space and remarks in a pattern are for its reader. */
function withoutRemarks(pattern: string): string {
  return pattern.replace(
    /(\\.|\[(?:\\.|[^\]])*\])|\s+|#[^\n]*/gs,
    (_, kept: string | undefined) => kept ?? '',
  );
}

/** One rule as a test of a text. */
export function textTest(rule: string): TextTest {
  const known = CACHE.get(rule);
  if (known !== undefined) return known;
  const pattern = compileSlashed(rule);
  const plain = rule.toLowerCase();
  const test: TextTest =
    pattern === null ? (text) => text.toLowerCase().includes(plain) : (text) => pattern.matcher(text).find();
  if (CACHE.size > 500) CACHE.clear();
  CACHE.set(rule, test);
  return test;
}

function testsOf(rules: readonly string[] | undefined): TextTest[] {
  return (rules ?? []).filter((rule) => rule !== '').map(textTest);
}

/** Whether the job ignores a block with this text; null when it ignores none. */
export function ignoreTest(rules: ChangeRules): TextTest | null {
  const tests = testsOf(rules.ignoreText);
  return tests.length === 0 ? null : (text) => tests.some((test) => test(text));
}

/** The blocks without those the job ignores. */
export function withoutIgnored(blocks: readonly TextBlock[], isIgnored: TextTest): readonly TextBlock[] {
  return blocks.filter(({ text }) => !isIgnored(text));
}

/** The first of the texts that is on the page, or null. */
export function firstPresent(
  blocks: readonly TextBlock[],
  texts: readonly string[] | undefined,
): string | null {
  if (texts === undefined || texts.length === 0) return null;
  const page = blocks.map(({ text }) => text).join('\n');
  return texts.find((text) => text !== '' && textTest(text)(page)) ?? null;
}

/** All numbers of a text in order, whatever their notation; a minus counts where it can't be a dash. */
export function numbersOf(text: string): number[] {
  const plain = normaliseNumberText(text);
  return findNumbers(plain, MAX_NUMBERS).map((token) => {
    const isNegative = /(?:^|[\s(:=])[-−]\s?\p{Sc}?$/u.test(plain.slice(0, token.start));
    return Number(numberValue(token)) * (isNegative ? -1 : 1);
  });
}

/** True when some number of the block moved by more than the share. */
export function movedBeyond({ before, after }: BlockChange, percent: number): boolean {
  const old = numbersOf(before ?? '');
  const now = numbersOf(after ?? '');
  if (before === undefined || after === undefined || old.length !== now.length)
    return old.length + now.length > 0;
  return old.some((value, i) => Math.abs((now[i] ?? value) - value) * 100 > Math.abs(value) * percent);
}
