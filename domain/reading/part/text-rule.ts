// A rule about text as people write it: a plain text, whose case is ignored, or `/pattern/flags`. Patterns run on RE2,
// in time that grows with the text alone. Flags: i ignores case, m lets ^ and $ match at lines, s lets . match line
// ends, x leaves out white space and remarks of the pattern.
import { RE2JS } from 're2js';

export type TextTest = (text: string) => boolean;

const MAX_PATTERN = 2_000;
/** As many as a text has lines at most. */
const MAX_MATCHES = 100_000;
const MAX_KEPT_TESTS = 500;
const TESTS = new Map<string, TextTest>();
/** In a path such as `/a/b/c` the last part is not flags; `//` is not a rule. */
const SLASHED = /^\/(.+)\/([agimsux]*)$/s;

/** Pattern and flags of `/…/…`, or null for plain text. */
export function splitSlashed(rule: string): { readonly pattern: string; readonly flags: string } | null {
  const parts = SLASHED.exec(rule.trim());
  return parts === null ? null : { pattern: parts[1] ?? '', flags: parts[2] ?? '' };
}

/** The RE2 bits of `/…/flags`; unknown flags are ignored. */
export function reFlags(flags: string): number {
  let bits = 0;
  if (flags.includes('i')) bits |= RE2JS.CASE_INSENSITIVE;
  if (flags.includes('m')) bits |= RE2JS.MULTILINE;
  if (flags.includes('s')) bits |= RE2JS.DOTALL;
  return bits;
}

/** The pattern of `/…/flags`, or null when the rule is plain text or no valid pattern. */
function compileSlashed(rule: string): RE2JS | null {
  const parts = splitSlashed(rule);
  if (parts === null || rule.length > MAX_PATTERN) return null;
  try {
    return compilePattern(parts.pattern, parts.flags);
  } catch {
    // Not a pattern that RE2 can run: the rule is searched for as plain text.
    return null;
  }
}

/** Throws when RE2 can't run the pattern, and says why. */
export function compilePattern(pattern: string, flags = ''): RE2JS {
  const { bare, inner } = leadingFlags(pattern);
  const all = flags + inner;
  try {
    return RE2JS.compile(all.includes('x') ? withoutRemarks(bare) : bare, reFlags(all));
  } catch (cause) {
    throw new SyntaxError(`${pattern} is no pattern that can run: ${faultOf(pattern, cause)}`, { cause });
  }
}

/** Flags written in front of a pattern, `(?x)…`; a, u and L, which others know, change nothing here. */
function leadingFlags(pattern: string): { readonly bare: string; readonly inner: string } {
  const [whole = '', inner = ''] = /^\(\?([aiLmsux]+)\)/.exec(pattern) ?? [];
  // \Z is another spelling of \z.
  const bare = pattern.slice(whole.length).replace(/\\./gs, (escape) => (escape === '\\Z' ? '\\z' : escape));
  return { bare, inner };
}

/** Flag x: white space and remarks in a pattern are only for people. */
function withoutRemarks(pattern: string): string {
  return pattern.replace(
    /(\\.|\[(?:\\.|[^\]])*\])|\s+|#[^\n]*/gs,
    (_, kept: string | undefined) => kept ?? '',
  );
}

