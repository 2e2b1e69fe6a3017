// What a sitemap or feed at https://x.com/maps/sitemap.xml lists, for tables of documents.
import { parseSitemap } from '../../domain/web/sitemap/parse.ts';

export const DOCUMENT_URL = 'https://x.com/maps/sitemap.xml';

export type DocumentRow = readonly [what: string, document: string, paths: readonly string[]];

/** Addresses without their host; `unreadable` when the document is no sitemap. */
export function listedPages(text: string): string[] {
  const result = parseSitemap(text, { url: DOCUMENT_URL });
  return result.ok ? result.entries.map((entry) => entry.loc.replace('https://x.com', '')) : ['unreadable'];
}
