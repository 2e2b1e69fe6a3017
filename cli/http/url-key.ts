// The key of a URL, by which runs know it.
import { createHash } from 'node:crypto';
import { canonicalUrl } from '../../domain/web/url/canonical.ts';
import { urlKey } from '../../domain/web/url/key.ts';

/** A URL is reduced as in a crawl; any other text counts as a key. */
export function toUrlKey(url: string): string {
  const canonical = canonicalUrl(url);
  if (!canonical.ok) return url;
  return urlKey(canonical.url, (text) => createHash('sha256').update(text).digest());
}
