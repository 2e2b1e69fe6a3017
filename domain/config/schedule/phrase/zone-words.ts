// Time zones as people name them: `Europe/Berlin`, `Tokyo`, `Berlin time`, `UTC`; and where a typed schedule names one:
// `weekdays at 8 in Tokyo`, `daily at 9:00 Berlin time`, `0 8 * * 1-5 (Europe/Berlin)`.
import { distance } from 'fastest-levenshtein';
import { WebloomError } from '../../../system/errors.ts';
import { RENAMED_ZONES, ZONE_OF_PLACE } from './zone-place.ts';

interface ZoneNames {
  /** By its name in small letters, blanks for underscores: `america/new york`. */
  readonly byName: ReadonlyMap<string, string>;
  /** By the last part of its name: `new york`. */
  readonly byCity: ReadonlyMap<string, string>;
}

let known: ZoneNames | null = null;

/** In small letters, without accents: Zürich is Zurich. */
function folded(text: string): string {
  const bare = text.normalize('NFD').replaceAll(/\p{M}/gu, '');
  return bare
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, ' ');
}

/** The names of today are put over those of before, where a runtime lists these. */
function zoneNames(): ZoneNames {
  const names = [...zoneList()];
  known ??= {
    byName: new Map(names.map((name) => [folded(name), name])),
    byCity: new Map(names.map((name) => [folded(name.split('/').at(-1) ?? name), name])),
  };
  return known;
}

/** Names to choose from. */
export function zoneList(): readonly string[] {
  return [...Intl.supportedValuesOf('timeZone'), ...RENAMED_ZONES, 'UTC'];
}

/** Null: no zone is called so. */
export function readZone(text: string): string | null {
  const place = folded(text)
    .replace(/^the /, '')
    .replace(/ (?:local )?time(?: ?zone)?$/, '');
  const { byName, byCity } = zoneNames();
  return byName.get(place) ?? ZONE_OF_PLACE.get(place) ?? byCity.get(place) ?? otherName(text.trim());
}

/** A name that the runtime takes and does not list, as `US/Pacific`, in the letters that it was typed in. */
function otherName(name: string): string | null {
  if (!/^[A-Za-z]{2,}(?:\/[\w+-]+)+$/.test(name)) return null;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return /[A-Z]/.test(name) ? name : timeZone;
  } catch {
    return null; // a RangeError: there is no such zone
  }
}

const MAX_NEAR = 3;

/** Names of zones that could be meant by a text that is none, the nearest first. */
function nearZones(text: string): readonly string[] {
  const place = folded(text).replace(/ time(?: ?zone)?$/, '');
  const most = Math.max(1, Math.floor(place.length / 3));
  const { byName, byCity } = zoneNames();
  const far = [...byName, ...byCity, ...ZONE_OF_PLACE]
    .map(([name, zone]) => ({ zone, far: name.startsWith(place) ? 0 : distance(place, name) }))
    .filter((one) => place.length > 1 && one.far <= most)
    .toSorted((a, b) => a.far - b.far);
  return [...new Set(far.map(({ zone }) => zone))].slice(0, MAX_NEAR);
}

export function unknownZone(text: string): WebloomError {
  const near = nearZones(text);
  const meant = near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`;
  return new WebloomError(
    'validation',
    `The time zone "${text.trim()}" is not known.${meant} Write an IANA name such as Europe/Berlin; words of a schedule take cities, too, as Tokyo.`,
    { facts: { timezone: text.trim() } },
  );
}

export interface ZonedPhrase {
  /** What is left of the text. */
  readonly rest: string;
  /** Null: it names none. */
  readonly zone: string | null;
}

const END = String.raw`(?=,?\s+(?:within|except|from|between|at|on|every|each|daily|weekdays|weekends)\b|,|$)`;
const IN_PLACE = new RegExp(
  String.raw`(?:^|\s)in\s+(?<place>\p{L}[\p{L}\p{M}\d_./+'-]*(?:\s+[^\s,]+?)*?)${END}`,
  'iu',
);
const IN_BRACKETS = /\s*\((?<place>\p{L}[^()]*)\)/u;
const IANA_NAME =
  /(?:^|\s)(?<place>\p{L}+\/\p{L}[\w/+-]*|utc|gmt|cet|cest|pst|pdt|est|edt|jst|bst)(?=[\s,]|$)/iu;
const MAX_WORDS = 3;

/** `text`: with single blanks. Throws `validation` where it names a zone that there is not. */
export function splitZone(text: string): ZonedPhrase {
  for (const pattern of [IN_PLACE, IN_BRACKETS, IANA_NAME]) {
    const found = pattern.exec(text);
    const place = found?.groups?.['place'];
    if (found === null || place === undefined) continue;
    const zone = readZone(place);
    if (zone === null) throw unknownZone(place);
    return { rest: joined(text.slice(0, found.index), text.slice(found.index + found[0].length)), zone };
  }
  return clockOf(text) ?? { rest: text, zone: null };
}

/** `… Berlin time`, `… New York time at 8`: as few words before "time" as name a zone. */
function clockOf(text: string): ZonedPhrase | null {
  const at = / time\b/i.exec(text)?.index;
  if (at === undefined) return null;
  const words = text.slice(0, at).split(' ');
  for (let count = Math.min(MAX_WORDS, words.length); count > 0; count--) {
    const zone = readZone(words.slice(-count).join(' '));
    if (zone !== null)
      return { rest: joined(words.slice(0, -count).join(' '), text.slice(at + ' time'.length)), zone };
  }
  return null;
}

function joined(before: string, behind: string): string {
  return `${before.trim()} ${behind.replace(/^,/, '').trim()}`.trim();
}
