// Where the URLs of a run come from: what its job gives, what documents name, and the pages it knows.
import { isLookDue } from '../../page/removed-page.ts';
import type { Page } from '../../page/page.ts';
import type { NewUrl } from '../frontier.ts';
import type { Run } from '../run.ts';
import type { SeedRow } from '../stage/stage-row.ts';
import { slotTime } from '../../config/schedule/schedule.ts';
import { canonicalUrl } from '../../web/url/canonical.ts';
import { datedPattern, datedUrl, hasDate } from '../../web/url/dated-url.ts';
import type { LinkSelector } from './select-links.ts';

type SeededRun = Pick<Run, 'config' | 'onlyUrls' | 'onlyDepths'>;
/** With the day that its addresses are of. */
type DatedRun = SeededRun & Pick<Run, 'slot' | 'createdAt'>;

export interface GivenSource {
  /** URLs that are visited as they are. */
  readonly list: readonly SeedRow[];
  /** Sitemaps or feeds that name URLs. */
  readonly documents: readonly string[];
}

export function givenSource({ config, onlyUrls, onlyDepths = [] }: SeededRun): GivenSource {
  if (onlyUrls !== undefined) return { list: atDepths(onlyUrls, onlyDepths), documents: [] };
  const { source } = config;
  switch (source.kind) {
    case 'pages':
      return { list: atDepths(source.urls), documents: [] };
    case 'site':
    case 'listing':
      return { list: atDepths(source.start), documents: [] };
    case 'sitemap':
      return { list: [], documents: source.sitemaps };
    case 'feed':
      return { list: [], documents: source.feeds };
  }
}

function atDepths(urls: readonly string[], depths: readonly number[] = []): SeedRow[] {
  return urls.map((url, index) => ({ url, depth: depths[index] ?? 0 }));
}

/**
 * URLs to offer to the frontier, canonical and each once; unreadable ones are left out. URLs that the job gives, or a feed
 * names, are all taken; those of a sitemap must belong to the run.
 */
export function seedUrls(
  seeds: readonly SeedRow[],
  { run, links, urlKeyOf }: { run: DatedRun; links: LinkSelector; urlKeyOf: (url: string) => string },
): NewUrl[] {
  const isGiven = run.onlyUrls !== undefined || run.config.source.kind !== 'sitemap';
  const pageOf = datedPages(run);
  const fresh = new Map<string, NewUrl>();
  for (const { url: raw, depth } of seeds) {
    const page = pageOf(raw);
    const canonical = canonicalUrl(page.url);
    if (!canonical.ok || fresh.has(canonical.url)) continue;
    const { url } = canonical;
    const urlKey = urlKeyOf(page.name ?? url);
    if (isGiven || links.belongs(url)) fresh.set(url, { urlKey, url, depth });
  }
  return [...fresh.values()];
}

/** An address with a date in it is one page, whose address of today is asked for; so is what a rerun names of an earlier day. */
function datedPages({
  config: { source, schedule },
  slot,
  createdAt,
}: DatedRun): (url: string) => { readonly url: string; readonly name?: string } {
  const dated = source.kind === 'pages' ? source.urls.filter(hasDate) : [];
  if (dated.length === 0) return (url) => ({ url });
  const at = slot === undefined ? createdAt : slotTime(slot);
  const names = new Set(dated);
  const patterns = dated.map((name) => ({ name, pattern: datedPattern(name) }));
  return (url) => {
    const name = names.has(url) ? url : patterns.find(({ pattern }) => pattern.test(url))?.name;
    return name === undefined ? { url } : { url: datedUrl(name, at, schedule?.timezone ?? 'UTC'), name };
  };
}

/** Whether pages of earlier runs are visited again; explicit lists and feeds name their pages themselves. */
export function visitsKnownPages({ config, onlyUrls }: SeededRun): boolean {
  return onlyUrls === undefined && config.source.kind !== 'pages' && config.source.kind !== 'feed';
}

export interface KnownPages {
  readonly seeds: readonly SeedRow[];
  /** Ids of pages that today's source does not hold any more: they are retired. */
  readonly outside: readonly string[];
}

export function judgeKnownPages(
  pages: readonly Page[],
  { links, now }: { readonly links: LinkSelector; readonly now: Date },
): KnownPages {
  const inside = pages.filter(({ url }) => links.belongs(url));
  const insideIds = new Set(inside.map(({ _id }) => _id));
  return {
    seeds: inside.filter((page) => isLookDue(page, now)).map(({ url, depth }) => ({ url, depth })),
    outside: pages.flatMap(({ _id }) => (insideIds.has(_id) ? [] : [_id])),
  };
}
