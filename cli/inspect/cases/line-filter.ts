// Filters of a chain over lines: keep, drop, strip, order.
import {
  filterLines as filterParts,
  strip as stripText,
} from '../../../domain/reading/part/filter/filter-lines.ts';
import { compilePattern } from '../../../domain/reading/part/text-rule.ts';
import type { TextFilter } from '../../../domain/reading/part/watch-rules.ts';
import { type FilterRow, type Settings, settingsOf, textIn } from './filter-settings.ts';

function lineTest(argument: unknown): (line: string) => boolean {
  const settings = settingsOf(argument, 'text');
  const pattern = textIn(settings, 're');
  if (pattern !== '') {
    const compiled = compilePattern(pattern);
    return (line) => compiled.matcher(line).find();
  }
  const wanted = textIn(settings, 'text');
  return (line) => line.includes(wanted);
}

function patternTest(argument: unknown): (line: string) => boolean {
  return lineTest({ re: settingsOf(argument, 're')['re'] });
}

function dropLines(text: string, test: (line: string) => boolean): string {
  return filterLines(text, (line) => !test(line));
}

function filterLines(text: string, keep: (line: string) => boolean): string {
  return text.split('\n').filter(keep).join('\n');
}

const SIDES: Readonly<Record<string, 'start' | 'end'>> = { left: 'start', right: 'end' };

function stripOne(text: string, characters: string, side: string): string {
  return stripText(text, characters, SIDES[side] ?? 'both');
}

function strip(text: string, argument: unknown): string {
  const settings = settingsOf(argument, 'chars');
  const chars = textIn(settings, 'chars');
  const side = textIn(settings, 'side');
  if (settings['splitlines'] !== true) return stripOne(text, chars, side);
  return text
    .split('\n')
    .map((line) => stripOne(line, chars, side))
    .join('\n');
}

/** The parts of a text between separators, through a filter that jobs have too. */
function throughFilter(text: string, settings: Settings, filter: TextFilter): string {
  const separator = textIn(settings, 'separator') || '\n';
  const parts = text.split(separator).map((part) => ({ path: 'line', text: part }));
  return filterParts(parts, [filter])
    .lines.map((part) => part.text)
    .join(separator);
}

function sort(text: string, argument: unknown): string {
  const settings = settingsOf(argument, 'separator');
  return throughFilter(text, settings, { kind: 'sort', reverse: settings['reverse'] === true });
}

function reverse(text: string, argument: unknown): string {
  return throughFilter(text, settingsOf(argument, 'separator'), { kind: 'reverse' });
}

/** Removes parts that repeat the part before them, or any earlier part. */
function removeRepeated(text: string, argument: unknown): string {
  const settings = settingsOf(argument, 'separator');
  const adjacent = settings['adjacent'] !== false;
  return throughFilter(text, settings, {
    kind: 'unique',
    adjacent,
    ignoreCase: settings['ignore_case'] === true,
  });
}

function stripEach(text: string, argument: unknown): string {
  return strip(text, { ...settingsOf(argument, 'chars'), splitlines: true });
}

export const LINE_FILTERS: readonly FilterRow[] = [
  ['keep_lines_containing', (text, argument) => filterLines(text, lineTest(argument))],
  ['delete_lines_containing', (text, argument) => dropLines(text, lineTest(argument))],
  ['grep', (text, argument) => filterLines(text, patternTest(argument))],
  ['grepi', (text, argument) => dropLines(text, patternTest(argument))],
  ['strip', strip],
  ['striplines', stripEach],
  ['strip_each_line', stripEach],
  ['strip_empty_lines', (text) => filterLines(text, (line) => line.trim() !== '')],
  ['sort', sort],
  ['reverse', reverse],
  ['remove_repeated', removeRepeated],
  ['remove-duplicate-lines', (text) => removeRepeated(text, { adjacent: false })],
];
