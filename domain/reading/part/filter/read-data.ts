// Filters that read a text as data (JSON, XML, CSV, a calendar) and write it as lines that people can read and compare.
// A text that is of another kind is not read: an API that is down for a moment answers with a page that says so.
import { parse as parseCsv } from 'csv-parse/sync';
import ICAL from 'ical.js';
import { isWebPage } from '../../content/body-format.ts';
import { jsonBlocks } from '../../content/json-blocks.ts';
import { textBlocks } from '../../content/text-blocks.ts';
import { xmlLines } from '../../content/xml-drafts.ts';
import type { TextBlock } from '../../page/parsed-page.ts';
import { parseXml } from '../../html/html-tree.ts';
import { parseJsonText } from '../json-part.ts';
import { selectJson } from '../query/json-path.ts';
import type { TextFilter } from '../watch-rules.ts';

export type DataFilter = Extract<
  TextFilter,
  { kind: 'json-to-text' | 'xml-to-text' | 'csv-to-text' | 'ical-to-text' }
>;

/** What each filter reads, in words. */
export const DATA_NAMES: Readonly<Partial<Record<TextFilter['kind'], string>>> = {
  'json-to-text': 'JSON',
  'xml-to-text': 'XML',
  'csv-to-text': 'CSV',
  'ical-to-text': 'whole calendar',
};

export function isDataFilter(filter: TextFilter): filter is DataFilter {
  return filter.kind in DATA_NAMES;
}

/** Null when the text is not of the kind that the filter reads. */
export function readData(text: string, filter: DataFilter): readonly TextBlock[] | null {
  switch (filter.kind) {
    case 'json-to-text':
      return jsonLines(text, filter.path);
    case 'xml-to-text': {
      const lines = isWebPage(text) ? [] : xmlLines(parseXml(text).all);
      return lines.length === 0 ? null : lines.map((line) => ({ path: 'line', text: line }));
    }
    case 'csv-to-text':
      return csvLines(text, filter.delimiter);
    case 'ical-to-text':
      return calendarLines(text);
  }
}

function jsonLines(text: string, path: string | undefined): readonly TextBlock[] | null {
  const value = parseJsonText(text);
  if (value === undefined) return null;
  return jsonBlocks(path === undefined ? [value] : selectJson(path, value));
}

/**
 * A line for each record: the names of the first record with the values of this one. A text of one column can not be
 * told from any other text, and stays as it is.
 */
function csvLines(text: string, delimiter: string | undefined): readonly TextBlock[] | null {
  if (isWebPage(text)) return null;
  const [names, ...records] = csvRecords(text, delimiter ?? likelyDelimiter(text)) ?? [];
  if (names === undefined || names.length < 2) return textBlocks(text);
  return records.map((record) => ({
    path: 'record',
    text: record
      .map((value, at) => `${names[at]?.trim() ?? ''}: ${value.trim()}`)
      .filter((pair) => !pair.endsWith(': '))
      .join('; '),
  }));
}

function csvRecords(text: string, delimiter: string): readonly (readonly string[])[] | null {
  try {
    return parseCsv(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    });
  } catch {
    return null;
  }
}

const DELIMITERS = [',', ';', '\t', '|'];

/** The one that the first line has most of. */
function likelyDelimiter(text: string): string {
  const [first = ''] = text.split('\n', 1);
  const countOf = (delimiter: string): number => first.split(delimiter).length;
  return DELIMITERS.reduce((best, one) => (countOf(one) > countOf(best) ? one : best));
}

/** What a reader of a calendar wants to know; stamps and numbers of versions are noise. */
const TOLD_PROPERTIES = [
  'summary',
  'dtstart',
  'dtend',
  'due',
  'rrule',
  'location',
  'status',
  'description',
  'url',
];

/** A line for each event or task, in the order of their beginnings. */
function calendarLines(text: string): readonly TextBlock[] | null {
  const calendars = calendarsIn(text);
  if (calendars === null) return null;
  const lines = calendars.flatMap((calendar) =>
    ['vevent', 'vtodo', 'vjournal'].flatMap((kind) =>
      calendar.getAllSubcomponents(kind).map((component) => ({
        begins: String(component.getFirstPropertyValue('dtstart') ?? ''),
        block: { path: kind.slice(1), text: describeComponent(component) },
      })),
    ),
  );
  return lines.sort((a, b) => (a.begins < b.begins ? -1 : 1)).map(({ block }) => block);
}

function calendarsIn(text: string): ICAL.Component[] | null {
  try {
    const parsed: unknown[] = ICAL.parse(text);
    const all = typeof parsed[0] === 'string' ? [parsed] : parsed;
    return all.map((one) => new ICAL.Component(one as unknown[]));
  } catch {
    return null;
  }
}

function describeComponent(component: ICAL.Component): string {
  return TOLD_PROPERTIES.flatMap((name) =>
    component.getAllProperties(name).map((property) => {
      const value = property.getValues().map(String).join(', ').replace(/\s+/g, ' ').trim();
      return name === 'summary' ? value : `${name}: ${value}`;
    }),
  ).join('; ');
}
