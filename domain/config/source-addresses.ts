// The addresses that a source names: pages, where a crawl starts, lists of items, sitemaps, feeds.
import type { JobInput } from './schema.ts';

export function addressesOf(source: JobInput['config']['source']): readonly string[] {
  switch (source.kind) {
    case 'pages':
      return source.urls;
    case 'site':
    case 'listing':
      return source.start;
    case 'sitemap':
      return source.sitemaps;
    case 'feed':
      return source.feeds;
  }
}
