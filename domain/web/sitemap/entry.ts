// From the text of a sitemap's elements to an entry: dates, numbers and addresses as people write them.
import { parseUrl } from '../url/canonical.ts';
import { plainDate } from './written-date.ts';
import type { ChangeFrequency, SitemapEntry } from './document.ts';
import type { AddressForm } from './entry-field.ts';

/** An address that an entry names. */
interface NamedAddress {
  readonly text: string;
  readonly form: AddressForm;
  /** What it is relative to. */
  readonly base: string | undefined;
}

/** Text of the elements of one entry, as collected; absent ones are empty. */
export interface EntryText {
  /** The first that is an address of the web is the page. */
  readonly addresses: readonly NamedAddress[];
  /** The first that is a date counts. */
  readonly dates: readonly string[];
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
export function parseEntry(text: EntryText): SitemapEntry | null {
  const loc = firstOf(text.addresses, parseAddress);
  if (loc === null) return null;
  const frequency = text.changeFrequency.trim().toLowerCase();
  const priority = /^\d*\.?\d+$/.test(text.priority.trim()) ? Number(text.priority) : Number.NaN;
  return {
    loc,
    lastModifiedMs: firstOf(text.dates, parseLastModified),
    changeFrequency: FREQUENCIES.find((known) => known === frequency) ?? null,
    priority: priority >= 0 && priority <= 1 ? priority : null,
  };
}

function firstOf<From, To>(texts: readonly From[], read: (text: From) => To | null): To | null {
  for (const text of texts) {
    const value = read(text);
    if (value !== null) return value;
  }
  return null;
}

function parseAddress({ text, form, base }: NamedAddress): string | null {
  if (form !== 'reference') return parseLoc(text, form === 'in-full' ? undefined : base);
  const plain = parseLoc(text, base);
  if (plain !== null || base === undefined) return plain;
  const resolved = parseUrl(text.trim(), base);
  return resolved !== null && isWeb(resolved) ? resolved.href : null;
}

/** Characters without width that editors leave around an address; `trim` knows the others. */
const INVISIBLE = /^[\s\u200b-\u200d\u2060\ufeff]+|[\s\u200b-\u200d\u2060\ufeff]+$/g;

function withoutBlanks(text: string): string {
  const trimmed = text.trim();
  // Most addresses are plain, and looking at their ends is faster than the pattern.
  const isPlain = trimmed.charCodeAt(0) < 0x200b && trimmed.charCodeAt(trimmed.length - 1) < 0x200b;
  return isPlain ? trimmed : trimmed.replace(INVISIBLE, '');
}

export function parseLoc(raw: string, base: string | undefined): string | null {
  // The most frequent faults are addresses broken over lines and "&amp;amp;", an ampersand escaped twice.
  const whole = /[\r\n]/.test(raw)
    ? raw
        .split(/[\r\n]+/)
        .map(withoutBlanks)
        .join('')
    : withoutBlanks(raw);
  const text = whole.replaceAll('&amp;', '&');
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
  return parseDate(text) ?? parseDate(plainDate(text));
}

function parseDate(text: string): number | null {
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
