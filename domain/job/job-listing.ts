// What lists show of a job and search by, kept small beside the configuration: a job may have 100,000 addresses, and a
// list must not read them. The store writes it whenever it writes name, note or configuration.
import { urlHost } from '../web/url/key.ts';
import { addressesOf } from '../config/source-addresses.ts';
import type { JobConfig } from '../config/schema.ts';
import { given } from '../system/given.ts';

export interface JobListing {
  /** Lower case, for searching and sorting. */
  readonly name: string;
  /** Lower case, for searching; absent: the job has none. */
  readonly note?: string;
  /** The first address of the source. */
  readonly url: string;
  /** Number of addresses of the source. */
  readonly urlCount: number;
  /** The first addresses in lower case, cut: what a search looks through. */
  readonly urls: readonly string[];
  /** Hosts of those, with and without their port. */
  readonly hosts: readonly string[];
  /** Hosts of its further addresses alone; absent in jobs that were stored before they were kept. */
  readonly furtherHosts?: readonly string[];
}

/** How many addresses of a job a search looks through, and how much of each. */
const SEARCHED_URLS = 20;
const SEARCHED_LENGTH = 300;
/** More hosts than any plan has room for; a job that names more counts as this many. */
const MAX_FURTHER = 2_000;
const SHOWN_LENGTH = 2_048;

interface ListedParts {
  readonly name: string;
  readonly note?: string | undefined;
  readonly config: Pick<JobConfig, 'source'>;
}

export function listingOf({ name, note, config }: ListedParts): JobListing {
  const words = { name: listedText(name), note: note === undefined ? undefined : listedText(note) };
  return { ...given(words), ...listedSource(config) };
}

/** As it is searched for. */
export function listedText(text: string): string {
  return text.toLowerCase();
}

export function listedSource({ source }: Pick<JobConfig, 'source'>): Omit<JobListing, 'name' | 'note'> {
  const all = addressesOf(source);
  const first = all.slice(0, SEARCHED_URLS);
  const hosts = bothForms(first);
  const known = new Set(hosts);
  const further = bothForms(all.slice(SEARCHED_URLS)).filter((host) => !known.has(host));
  return {
    url: (all[0] ?? '').slice(0, SHOWN_LENGTH),
    urlCount: all.length,
    urls: first.map((url) => url.toLowerCase().slice(0, SEARCHED_LENGTH)),
    hosts,
    furtherHosts: further.slice(0, MAX_FURTHER),
  };
}

/** Different hosts, with and without their port. */
function bothForms(urls: readonly string[]): string[] {
  const hosts = urls.map(urlHost).filter((host) => host !== '');
  return [...new Set(hosts.flatMap((host) => [host, host.replace(/:\d+$/, '')]))];
}
