// What a sitemap or feed says: addresses, and what its author states about them.

export type SitemapKind = 'urlset' | 'index' | 'text' | 'rss' | 'atom';

export type ChangeFrequency = 'always' | 'hourly' | 'daily' | 'weekly' | 'monthly' | 'yearly' | 'never';

export interface SitemapEntry {
  /** As written, or resolved when it was relative. Always http or https. */
  readonly loc: string;
  readonly lastModifiedMs: number | null;
  readonly changeFrequency: ChangeFrequency | null;
  /** 0 … 1. */
  readonly priority: number | null;
}

interface ReadToEnd {
  readonly ok: true;
  readonly kind: SitemapKind;
  /** The end of the document was missing; the entries before it were kept. */
  readonly incomplete: boolean;
  /** The document has more entries than allowed; the first ones were kept. */
  readonly cut: boolean;
  /** XML namespace of the root; empty when the root names none. */
  readonly namespace: string;
}

interface Unreadable {
  readonly ok: false;
  readonly reason: 'empty' | 'not-a-sitemap';
}

/** How a document that was read piece by piece ended. */
export type SitemapEnd = ReadToEnd | Unreadable;

/** Entries of an index are addresses of other sitemaps. */
export type SitemapResult = (ReadToEnd & { readonly entries: readonly SitemapEntry[] }) | Unreadable;

export interface SitemapOptions {
  /** Address of the document, for relative entries. */
  readonly url?: string | undefined;
  /** Default 50,000, the protocol's own limit. */
  readonly maxEntries?: number | undefined;
}

export const MAX_SITEMAP_ENTRIES = 50_000;
