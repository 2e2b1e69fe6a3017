// The job's own rules about changes: which text to ignore, when to tell a change, and how large it must be.
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
  /** A change of numbers is told only if one moved by more than this many percent. */
  readonly onlyNumbersBeyondPercent?: number;
}

/** The rules as a job's configuration has them. */
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
/** `/pattern/flags`. In a path such as `/a/b/c` the last part is not flags; `//` is not a rule. */
const SLASHED = /^\/(.+)\/([agimsux]*)$/s;

/** Pattern and flags of `/…/…`, or null for plain text. */
export function slashedParts(rule: string): { readonly pattern: string; readonly flags: string } | null {
  const parts = SLASHED.exec(rule.trim());
  return parts === null ? null : { pattern: parts[1] ?? '', flags: parts[2] ?? '' };
}

/** The re2 bits of `/…/flags`; unknown flags are ignored. */
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
    // Not a pattern that re2 can run: the rule is searched for as plain text.
    return null;
  }
}

/** Flag x: white space and remarks in a pattern are only for people. */
function withoutRemarks(pattern: string): string {
  return pattern.replace(
    /(\\.|\[(?:\\.|[^\]])*\])|\s+|#[^\n]*/gs,
    (_, kept: string | undefined) => kept ?? '',
  );
}

/** A test of whether a text matches the rule. */
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

/** A test of whether the job ignores a block with this text; null when it ignores none. */
export function ignoreTest(rules: ChangeRules): TextTest | null {
  const tests = testsOf(rules.ignoreText);
  return tests.length === 0 ? null : (text) => tests.some((test) => test(text));
}

/** The blocks that the job does not ignore. */
export function withoutIgnored(blocks: readonly TextBlock[], isIgnored: TextTest): readonly TextBlock[] {
  return blocks.filter(({ text }) => !isIgnored(text));
}

/** The first of `texts` that is found on the page, or null. */
export function firstPresent(
  blocks: readonly TextBlock[],
  texts: readonly string[] | undefined,
): string | null {
  if (texts === undefined || texts.length === 0) return null;
  const page = blocks.map(({ text }) => text).join('\n');
  return texts.find((text) => text !== '' && textTest(text)(page)) ?? null;
}

/** All numbers of a text in order, in any notation. A minus counts only where it can't be a dash. */
export function numbersOf(text: string): number[] {
  const plain = normaliseNumberText(text);
  return findNumbers(plain, MAX_NUMBERS).map((token) => {
    const isNegative = /(?:^|[\s(:=])[-−]\s?\p{Sc}?$/u.test(plain.slice(0, token.start));
    return Number(numberValue(token)) * (isNegative ? -1 : 1);
  });
}

/** True when a number of the block moved by more than `percent`. */
export function movedBeyond({ before, after }: BlockChange, percent: number): boolean {
  const old = numbersOf(before ?? '');
  const now = numbersOf(after ?? '');
  if (before === undefined || after === undefined || old.length !== now.length)
    return old.length + now.length > 0;
  return old.some((value, i) => Math.abs((now[i] ?? value) - value) * 100 > Math.abs(value) * percent);
}
