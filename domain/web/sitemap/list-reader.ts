// Reads a plain list of addresses, one a line, in pieces of any size.
import { type SitemapEnd, type SitemapEntry, type SitemapOptions, MAX_SITEMAP_ENTRIES } from './document.ts';
import { parseLoc } from './entry.ts';

/** A longer line holds no address, so its characters beyond this are not kept. */
const MAX_LINE_LENGTH = 8_192;

export class ListReader {
  readonly kind = 'text';
  readonly #base: string | undefined;
  readonly #maxEntries: number;
  #entries: SitemapEntry[] = [];
  #count = 0;
  #cut = false;
  /** The start of a line whose end has not come yet. */
  #line = '';

  constructor({ url, maxEntries = MAX_SITEMAP_ENTRIES }: SitemapOptions) {
    this.#base = url;
    this.#maxEntries = maxEntries;
  }

  write(text: string): void {
    const lines = (this.#line + text).split(/\r\n|\n|\r/);
    const rest = lines.pop() ?? '';
    this.#line = rest.length > MAX_LINE_LENGTH ? rest.slice(0, MAX_LINE_LENGTH + 1) : rest;
    for (const line of lines) this.#read(line);
  }

  get isOver(): boolean {
    return this.#cut;
  }

  take(): SitemapEntry[] {
    const taken = this.#entries;
    this.#entries = [];
    return taken;
  }

  end(): SitemapEnd {
    this.#read(this.#line);
    if (this.#count === 0) return { ok: false, reason: 'not-a-sitemap' };
    return { ok: true, kind: 'text', incomplete: false, cut: this.#cut, namespace: '' };
  }

  #read(line: string): void {
    if (this.#cut || line.length > MAX_LINE_LENGTH) return;
    // Only absolute addresses count, because any other text would resolve to some address. Behind a tab stand dates.
    const [address = ''] = line.trim().split('\t');
    const loc = /^[\s\u200b\ufeff]*https?:\/\//i.test(address) ? parseLoc(address, this.#base) : null;
    if (loc === null) return;
    this.#cut = this.#count >= this.#maxEntries;
    if (this.#cut) return;
    this.#count += 1;
    this.#entries.push({ loc, lastModifiedMs: null, changeFrequency: null, priority: null });
  }
}
