// The key of an address, as runs know it.
import { createHash } from 'node:crypto';
import { canonicalUrl } from '../domain/url/canonical.ts';
import { urlKey } from '../domain/url/key.ts';

/** An address is reduced as the crawl does it; anything else is taken for a key. */
export function toUrlKey(url: string): string {
  const canonical = canonicalUrl(url);
  if (!canonical.ok) return url;
  return urlKey(canonical.url, (text) => createHash('sha256').update(text).digest());
}
