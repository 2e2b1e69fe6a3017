// Reads sitemaps (urlset, index), RSS, Atom and plain lists of addresses, in pieces of any size, so that a document of
// millions of entries is never held whole. A run, `inspect sitemap` and the quality figures all use this reader.
import type { SitemapEnd, SitemapEntry, SitemapKind, SitemapOptions, SitemapResult } from './document.ts';
import { ListReader } from './list-reader.ts';
import { XmlReader } from './xml-reader.ts';

/** Some servers print warnings before the document, so this many characters are searched for its root. */
const SNIFF_LENGTH = 65_536;
const ROOT = /<(?:\w+:)?(?:urlset|sitemapindex|rss|rdf|feed)\b/i;

export function parseSitemap(text: string, options: SitemapOptions = {}): SitemapResult {
  const reader = new SitemapReader(options);
  reader.write(text);
  const end = reader.end();
  return end.ok ? { ...end, entries: reader.take() } : end;
}

/** Modes: nothing but white space yet → not known what it is (`head`) → read as XML or as a list. */
export class SitemapReader {
  readonly #options: SitemapOptions;
  #head = '';
  #reader: XmlReader | ListReader | null = null;

  constructor(options: SitemapOptions = {}) {
    this.#options = options;
  }

  /** Characters, cut anywhere. */
  write(text: string): void {
    if (this.#reader !== null) return this.#reader.write(text);
    this.#head = this.#head === '' ? text.replace(/^[\ufeff\s]+/, '') : this.#head + text;
    if (this.#head.startsWith('<') || this.#head.length >= SNIFF_LENGTH) this.#begin();
  }

  /** Whether the rest would not be read: the limit of entries is reached, or the document can't be read. */
  get isOver(): boolean {
    return this.#reader?.isOver ?? false;
  }

  /** Known when the first entry is read, often before. */
  get kind(): SitemapKind | null {
    return this.#reader?.kind ?? null;
  }

  /** Name of the first element; empty when there is none. */
  get root(): string {
    return this.#reader instanceof XmlReader ? this.#reader.root : '';
  }

  /** The entries read since the last call. */
  take(): SitemapEntry[] {
    return this.#reader?.take() ?? [];
  }

  end(): SitemapEnd {
    if (this.#reader === null && this.#head === '') return { ok: false, reason: 'empty' };
    return (this.#reader ?? this.#begin()).end();
  }

  #begin(): XmlReader | ListReader {
    const isXml = this.#head.startsWith('<') || ROOT.test(this.#head.slice(0, SNIFF_LENGTH));
    const reader = isXml ? new XmlReader(this.#options) : new ListReader(this.#options);
    this.#reader = reader;
    reader.write(this.#head);
    this.#head = '';
    return reader;
  }
}