const LOOK_AROUND = /\(\?<?[=!]/;
const BACK_REFERENCE = /\\[1-9]|\\k[<{']|\(\?P=/;

/** What is wrong with a pattern and what to write instead; null when it can run. */
export function patternFault(pattern: string, flags = ''): string | null {
  try {
    compilePattern(pattern, flags);
    return null;
  } catch (error) {
    return faultOf(pattern, error instanceof Error ? error.cause : error);
  }
}

function faultOf(pattern: string, cause: unknown): string {
  if (LOOK_AROUND.test(pattern))
    return 'looking ahead or behind, (?=…) (?!…) (?<=…), is not supported: take what you want into a group, as in `price: (\\d+)`, or leave lines out with another rule';
  if (BACK_REFERENCE.test(pattern))
    return 'references to groups within a pattern, \\1 or (?P=name), are not supported';
  return cause instanceof Error ? cause.message : String(cause);
}

/** A test of whether a text matches the rule. */
export function textTest(rule: string): TextTest {
  const known = TESTS.get(rule);
  if (known !== undefined) return known;
  const pattern = compileSlashed(rule);
  const plain = rule.toLowerCase();
  const test: TextTest =
    pattern === null ? (text) => text.toLowerCase().includes(plain) : (text) => pattern.matcher(text).find();
  if (TESTS.size > MAX_KEPT_TESTS) TESTS.clear();
  TESTS.set(rule, test);
  return test;
}

/** A pattern with flag m or s may span lines, so it is searched for in the whole text. */
function spansLines(rule: string): boolean {
  return /[ms]/.test(splitSlashed(rule)?.flags ?? '');
}

/** Positions (from 0) of the lines that a rule matches; `lines` have no line ends. */
export function matchingLines(lines: readonly string[], rules: readonly string[]): Set<number> {
  const found = new Set<number>();
  const wanted = rules.filter((rule) => rule.trim() !== '');
  for (const rule of wanted.filter(spansLines)) addSpanned(lines, rule, found);
  const tests = wanted.filter((rule) => !spansLines(rule)).map(textTest);
  if (tests.length === 0) return found;
  for (const [at, line] of lines.entries()) if (tests.some((test) => test(line))) found.add(at);
  return found;
}

function addSpanned(lines: readonly string[], rule: string, found: Set<number>): void {
  const pattern = compileSlashed(rule);
  if (pattern === null) return;
  const starts: number[] = [];
  let length = 0;
  for (const line of lines) {
    starts.push(length);
    length += line.length + 1;
  }
  const matcher = pattern.matcher(lines.join('\n'));
  for (let count = 0; count < MAX_MATCHES && matcher.find(); count += 1) {
    const last = lineAt(starts, Math.max(matcher.start(), matcher.end() - 1));
    for (let at = lineAt(starts, matcher.start()); at <= last; at += 1) found.add(at);
  }
}

/** The line that holds the character at `offset`. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The first rule found in the text as a whole or in one of its lines; null if none is. */
export function firstFound(lines: readonly string[], rules: readonly string[]): string | null {
  const wanted = rules.filter((rule) => rule.trim() !== '');
  if (wanted.length === 0) return null;
  const whole = lines.join('\n');
  return wanted.find((rule) => textTest(rule)(whole) || matchingLines(lines, [rule]).size > 0) ?? null;
}

/** The matches of the rules, in the order of the rules; of a pattern with groups, its groups. */
export function extractMatches(text: string, rules: readonly string[]): string[] {
  return rules.flatMap((rule) => {
    const pattern = compileSlashed(rule);
    return pattern === null ? plainMatches(text, rule) : patternMatches(text, pattern);
  });
}

function plainMatches(text: string, wanted: string): string[] {
  const found: string[] = [];
  const folded = text.toLowerCase();
  const needle = wanted.toLowerCase();
  if (needle === '') return found;
  for (let at = folded.indexOf(needle); at >= 0; at = folded.indexOf(needle, at + needle.length)) {
    found.push(text.slice(at, at + needle.length));
    if (found.length >= MAX_MATCHES) break;
  }
  return found;
}

function patternMatches(text: string, pattern: RE2JS): string[] {
  const found: string[] = [];
  const matcher = pattern.matcher(text);
  const groups = matcher.groupCount();
  while (found.length < MAX_MATCHES && matcher.find()) {
    if (groups === 0) found.push(matcher.group() ?? '');
    for (let g = 1; g <= groups; g += 1) {
      const group = matcher.group(g);
      if (group !== null && group !== undefined) found.push(group);
    }
  }
  return found;
}
