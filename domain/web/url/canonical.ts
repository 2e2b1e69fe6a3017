// Two steps from a raw link to a page. `canonicalUrl` gives the URL to fetch: standard spelling, no fragment,
// no tracking, and nothing removed that could change the server's answer. `urlIdentity` goes further and
// gives the string by which pages are told apart: sorted query, one spelling of blanks, no session ids. Keys
// are made from the identity.
import { foldPathEscapes, normalizePathEscapes, normalizeQueryEscapes } from './percent.ts';
import { encodeQuery } from './query-charset.ts';
import { isSessionParameter, isTrackingParameter } from './tracking.ts';

/** Part of every key. Raise it when a rule below changes: old keys then stay distinguishable. */
export const CANONICAL_VERSION = 2;

export type UrlFault = 'empty' | 'too-long' | 'invalid' | 'scheme' | 'credentials';

export type CanonicalUrl =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly reason: UrlFault };

export interface CanonicalOptions {
  /** Charset of the page that contains the link; the link's query is encoded in it. Default: utf-8. */
  readonly charset?: string | undefined;
}

export interface IdentityOptions {
  /** Keep the fragment. Default: it is dropped. */
  readonly keepFragment?: boolean | undefined;
  /** Drop `a=`. Default: it is kept, as `a`. */
  readonly dropEmptyParameters?: boolean | undefined;
  /** More parameter names to drop, lower-case. Default: none. */
  readonly removeParameters?: readonly string[] | undefined;
}

const MAX_URL_LENGTH = 8_192;

export function canonicalUrl(raw: string, base?: string, options: CanonicalOptions = {}): CanonicalUrl {
  const text = raw.trim();
  if (text === '') return { ok: false, reason: 'empty' };
  if (text.length > MAX_URL_LENGTH) return { ok: false, reason: 'too-long' };
  const url = parseUrl(encodeQuery(text, options.charset), base);
  if (url === null) return { ok: false, reason: 'invalid' };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { ok: false, reason: 'scheme' };
  if (url.username !== '' || url.password !== '') return { ok: false, reason: 'credentials' };
  dropFinalDot(url);
  const path = normalizePathEscapes(url.pathname);
  const query = keepParameters(url.search, (name) => !isTrackingParameter(name));
  const href = `${url.protocol}//${url.host}${path}${query}`;
  return href.length > MAX_URL_LENGTH ? { ok: false, reason: 'too-long' } : { ok: true, url: href };
}

/** Equal for two URLs of one page, in any scheme; null if `href` is no URL. Not for fetching. */
export function urlIdentity(href: string, options: IdentityOptions = {}): string | null {
  const url = parseUrl(href);
  if (url === null) return null;
  dropFinalDot(url);
  // For schemes that the URL standard does not know, the host keeps its case; host names have none.
  const authority = url.host === '' ? '' : `//${url.host.toLowerCase()}`;
  const path = identityPath(url.pathname, url.host !== '' || url.pathname.startsWith('/'));
  const fragment = options.keepFragment === true ? url.hash : '';
  return `${url.protocol}${authority}${path}${identityQuery(url.search, options)}${fragment}`;
}

export function parseUrl(text: string, base?: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null; // a TypeError: not a URL
  }
}

function dropFinalDot(url: URL): void {
  if (url.hostname.endsWith('.')) url.hostname = url.hostname.replace(/\.+$/, '');
}

function identityPath(path: string, hierarchical: boolean): string {
  return hierarchical ? joinSlashes(dropPathSession(foldPathEscapes(path))) : normalizePathEscapes(path);
}

/** `/a//b` → `/a/b`, but not after a colon: archives and proxies have whole URLs in their paths. */
export function joinSlashes(path: string): string {
  return path.includes('//') ? path.replace(/([^:])\/{2,}/g, '$1/').replace(/^\/{2,}/, '/') : path;
}

/** `/a;jsessionid=1/b` → `/a/b`. A segment that is `..` afterwards goes up, as everywhere in a path. */
export function dropPathSession(path: string): string {
  if (!path.includes(';')) return path;
  const bare = path.replace(/;(?:jsessionid|phpsessid|sid)=[^/;]*/gi, '');
  return bare === path ? path : (parseUrl(`http://relative.invalid${bare}`)?.pathname ?? bare);
}

function identityQuery(search: string, options: IdentityOptions): string {
  if (search.length < 2) return '';
  const removed = options.removeParameters ?? [];
  const parts: string[] = [];
  for (const part of search.slice(1).split('&')) {
    const { name, value } = queryPair(part);
    if (name === '' || isTrackingParameter(name) || isSessionParameter(name, value)) continue;
    if (removed.includes(name.toLowerCase())) continue;
    if (value === '' && options.dropEmptyParameters === true) continue;
    parts.push(`${normalizeQueryEscapes(name)}${value === '' ? '' : `=${normalizeQueryEscapes(value)}`}`);
  }
  return parts.length === 0 ? '' : `?${parts.sort().join('&')}`;
}

function keepParameters(search: string, keep: (name: string) => boolean): string {
  if (search.length < 2) return '';
  const parts = search.slice(1).split('&');
  const kept = parts.filter((part) => keep(queryPair(part).name));
  if (kept.length === parts.length) return search;
  const query = kept.join('&');
  return query === '' ? '' : `?${query}`;
}

/** Name and value of one part of a query, still percent-encoded. */
export function queryPair(part: string): { name: string; value: string } {
  const at = part.indexOf('=');
  return at === -1 ? { name: part, value: '' } : { name: part.slice(0, at), value: part.slice(at + 1) };
}
