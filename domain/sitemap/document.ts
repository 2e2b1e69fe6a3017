// What a sitemap or feed says: addresses, and what its author claims about them.

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

export interface SitemapDocument {
  readonly ok: true;
  readonly kind: SitemapKind;
  /** Of an index: addresses of other sitemaps. */
  readonly entries: readonly SitemapEntry[];
  /** The end was missing: what stands before it was kept. */
  readonly incomplete: boolean;
  /** More entries than allowed: the first of them were kept. */
  readonly cut: boolean;
  /** XML namespace of the root, empty when it named none. */
  readonly namespace: string;
}

export type SitemapResult =
  | SitemapDocument
  | { readonly ok: false; readonly reason: 'empty' | 'not-a-sitemap' };

export interface SitemapOptions {
  /** Address of the document, for relative entries. */
  readonly url?: string | undefined;
  /** Default 50,000, the protocol's own limit. */
  readonly maxEntries?: number | undefined;
}

export const MAX_SITEMAP_ENTRIES = 50_000;
