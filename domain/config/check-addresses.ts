// Finds addresses of a job that are no URLs or must not be fetched. A job may have a hundred thousand, so they are
// checked in slices, between which a caller can let others have their turn.
import { checkUrl } from '../web/egress/check.ts';
import { refusalInWords } from '../web/egress/refusal-words.ts';
import type { EgressPolicy } from '../web/egress/policy.ts';
import { type Fault, toPointer } from '../system/fault.ts';
import { datedUrl, datePlacesInDoubt, hasDate } from '../web/url/dated-url.ts';
import { urlHost } from '../web/url/key.ts';
import { type UrlFault, canonicalUrl, parseUrl } from '../web/url/canonical.ts';
import { members, textsIn } from './check-meaning.ts';

const LIST_OF_PAGES = /^\/config\/source\/urls\//;

const ADDRESS_LISTS = ['urls', 'start', 'sitemaps', 'feeds'] as const;

/** Every URL of a source with its path below `config`. */
export function addressesOf(source: unknown): [readonly PropertyKey[], string][] {
  const parts = members(source);
  return ADDRESS_LISTS.flatMap((list) =>
    textsIn(parts[list]).map(([index, url]): [readonly PropertyKey[], string] => [
      ['source', list, index],
      url,
    ]),
  );
}

const URL_FAULTS = {
  empty: 'is empty.',
  'too-long': 'is too long.',
  invalid: 'is not a URL. Write it with its scheme, as in https://example.com/.',
  credentials: 'holds a user name or password; put them into `fetch.headers` instead.',
} as const;

function urlFaultInWords(url: string, reason: UrlFault): string {
  if (reason !== 'scheme') return URL_FAULTS[reason];
  return `has a wrong scheme: ${parseUrl(url)?.protocol ?? ''} is no scheme Webloom can fetch; write http:// or https://.`;
}

/** A job, and each of its runs, is one database document of at most 16 MiB. */
const MAX_ADDRESS_BYTES = 12_000_000;

export function checkSize(source: unknown): Fault[] {
  const encoder = new TextEncoder();
  const bytes = addressesOf(source).reduce((sum, [, url]) => sum + encoder.encode(url).length, 0);
  if (bytes <= MAX_ADDRESS_BYTES) return [];
  const detail = `The addresses have ${bytes} bytes together; a job takes ${MAX_ADDRESS_BYTES}. Split them over several jobs.`;
  return [{ pointer: toPointer(['config', 'source']), code: 'too-big', detail }];
}

/** A slice takes about 50 ms. */
const SLICE = 2_000;

/** Stops after each slice; the faults come in the end. */
export function* checkAddresses(source: unknown, policy: EgressPolicy): Generator<undefined, Fault[]> {
  const addresses = addressesOf(source);
  const faults: Fault[] = [];
  for (const [index, [path, url]] of addresses.entries()) {
    if (index > 0 && index % SLICE === 0) yield;
    faults.push(...checkAddress(toPointer(['config', ...path]), url, policy));
  }
  return faults;
}

/** An address with a date in it is judged as that of any day. */
const SOME_DAY = new Date(0);

function dateFaults(pointer: string, url: string): Fault[] {
  if (!hasDate(url)) return [];
  const [place] = datePlacesInDoubt(url);
  if (place !== undefined)
    return [
      {
        pointer,
        code: 'invalid-date',
        detail: `${place} is no date: write {today}, {today-7d} or {today+1m:dd.MM.yyyy}.`,
      },
    ];
  if (!LIST_OF_PAGES.test(pointer))
    return [
      { pointer, code: 'invalid-date', detail: 'Only addresses of a list of pages can have a date in them.' },
    ];
  // The host is who is asked, at its pace and by its rules: it is the same every day.
  return urlHost(url) === urlHost(datedUrl(url, SOME_DAY, 'UTC'))
    ? []
    : [
        {
          pointer,
          code: 'invalid-date',
          detail: 'A date can stand in the path and behind the ?, not in the host.',
        },
      ];
}

/** The fault of one address, at this pointer; empty: it may be fetched. */
export function checkAddress(pointer: string, asked: string, policy: EgressPolicy): Fault[] {
  const dates = dateFaults(pointer, asked);
  if (dates.length > 0) return dates;
  const url = datedUrl(asked, SOME_DAY, 'UTC');
  const canonical = canonicalUrl(url);
  if (!canonical.ok)
    return [{ pointer, code: 'invalid-url', detail: `${url} ${urlFaultInWords(url, canonical.reason)}` }];
  const verdict = checkUrl(url, policy);
  if (verdict.allowed) return [];
  const detail = `${url} (${verdict.detail}) ${refusalInWords(verdict.reason, url, policy)}`;
  return [{ pointer, code: 'url-not-allowed', detail }];
}
