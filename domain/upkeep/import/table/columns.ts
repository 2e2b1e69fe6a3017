// Jobs of a table: what its columns are is told by their names, as Wachete, Visualping and people write them.
import { JobDraft } from '../draft.ts';
import { sourceIds } from '../translate/source-ids.ts';
import { within } from '../translate/value.ts';

export type Row = readonly string[];

const COLUMNS = {
  url: /^(?:url|urls|uri|link|address|website|web ?page|page|site|href|page url|website url)$/,
  name: /^(?:name|title|label|job|job name|description)$/,
  note: /^(?:notes?|comments?|remarks?)$/,
  id: /^(?:id|uuid|guid|key)$/,
  every: /^(?:interval|frequency|every|period|schedule|check interval|check frequency)\b/,
  selector: /^(?:xpath|css|selector|css selector|part|element|filter)$/,
  tags: /^(?:tags?|folders?|groups?|categor(?:y|ies)|labels|workspace)$/,
  paused: /^paused$/,
  active: /^(?:active|enabled|status|state)$/,
  browser: /^(?:dynamic(?: wachet)?|javascript|render|browser)$/,
  portal: /^portal wachet$/,
} as const;
type Column = keyof typeof COLUMNS;
/** Columns that say nothing that a job has. */
const SILENT = /^(?:created|changed|modified|last|date|type|error)/;

type Places = ReadonlyMap<Column, number>;

/** Null: no column is one of addresses. */
export function placesOf(header: Row): Places | null {
  const names = header.map((name) => name.trim().toLowerCase().replaceAll(/[_-]+/g, ' '));
  const places = new Map<Column, number>();
  for (const [column, form] of Object.entries(COLUMNS) as [Column, RegExp][]) {
    const place = names.findIndex((name) => form.test(name));
    if (place !== -1) places.set(column, place);
  }
  return places.has('url') ? places : null;
}

/** A table without names whose first row has an address. */
export function placesByContent(row: Row): Places | null {
  const url = row.findIndex((cell) => /^https?:\/\//i.test(cell.trim()));
  if (url === -1) return null;
  const name = row.findIndex((cell, place) => place !== url && cell.trim() !== '');
  return new Map<Column, number>([['url', url], ...(name === -1 ? [] : [['name', name] as const])]);
}

export function readRows(rows: readonly Row[], places: Places, header: Row): JobDraft[] {
  const idOf = sourceIds();
  const used = new Set(places.values());
  const unused = header.filter(
    (name, place) => name.trim() !== '' && !used.has(place) && !SILENT.test(name.trim().toLowerCase()),
  );
  return rows
    .filter((row) => row.some((cell) => cell.trim() !== ''))
    .map((row) => {
      const cell = (column: Column): string => (row[places.get(column) ?? -1] ?? '').trim();
      const draft = new JobDraft(idOf(cell('id') || cell('url')));
      draft.name = cell('name');
      draft.note = cell('note');
      if (cell('url') !== '') draft.address(cell('url'));
      draft.tag(...cell('tags').split(/[,;|]/));
      draft.include.push(
        ...cell('selector')
          .split('||')
          .map((one) => one.trim())
          .filter((one) => one !== ''),
      );
      draft.paused =
        isYes(cell('paused')) || /^(?:no|false|0|off|inactive|paused|disabled)$/i.test(cell('active'));
      if (isYes(cell('browser'))) draft.fetch['render'] = 'always';
      if (isYes(cell('portal')))
        draft.lose(
          'Portal Wachet',
          'The pages that it links to are not watched.',
          'Make a job that crawls: webloom add URL --site.',
        );
      mapInterval(draft, cell('every'), header[places.get('every') ?? -1] ?? '');
      for (const name of unused)
        if ((row[header.indexOf(name)] ?? '').trim() !== '')
          draft.lose(
            `column ${name}`,
            'It is no column that is known here.',
            'Name it as docs/import.md does.',
          );
      return draft;
    });
}

function isYes(text: string): boolean {
  return /^(?:1|yes|y|true|x|on)$/i.test(text);
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };
const WORDS: Readonly<Record<string, number>> = {
  minutely: 60,
  hourly: 3_600,
  daily: 86_400,
  weekly: 604_800,
  monthly: 2_592_000,
};
const LEAST_S = 10;
const MOST_S = 366 * 86_400;

/** A number without a unit has that of its column, else minutes. */
function mapInterval(draft: JobDraft, text: string, header: string): void {
  if (text === '') return;
  const [, unitOfHeader = 'm'] = /\b(s|m|h|d)(?:ec|in|our|ay|r)?/i.exec(header.replace(/^\w+/, '')) ?? [];
  const [, number, unit = unitOfHeader] =
    /^(?:every\s+)?(\d+(?:\.\d+)?)\s*([smhdw])?[a-z]*$/i.exec(text) ?? [];
  const [, single] = /^(?:every\s+)([smhdw])[a-z]*$/i.exec(text) ?? [];
  const seconds =
    number === undefined
      ? (WORDS[text.toLowerCase()] ?? UNITS[single?.toLowerCase() ?? ''])
      : Number(number) * (UNITS[unit.toLowerCase()] ?? 60);
  if (seconds === undefined || seconds <= 0)
    draft.lose('interval', `"${text.slice(0, 40)}" is no interval.`, 'Write 30s, 15m, 2h, 1d or 1w.');
  else draft.schedule = { kind: 'interval', everyMs: within(seconds, LEAST_S, MOST_S) * 1_000 };
}
