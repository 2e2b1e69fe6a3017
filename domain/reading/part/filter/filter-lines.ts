// The filters of a watch, in order, over the lines of its text. A filter that keeps, drops or orders lines leaves their
// places; one that makes other lines out of them gives these the place `line`.
import type { TextBlock } from '../../page/parsed-page.ts';
import { numbersOf } from '../../money/number-text.ts';
import { extractMatches, matchingLines, compilePattern } from '../text-rule.ts';
import type { TextFilter } from '../watch-rules.ts';
import { replaceAll, replacementPieces } from '../replacement.ts';
import { DATA_NAMES, readData } from './read-data.ts';

/** More lines are an attack: a pattern that matches every character of a long page. */
const MAX_LINES = 100_000;
/** Most that a replacement makes of a text that was shorter. */
const MAX_CHARS = 20_000_000;

export interface FilteredLines {
  readonly lines: readonly TextBlock[];
  /** A filter was given a text of another kind than it reads, in words; then there are no lines. */
  readonly misread?: string;
}

export function filterLines(lines: readonly TextBlock[], filters: readonly TextFilter[]): FilteredLines {
  let left = lines;
  for (const filter of filters) {
    const next: readonly TextBlock[] | null = left.length === 0 ? left : applyFilter(left, filter);
    if (next === null)
      return {
        lines: [],
        misread: `the filter ${filter.kind} was given a text that is no ${DATA_NAMES[filter.kind] ?? 'data'}`,
      };
    left = next.slice(0, MAX_LINES);
  }
  return { lines: left };
}

/** Null when the filter can not read the text. */
function applyFilter(lines: readonly TextBlock[], filter: TextFilter): readonly TextBlock[] | null {
  switch (filter.kind) {
    case 'keep-lines': {
      const found = matchingLines(textsOf(lines), filter.containing);
      return lines.filter((_, at) => found.has(at));
    }
    case 'drop-lines': {
      const found = matchingLines(textsOf(lines), filter.containing);
      return lines.filter((_, at) => !found.has(at));
    }
    case 'strip':
      return mapTexts(lines, (text) => strip(text, filter.characters, filter.side));
    case 'sort':
      return sorted(lines, filter);
    case 'reverse':
      return [...lines].reverse();
    case 'unique':
      return unique(lines, filter);
    case 'replace':
      return replaced(lines, filter);
    case 'extract':
      return toLines(extractMatches(joined(lines), filter.matching).join('\n'));
    default:
      return readData(joined(lines), filter);
  }
}

function textsOf(lines: readonly TextBlock[]): string[] {
  return lines.map(({ text }) => text);
}

function joined(lines: readonly TextBlock[]): string {
  return textsOf(lines).join('\n');
}

/** Lines of a text that a filter made; empty ones say nothing. */
function toLines(text: string): TextBlock[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => ({ path: 'line', text: line }));
}

function mapTexts(lines: readonly TextBlock[], change: (text: string) => string): TextBlock[] {
  return lines.flatMap(({ path, text }) => {
    const changed = change(text);
    return changed === '' ? [] : [{ path, text: changed }];
  });
}

type Side = Extract<TextFilter, { kind: 'strip' }>['side'];

/** Takes characters off the ends of a text; without a list of them white space. */
export function strip(text: string, characters = '', side: Side = 'both'): string {
  const isStripped = (c: string | undefined): boolean =>
    c !== undefined && (characters === '' ? /\s/.test(c) : characters.includes(c));
  let from = 0;
  let to = text.length;
  if (side !== 'end') while (from < to && isStripped(text[from])) from += 1;
  if (side !== 'start') while (to > from && isStripped(text[to - 1])) to -= 1;
  return text.slice(from, to);
}

/** By code points and without case, not by the rules of a language, so that the order is the same everywhere. */
function sorted(
  lines: readonly TextBlock[],
  { order = 'text', reverse = false }: Extract<TextFilter, { kind: 'sort' }>,
): TextBlock[] {
  const keyOf = ({ text }: TextBlock): string | number =>
    order === 'text' ? text.toLowerCase() : (numbersOf(text)[0] ?? Number.NaN);
  const keyed = lines.map((line) => ({ line, key: keyOf(line) }));
  // Lines with equal keys stay as they stood, in both orders.
  const direction = reverse ? -1 : 1;
  keyed.sort((a, b) => direction * compareKeys(a.key, b.key));
  return keyed.map(({ line }) => line);
}

/** Lines without a number come last. */
function compareKeys(a: string | number, b: string | number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

function unique(
  lines: readonly TextBlock[],
  { adjacent = false, ignoreCase = false }: Extract<TextFilter, { kind: 'unique' }>,
): TextBlock[] {
  const seen = new Set<string>();
  return lines.filter(({ text }) => {
    const key = ignoreCase ? text.toLowerCase() : text;
    const isRepeated = seen.has(key);
    if (adjacent) seen.clear();
    seen.add(key);
    return !isRepeated;
  });
}

function replaced(
  lines: readonly TextBlock[],
  { pattern, with: substitute, flags = '' }: Extract<TextFilter, { kind: 'replace' }>,
): TextBlock[] {
  const compiled = compilePattern(pattern, flags);
  const pieces = replacementPieces(substitute, compiled);
  let room = MAX_CHARS;
  const change = (text: string): string => {
    const changed = replaceAll(compiled, text, { pieces, maxChars: Math.max(room, text.length) });
    room -= changed.length;
    return changed;
  };
  return /[ms]/.test(flags) ? toLines(change(joined(lines))) : mapTexts(lines, change);
}
