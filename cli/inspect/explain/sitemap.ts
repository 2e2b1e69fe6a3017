// `webloom inspect sitemap`: reads one document, or a site given as a set of answers, as a run would read it.
import { decodeText } from '../../../domain/web/fetch/charset.ts';
import { parseRobots } from '../../../domain/web/robots/parse.ts';
import { canonicalUrl, parseUrl } from '../../../domain/web/url/canonical.ts';
import type { SitemapEntry, SitemapKind, SitemapResult } from '../../../domain/web/sitemap/document.ts';
import { DocumentQueue } from '../../../domain/run/plan/document-queue.ts';
import {
  COMMON_SITEMAP_PATHS,
  isBelowSitemap,
  isSitemapNamespace,
} from '../../../domain/web/sitemap/location.ts';
import { parseSitemap } from '../../../domain/web/sitemap/parse.ts';

/** Unpacks gzip, with a limit of its own. It is an argument because the domain has no zlib. */
export type Gunzip = (bytes: Uint8Array) => Uint8Array;

export interface SitemapInspection {
  readonly id?: string;
  readonly error?: boolean;
  readonly reason?: string;
  readonly is_index?: boolean;
  readonly type?: string;
  readonly entries?: readonly Readonly<Record<string, unknown>>[];
  readonly page_urls?: readonly string[];
  readonly sitemaps?: readonly string[];
}

type Case = Readonly<Record<string, unknown>>;

const TYPES: Readonly<Record<SitemapKind, string>> = {
  urlset: 'XML',
  index: 'INDEX',
  text: 'TEXT',
  rss: 'RSS',
  atom: 'ATOM',
};

/** `{sitemap_url, content | content_base64, options?}` or `{homepage, responses: {url: {text, status_code?}}}`. */
export function inspectSitemap(input: Case, gunzip: Gunzip): SitemapInspection {
  const id = typeof input['id'] === 'string' ? { id: input['id'] } : {};
  if (typeof input['homepage'] === 'string') return { ...id, ...walkSite(input['homepage'], input, gunzip) };
  const text = textOf(input, gunzip);
  if (text === null) return { ...id, error: true, reason: 'unreadable' };
  const url = typeof input['sitemap_url'] === 'string' ? input['sitemap_url'] : undefined;
  const result = underOptions(parseSitemap(text, { url }), url, record(input['options']));
  if (!result.ok) return { ...id, error: true, reason: result.reason };
  const isIndex = result.kind === 'index';
  return {
    ...id,
    error: false,
    is_index: isIndex,
    type: TYPES[result.kind],
    entries: result.entries.map(shown),
    ...(url === undefined ? { page_urls: isIndex ? [] : result.entries.map((entry) => entry.loc) } : {}),
  };
}

function shown({
  loc,
  lastModifiedMs,
  changeFrequency,
  priority,
}: SitemapEntry): Readonly<Record<string, unknown>> {
  return {
    loc,
    lastmod: lastModifiedMs === null ? null : new Date(lastModifiedMs).toISOString(),
    changefreq: changeFrequency,
    priority,
  };
}

/** Stricter ways of reading that a case may ask for; a run uses none of them. */
function underOptions(result: SitemapResult, url: string | undefined, options: Case): SitemapResult {
  if (!result.ok) return result;
  if (options['allow_partial'] === false && result.incomplete) return { ok: false, reason: 'not-a-sitemap' };
  const isXml = result.kind === 'urlset' || result.kind === 'index';
  if (options['strict_namespace'] === true && isXml && !isSitemapNamespace(result.namespace)) {
    return { ok: false, reason: 'not-a-sitemap' };
  }
  if (options['strict_location'] !== true || url === undefined || result.kind === 'index') return result;
  return { ...result, entries: result.entries.filter((entry) => isBelowSitemap(url, entry.loc)) };
}

function walkSite(homepage: string, input: Case, gunzip: Gunzip): SitemapInspection {
  const responses = record(input['responses']);
  const read = (url: string): string | null => {
    const response = record(responses[url]);
    const status = typeof response['status_code'] === 'number' ? response['status_code'] : 200;
    return status >= 200 && status < 300 ? textOf(response, gunzip) : null;
  };
  const robotsUrl = parseUrl('/robots.txt', homepage)?.href ?? '';
  const named = parseRobots(read(robotsUrl) ?? '').sitemaps.map(
    (loc) => parseUrl(loc, robotsUrl)?.href ?? loc,
  );
  const common = COMMON_SITEMAP_PATHS.map((path) => parseUrl(path, homepage)?.href ?? '');
  const pages: string[] = [];
  const sitemaps = [parseUrl(homepage)?.href ?? homepage, ...(read(robotsUrl) === null ? [] : [robotsUrl])];
  const queue = new DocumentQueue(keyOf, { pending: [], seen: [keyOf(robotsUrl)] });
  queue.name([...named, ...common], 0, 0);
  for (let next = queue.next(0); next !== null; next = queue.next(0)) {
    queue.finish(next, null);
    // Fragments are not sent, so addresses that differ in nothing else are one document.
    const url = next.visit.url.replace(/#.*$/, '');
    const text = read(url);
    const result = text === null ? null : parseSitemap(text, { url });
    if (result === null || !result.ok) continue;
    sitemaps.push(url);
    const locs = result.entries.map(({ loc }) => loc);
    if (result.kind === 'index') queue.name(locs, next.level + 1, 0);
    else pages.push(...locs);
  }
  return { page_urls: pages, sitemaps };
}

/** Addresses with the same canonical form are one document. */
function keyOf(url: string): string {
  const canonical = canonicalUrl(url);
  return canonical.ok ? canonical.url : url;
}

function textOf(input: Case, gunzip: Gunzip): string | null {
  if (typeof input['content'] === 'string') return input['content'];
  if (typeof input['text'] === 'string') return input['text'];
  const base64 = Object.entries(input).find(([key]) => key.endsWith('base64'))?.[1];
  if (typeof base64 !== 'string') return null;
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return decodeText(isGzip ? gunzip(bytes) : bytes, null).text;
}

function record(value: unknown): Case {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
