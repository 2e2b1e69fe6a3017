// Jobs that make sense for a page that was looked at, the most fitting first. Each can be created as it is.
import { TEXT_MEMBERS } from '../../config/check-meaning.ts';
import type { JobInput } from '../../config/schema.ts';
import { nameOfPage } from '../../config/job-name.ts';
import { PICTURE_KIND } from '../../web/fetch/binary-body.ts';
import { parseUrl } from '../../web/url/canonical.ts';
import { sourceWords } from '../../reading/page/value-source.ts';
import type { UnderstoodPage } from './understand-page.ts';
import { DAY_MS, HOUR_MS } from '../../system/duration.ts';
import { given } from '../../system/given.ts';
import { counted } from '../../system/counted.ts';

type SuggestionKind = 'text' | 'picture' | 'price' | 'listing' | 'site' | 'feed' | 'sitemap';

export interface SuggestedJob {
  readonly kind: SuggestionKind;
  readonly title: string;
  /** Why it is suggested, from what was seen. */
  readonly why: string;
  readonly job: JobInput;
}

export interface SuggestionInput {
  /** The address the page was answered from. */
  readonly url: string;
  readonly page: UnderstoodPage;
  /** Sitemaps that robots.txt names. */
  readonly sitemaps: readonly string[];
  /** What the asker gave: fetch options and fields go into each job. */
  readonly given: Pick<JobInput['config'], 'fetch' | 'fields' | 'changes'>;
  /** What it is, in words, where it is neither a page nor a document; null: it is one. */
  readonly file: string | null;
  /** A browser opened it: the jobs that watch it alone keep pictures, which cost hardly more then. */
  readonly isRendered: boolean;
}

const FEW_ITEMS = 3;

export function suggestJobs(input: SuggestionInput): SuggestedJob[] {
  const { page } = input;
  if (page.class.wall) return [];
  if (input.file !== null)
    return input.file === PICTURE_KIND ? [pictureJob(input), fileJob(input)] : [fileJob(input)];
  const price = priceJob(input);
  const listing = listingJob(input);
  const feeds = feedJobs(input);
  const whole = [siteJob(input), ...sitemapJobs(input)].filter((one) => one !== null);
  const text = textJob(input);
  // A page that sells something is watched for its price, a list for its items; everything else for its text.
  const main = page.class.type === 'listing' ? [listing, text, price] : [price, text, listing];
  const isFeed = page.declared?.format === 'feed' || page.declared?.format === 'sitemap';
  const ordered = isFeed ? [...feeds, ...whole, text] : [...main, ...feeds, ...whole];
  return ordered.filter((one) => one !== null);
}

type Config = JobInput['config'];

function jobOf(
  { given: known, isRendered }: SuggestionInput,
  name: string,
  config: Pick<Config, 'source' | 'schedule' | 'changes'>,
): JobInput {
  const { fields } = known;
  const fetch = config.source.kind === 'pages' && isRendered ? withPictures(known.fetch) : known.fetch;
  return {
    name,
    config: {
      ...config,
      ...given({ fetch }),
      ...(fields === undefined || fields.length === 0 ? {} : { fields }),
    },
  };
}

/** Of the pages that need a browser, for as long as they do. What was asked for stands. */
function withPictures(asked: Config['fetch'] = {}): Config['fetch'] {
  if (asked.screenshot !== undefined || asked.render === 'never') return asked;
  const { render, waitFor, scroll, steps } = asked;
  const isAsked = [render, waitFor, scroll, steps].some((one) => one !== undefined);
  return { ...asked, ...(isAsked ? {} : { render: 'auto' }), screenshot: 'changes' };
}

function every(everyMs: number): Config['schedule'] {
  return { kind: 'interval', everyMs };
}

function textJob(input: SuggestionInput): SuggestedJob {
  const { url, page, given: known } = input;
  const format = page.declared?.format ?? 'html';
  const what =
    format === 'html' ? 'The text of this page' : `This ${format === 'text' ? 'text' : format.toUpperCase()}`;
  const lines = counted(page.blocks.length, 'line');
  return {
    kind: 'text',
    title: what,
    why: `${lines} of text are compared; clocks, counters and the like are known and kept quiet.`,
    job: jobOf(input, nameOfPage(url, page.title), {
      source: { kind: 'pages', urls: [url] },
      schedule: every(HOUR_MS),
      ...given({ changes: known.changes }),
    }),
  };
}

