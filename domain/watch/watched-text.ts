// What a job does with watched text before and during the comparison: keep lines, extract, ignore lines.
import { compileSlashed, slashedParts, textTest } from '../change/rules.ts';

const MAX_MATCHES = 10_000;

/** Case is ignored in `/…/` without flags, as people expect of a search. */
function withDefaultFlags(rule: string): string {
  return slashedParts(rule)?.flags === '' ? `${rule.trim()}i` : rule;
}

/** The lines that contain one of the texts or match one of the patterns. */
export function keepLines(text: string, rules: readonly string[]): string {
  const tests = rules.map(withDefaultFlags).map(textTest);
  return text
    .split('\n')
    .filter((line) => tests.some((test) => test(line)))
    .join('\n');
}

function plainMatches(text: string, wanted: string): string[] {
  const found: string[] = [];
  const folded = text.toLowerCase();
  const needle = wanted.toLowerCase();
  for (
    let at = folded.indexOf(needle);
    at >= 0 && needle !== '';
    at = folded.indexOf(needle, at + needle.length)
  ) {
    found.push(text.slice(at, at + needle.length));
    if (found.length >= MAX_MATCHES) break;
  }
  return found;
}

/** The matches of the patterns (their groups, if they have any), one per line. */
export function extractText(text: string, rules: readonly string[]): string {
  const found: string[] = [];
  for (const rule of rules) {
    // ^ and $ match at lines, as in the other rules.
    const pattern = compileSlashed(slashedParts(rule) === null ? rule : `${withDefaultFlags(rule)}m`);
    if (pattern === null) {
      found.push(...plainMatches(text, rule));
      continue;
    }
    const matcher = pattern.matcher(text);
    const groups = matcher.groupCount();
    while (found.length < MAX_MATCHES && matcher.find()) {
      if (groups === 0) found.push(matcher.group() ?? '');
      for (let g = 1; g <= groups; g += 1) found.push(matcher.group(g) ?? '');
    }
  }
  return found.join('\n');
}

/** A pattern with flag m or s may span lines, so it is searched for in the whole text. */
function spansLines(rule: string): boolean {
  return /[ms]/.test(slashedParts(rule)?.flags ?? '');
}

function linesOfMatches(text: string, rule: string, ignored: Set<number>): void {
  const pattern = compileSlashed(rule);
  if (pattern === null) return;
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const lineAt = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
  const matcher = pattern.matcher(text);
  for (let count = 0; count < MAX_MATCHES && matcher.find(); count += 1) {
    const to = Math.max(matcher.start(), matcher.end() - 1);
    for (let line = lineAt(matcher.start()); line <= lineAt(to); line += 1) ignored.add(line);
  }
}

/** Numbers (from 1) of the lines that the ignore rules leave out of the comparison. */
export function ignoredLines(text: string, rules: readonly string[]): number[] {
  const ignored = new Set<number>();
  const wanted = rules.filter((rule) => rule.trim() !== '').map(withDefaultFlags);
  for (const rule of wanted.filter(spansLines)) linesOfMatches(text, rule, ignored);
  const tests = wanted.filter((rule) => !spansLines(rule)).map((rule) => textTest(rule));
  text.split('\n').forEach((line, index) => {
    const bare = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (tests.some((test) => test(bare))) ignored.add(index + 1);
  });
  return [...ignored].sort((a, b) => a - b);
}

/** The text without its ignored lines. */
export function withoutLines(text: string, rules: readonly string[]): string {
  if (rules.length === 0) return text;
  const ignored = new Set(ignoredLines(text, rules));
  return text
    .split('\n')
    .filter((_, index) => !ignored.has(index + 1))
    .join('\n');
}

/** The first rule found in the text as a whole or in one of its lines; undefined if none is. */
export function firstFound(text: string, rules: readonly string[]): string | undefined {
  return rules.find(
    (rule) => textTest(withDefaultFlags(rule))(text) || ignoredLines(text, [rule]).length > 0,
  );
}
