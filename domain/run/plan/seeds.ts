// Where the URLs of a run come from: what its job gives, what documents name, and the pages it knows.
import { isLookDue } from '../../page/removed-page.ts';
import type { Page } from '../../page/page.ts';
import type { NewUrl } from '../frontier.ts';
import type { Run } from '../run.ts';
import type { SeedRow } from '../stage/stage-row.ts';
import { canonicalUrl } from '../../web/url/canonical.ts';
import type { LinkSelector } from './select-links.ts';

type SeededRun = Pick<Run, 'config' | 'onlyUrls' | 'onlyDepths'>;

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
  { run, links, urlKeyOf }: { run: SeededRun; links: LinkSelector; urlKeyOf: (url: string) => string },
): NewUrl[] {
  const isGiven = run.onlyUrls !== undefined || run.config.source.kind !== 'sitemap';
  const fresh = new Map<string, NewUrl>();
  for (const { url: raw, depth } of seeds) {
    const canonical = canonicalUrl(raw);
    if (!canonical.ok || fresh.has(canonical.url)) continue;
    const { url } = canonical;
    if (isGiven || links.belongs(url)) fresh.set(url, { urlKey: urlKeyOf(url), url, depth });
  }
  return [...fresh.values()];
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
