// From the text of a sitemap's elements to an entry: dates, numbers and addresses as people write them.
import { parseUrl } from '../url/canonical.ts';
import type { ChangeFrequency, SitemapEntry } from './document.ts';

/** Text of the elements of one entry, as collected; absent ones are empty. */
export interface EntryText {
  readonly loc: string;
  readonly lastModified: string;
  readonly changeFrequency: string;
  readonly priority: string;
}

const FREQUENCIES: readonly ChangeFrequency[] = [
  'always',
  'hourly',
  'daily',
  'weekly',
  'monthly',
  'yearly',
  'never',
];

/** `null` when the entry has no http or https address. */
export function parseEntry(text: EntryText, base: string | undefined): SitemapEntry | null {
  const loc = parseLoc(text.loc, base);
  if (loc === null) return null;
  const frequency = text.changeFrequency.trim().toLowerCase();
  const priority = /^\d*\.?\d+$/.test(text.priority.trim()) ? Number(text.priority) : Number.NaN;
  return {
    loc,
    lastModifiedMs: parseLastModified(text.lastModified),
    changeFrequency: FREQUENCIES.find((known) => known === frequency) ?? null,
    priority: priority >= 0 && priority <= 1 ? priority : null,
  };
}

export function parseLoc(raw: string, base: string | undefined): string | null {
  // The most frequent faults are addresses broken over lines and "&amp;amp;", an ampersand escaped twice.
  const text = raw
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .join('')
    .replaceAll('&amp;', '&')
    .trim();
  if (text === '') return null;
  const absolute = parseUrl(text);
  if (absolute !== null) return isWeb(absolute) ? text : null;
  const resolved = base === undefined ? null : parseUrl(text, base);
  return resolved !== null && isWeb(resolved) && looksRelative(text) ? resolved.href : null;
}

function isWeb(url: URL): boolean {
  return (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '';
}

/** Whether a text looks like a path ("/shop/", "a/b.html"). It is asked because any text resolves against a base. */
function looksRelative(text: string): boolean {
  return /^(?:\/|\.{1,2}\/|\?)\S*$/.test(text) || /^[\w%~.-]+\/[^\s&;]*$/.test(text);
}

const W3C_DATE =
  /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?)?)?$/i;

/** Reads W3C dates of sitemaps and RFC 822 dates of feeds; a missing zone is UTC. `null` when the text is no date. */
export function parseLastModified(raw: string): number | null {
  const text = raw.trim();
  const match = W3C_DATE.exec(text);
  if (match === null) return parseMailDate(text);
  const [, year, month = '1', day = '1', hour = '0', minute = '0', second = '0', fraction = '0', zone = 'Z'] =
    match;
  const at = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Math.floor(Number(`0.${fraction}`) * 1_000),
  );
  const valid = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
  return valid && Number(hour) <= 24 && Number(minute) <= 59 ? at - zoneOffsetMs(zone) : null;
}

function zoneOffsetMs(zone: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
}

function parseMailDate(text: string): number | null {
  if (!/^(?:[a-z]{3,9},?\s+)?\d{1,2}[\s-]+[a-z]{3,9}[\s-]+\d{2,4}\b/i.test(text)) return null;
  // Without a zone `Date.parse` would use the zone of the machine.
  const zoned = /(?:[+-]\d{4}|\b[A-Z]{1,4}|\))$/.test(text) ? text : `${text} GMT`;
  const at = Date.parse(zoned.replace(/^[a-z]+,?\s+/i, ''));
  return Number.isNaN(at) ? null : at;
}
