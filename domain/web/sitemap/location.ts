// Where sitemaps are looked for, and which addresses and namespaces the protocol allows in one.
import { parseUrl } from '../url/canonical.ts';

/** Tried in this order when robots.txt names none. */
export const COMMON_SITEMAP_PATHS: readonly string[] = [
  '/sitemap.xml',
  '/sitemap_index.xml',
  '/sitemap-index.xml',
  '/sitemap.xml.gz',
  '/sitemap_index.xml.gz',
  '/wp-sitemap.xml',
  '/sitemap/sitemap-index.xml',
  '/sitemap/index.xml',
  '/sitemapindex.xml',
  '/sitemap.txt',
  '/sitemap-news.xml',
  '/sitemap_news.xml',
  '/sitemap',
];

/** How deep an index may lead to further indexes. The protocol allows one level; some sites have two. */
export const MAX_SITEMAP_DEPTH = 4;

/** The protocol's rule: a sitemap may name addresses in its directory and below. A run uses the job's scope instead. */
export function isBelowSitemap(sitemapUrl: string, loc: string): boolean {
  const sitemap = parseUrl(sitemapUrl);
  const page = parseUrl(loc);
  if (sitemap === null || page === null || sitemap.origin !== page.origin) return false;
  return page.pathname.startsWith(sitemap.pathname.slice(0, sitemap.pathname.lastIndexOf('/') + 1));
}

const NAMESPACES: readonly RegExp[] = [
  /^https?:\/\/www\.sitemaps\.org\/schemas\/sitemap\/0\.9\/?$/,
  /^https?:\/\/(?:www\.)?google\.com\/schemas\/sitemap\/0\.(?:84|9)\/?$/,
  /^http:\/\/www\.sitemaps\.org\/schemas\/sitemap-image\/1\.1\/?$/,
];

export function isSitemapNamespace(namespace: string): boolean {
  return NAMESPACES.some((known) => known.test(namespace));
}
