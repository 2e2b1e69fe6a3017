// What a page declares about itself besides its text: kinds of structured data, feeds and sitemaps.
import { bodyFormat } from '../../reading/content/body-format.ts';
import { parseXml } from '../../reading/html/html-tree.ts';
import { documentParts } from '../../reading/part/document-part.ts';
import { viewPage } from '../../reading/parse-page.ts';

interface DeclaredMarkup {
  /** Last part of the type: Product, Article. */
  readonly type: string;
  readonly source: string;
  readonly count: number;
}

interface AnnouncedFeed {
  readonly url: string;
  readonly title: string;
}

export interface PageDeclared {
  readonly format: 'html' | 'json' | 'xml' | 'text' | 'feed' | 'sitemap';
  readonly markup: readonly DeclaredMarkup[];
  readonly feeds: readonly AnnouncedFeed[];
  readonly sitemaps: readonly string[];
  /** Pages or sheets of a document, as selectors: page:1, sheet:Prices. */
  readonly parts: readonly string[];
}

const MAX_LISTED = 20;
const MAX_PARTS = 200;
const FEED_TYPES = /^application\/(?:rss\+xml|atom\+xml|feed\+json)\b/i;
const FEED_ROOTS = new Set(['rss', 'feed', 'rdf:rdf']);
const SITEMAP_ROOTS = new Set(['urlset', 'sitemapindex']);

export function pageDeclared(text: string, contentType: string, url: string): PageDeclared {
  const format = bodyFormat(contentType, text);
  if (format === 'html') return ofWebPage(text, url);
  const none = { markup: [], feeds: [], sitemaps: [], parts: [] };
  if (format === 'json')
    return {
      format: /"version"\s*:\s*"https:\/\/jsonfeed\.org/.test(text.slice(0, 2_000)) ? 'feed' : 'json',
      ...none,
    };
  return { format: format === 'xml' ? ofXml(text) : 'text', ...none };
}

function ofXml(text: string): PageDeclared['format'] {
  const root = parseXml(text.slice(0, 100_000)).all[0]?.name ?? '';
  if (FEED_ROOTS.has(root)) return 'feed';
  return SITEMAP_ROOTS.has(root) ? 'sitemap' : 'xml';
}

function ofWebPage(text: string, url: string): PageDeclared {
  const { tree, scan, data, resolver } = viewPage(text, url);
  const counts = new Map<string, DeclaredMarkup>();
  for (const { types, source } of data.nodes)
    for (const type of types) {
      const key = `${source} ${type}`;
      counts.set(key, { type, source, count: (counts.get(key)?.count ?? 0) + 1 });
    }
  const feeds: AnnouncedFeed[] = [];
  const sitemaps: string[] = [];
  for (const { attribs } of scan.headLinks) {
    const rel = attribs['rel']?.toLowerCase().split(/\s+/) ?? [];
    const target = resolver.resolve(attribs['href'] ?? '');
    if (target === undefined) continue;
    if (rel.includes('sitemap')) sitemaps.push(target);
    else if (rel.includes('alternate') && FEED_TYPES.test(attribs['type'] ?? ''))
      feeds.push({ url: target, title: (attribs['title'] ?? '').slice(0, 200) });
  }
  return {
    format: 'html',
    markup: [...counts.values()].slice(0, MAX_LISTED),
    feeds: feeds.slice(0, MAX_LISTED),
    sitemaps: sitemaps.slice(0, MAX_LISTED),
    parts: documentParts(tree).slice(0, MAX_PARTS),
  };
}
