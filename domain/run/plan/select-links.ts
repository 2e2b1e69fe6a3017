// Which links of a page belong to the run: by the source's kind and scope. Links left out are counted by reason.
import type { JobConfig } from '../../config/schema.ts';
import type { Run } from '../run.ts';
import { type Scope, createScope } from '../../web/url/scope.ts';
import type { LinkRow } from '../stage/stage-row.ts';

interface LinkSelection {
  readonly urls: string[];
  /** The URLs among `urls` that are items of a listing: their own links are not followed. */
  readonly items?: ReadonlySet<string>;
  readonly dropped: Map<string, number>;
}

export interface LinkSelector {
  /** False for sources whose pages bring no further URLs. */
  readonly wantsLinks: boolean;
  /**
   * The page's links that belong to the run; `depth` is the depth of the page. URLs for which `isKnown` holds
   * are left out: in a crawl most links repeat, and judging a URL takes longer than all other work on it.
   */
  select(links: readonly LinkRow[], depth: number, isKnown?: (url: string) => boolean): LinkSelection;
  /** Whether a URL belongs to the run at all (known pages, redirect targets). */
  belongs(url: string): boolean;
}

function noLinks(): LinkSelection {
  return { urls: [], dropped: new Map() };
}

/** A run of given pages visits exactly these: the parse stage keeps their links, the run follows none. */
export function linksToFollow({ config, onlyUrls }: Pick<Run, 'config' | 'onlyUrls'>): LinkSelector {
  if (onlyUrls !== undefined) return { wantsLinks: false, select: noLinks, belongs: () => true };
  return createLinkSelector(config);
}

/** What the source of a job makes of links. What a run does with them: `linksToFollow`. */
export function createLinkSelector(config: JobConfig): LinkSelector {
  const { source } = config;
  switch (source.kind) {
    case 'pages': {
      return { wantsLinks: false, select: noLinks, belongs: () => true };
    }
    case 'sitemap': {
      const scope = createScope({
        start: [],
        includePatterns: source.include,
        excludePatterns: source.exclude,
      });
      return { wantsLinks: false, select: noLinks, belongs: scope.inScope };
    }
    case 'feed':
      return { wantsLinks: false, select: noLinks, belongs: () => true };
    case 'site':
      return siteSelector(siteScope(source), source.maxDepth);
    case 'listing':
      return listingSelector(createScope({ start: source.start, sameDomain: true }), source.maxPages);
  }
}

function siteScope(source: Extract<JobConfig['source'], { kind: 'site' }>): Scope {
  const within = source.within === 'path' ? source.start.map((start) => `${new URL('.', start).href}**`) : [];
  return createScope({
    start: source.start,
    sameHost: source.within !== 'domain',
    sameDomain: source.within === 'domain',
    includePatterns: source.include.length > 0 ? source.include : within,
    excludePatterns: source.exclude,
    maxDepth: source.maxDepth,
  });
}

function siteSelector(scope: Scope, maxDepth: number): LinkSelector {
  return {
    wantsLinks: true,
    belongs: (url) => scope.inScope(url),
    select(links, depth, isKnown = () => false) {
      const dropped = new Map<string, number>();
      const urls: string[] = [];
      for (const [url, , context, , nofollow] of links) {
        if (context === 'head') continue;
        if (nofollow === 1) count(dropped, 'nofollow');
        else if (depth >= maxDepth) count(dropped, 'too-far');
        else if (!isKnown(url)) {
          const verdict = scope.judge(url, depth + 1);
          if (verdict.in) urls.push(url);
          else count(dropped, verdict.reason);
        }
      }
      return { urls, dropped };
    },
  };
}

/** Depth of a listing's items. Smaller depths count listing pages; an item's own links are not followed. */
export const ITEM_DEPTH = 1_000_000;

/** Links away from the source, for people; null for an item of a listing, whose depth is no distance. */
export function shownDepth(depth: number): number | null {
  return depth >= ITEM_DEPTH ? null : depth;
}

function listingSelector(scope: Scope, maxPages: number): LinkSelector {
  return {
    wantsLinks: true,
    belongs: (url) => scope.inScope(url),
    select(links, depth) {
      if (depth >= ITEM_DEPTH) return noLinks();
      const dropped = new Map<string, number>();
      const urls: string[] = [];
      const items = new Set<string>();
      for (const [url, , context, paging] of links) {
        const isNext = paging === 'next' || paging === 'page';
        if (!scope.inScope(url)) count(dropped, 'other-domain');
        else if (isNext && depth + 1 >= maxPages) count(dropped, 'too-far');
        else if (isNext) urls.push(url);
        else if (context === 'listing-item') {
          urls.push(url);
          items.add(url);
        } else count(dropped, 'not-an-item');
      }
      return { urls, items, dropped };
    },
  };
}

function count(dropped: Map<string, number>, reason: string): void {
  dropped.set(reason, (dropped.get(reason) ?? 0) + 1);
}