/** A file by what it is: nothing of it is read. */
function fileJob(input: SuggestionInput): SuggestedJob {
  const text = textJob(input);
  return { ...text, title: 'This file', why: 'Its size and its hash are compared: any other byte is told.' };
}

function pictureJob(input: SuggestionInput): SuggestedJob {
  const { url, page, given: known } = input;
  return {
    kind: 'picture',
    title: 'What this picture shows',
    why: 'A browser draws it at each look. The same picture in other bytes is no change.',
    job: jobOf(input, nameOfPage(url, page.title), {
      source: { kind: 'pages', urls: [url] },
      schedule: every(HOUR_MS),
      changes: { ...withoutTextRules(known.changes), watch: 'picture' },
    }),
  };
}

function priceJob(input: SuggestionInput): SuggestedJob | null {
  const { url, page, given } = input;
  const found = page.offer;
  if (found === null || (found.offer === null && found.availability === 'unknown')) return null;
  const why =
    found.offer === null
      ? 'The stock is named, the price is not.'
      : `A price is named by ${found.offer.agreed.map(sourceWords).join(' and ')}.`;
  return {
    kind: 'price',
    title: 'Its price and stock',
    why: `${why} Other text of the page is left aside.`,
    job: jobOf(input, nameOfPage(url, page.product?.name ?? page.title), {
      source: { kind: 'pages', urls: [url] },
      schedule: every(HOUR_MS),
      changes: { ...withoutTextRules(given.changes), watch: 'price-and-stock' },
    }),
  };
}

/** What was given about text would be refused of a job that tells price and stock alone. */
function withoutTextRules(changes: Config['changes'] = {}): NonNullable<Config['changes']> {
  const names: readonly string[] = TEXT_MEMBERS;
  return Object.fromEntries(Object.entries(changes).filter(([name]) => !names.includes(name)));
}

function listingJob(input: SuggestionInput): SuggestedJob | null {
  const { url, page } = input;
  const { items, paging } = page.links;
  if (items < FEW_ITEMS) return null;
  const more = paging === 0 ? '' : `, and ${counted(paging, 'link')} to further pages`;
  return {
    kind: 'listing',
    title: 'The items of this list',
    why: `${items} links look like items${more}. New ones are found and watched by themselves.`,
    job: jobOf(input, `Items of ${nameOfPage(url, page.title)}`.slice(0, 200), {
      source: { kind: 'listing', start: [url] },
      schedule: every(6 * HOUR_MS),
    }),
  };
}

function feedJobs(input: SuggestionInput): SuggestedJob[] {
  const { url, page } = input;
  const isFeed = page.declared?.format === 'feed';
  const feeds = isFeed ? [{ url, title: page.title }] : (page.declared?.feeds ?? []).slice(0, 2);
  return feeds.map((feed) => ({
    kind: 'feed',
    title: isFeed
      ? 'What this feed names'
      : `What the feed ${feed.title === '' ? '' : `“${feed.title}” `}names`,
    why: 'A feed tells of new pages with one small request.',
    job: jobOf(input, `Feed of ${nameOfPage(url, page.title)}`.slice(0, 200), {
      source: { kind: 'feed', feeds: [feed.url] },
      schedule: every(HOUR_MS),
    }),
  }));
}

function siteJob(input: SuggestionInput): SuggestedJob | null {
  const { url, page } = input;
  const parsed = parseUrl(url);
  if (parsed === null || page.links.total === 0) return null;
  return {
    kind: 'site',
    title: `All pages of ${parsed.host}`,
    why: `It begins here and follows the links of the host, at its pace; ${page.links.total} were seen.`,
    job: jobOf(input, parsed.host, {
      source: { kind: 'site', start: [url] },
      schedule: every(DAY_MS),
    }),
  };
}

function sitemapJobs(input: SuggestionInput): SuggestedJob[] {
  const { url, page, sitemaps } = input;
  const isSitemap = page.declared?.format === 'sitemap';
  const known = isSitemap ? [url] : [...sitemaps, ...(page.declared?.sitemaps ?? [])];
  const [first] = known;
  if (first === undefined) return [];
  const host = parseUrl(url)?.host ?? '';
  return [
    {
      kind: 'sitemap',
      title: `What the sitemap of ${host} names`,
      why: 'The site lists its pages itself, so nothing has to be searched for.',
      job: jobOf(input, `Sitemap of ${host}`, {
        source: { kind: 'sitemap', sitemaps: [...new Set(known)].slice(0, 20) },
        schedule: every(DAY_MS),
      }),
    },
  ];
}
