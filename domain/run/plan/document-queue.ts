// The documents of a source that are still to be fetched: each once, hosts in turn, with a limit of depth and number. A
// run and `inspect sitemap` both use it.
import type { Visit } from '../chunk.ts';
import { MAX_SITEMAP_DEPTH } from '../../web/sitemap/location.ts';
import { urlHost } from '../../web/url/key.ts';

export interface PendingDocument {
  readonly visit: Visit;
  /** Number of indexes that lead to it. */
  readonly level: number;
}

/** Most sitemaps and feeds of a source, indexes included. */
const MAX_DOCUMENTS = 10_000;

export type Refusal = 'too-deep' | 'too-many-documents';

export class DocumentQueue {
  readonly #urlKeyOf: (url: string) => string;
  readonly #seen: Set<string>;
  #pending: PendingDocument[];
  #lastHost = '';

  constructor(
    urlKeyOf: (url: string) => string,
    kept: { readonly pending: readonly PendingDocument[]; readonly seen: readonly string[] },
  ) {
    this.#urlKeyOf = urlKeyOf;
    this.#pending = [...kept.pending];
    this.#seen = new Set(kept.seen);
  }

  get pending(): readonly PendingDocument[] {
    return this.#pending;
  }

  get seen(): string[] {
    return [...this.#seen];
  }

  /** Adds the documents that were not named before. Returns why it refused the others; null if it refused none. */
  name(urls: readonly string[], level: number, now: number): Refusal | null {
    if (level > MAX_SITEMAP_DEPTH) return 'too-deep';
    for (const url of urls) {
      const urlKey = this.#urlKeyOf(url);
      if (this.#seen.has(urlKey)) continue;
      if (this.#seen.size >= MAX_DOCUMENTS) return 'too-many-documents';
      this.#seen.add(urlKey);
      const visit = { urlKey, url, depth: 0, visit: 1, attempts: 0, dueAt: now, firstDueAt: now };
      this.#pending.push({ visit, level });
    }
    return null;
  }

  /** The next due document, if possible of another host than the last: no host waits for all documents of another. */
  next(now: number): PendingDocument | null {
    const due = this.#pending.filter(({ visit }) => visit.dueAt <= now);
    const next = due.find(({ visit }) => urlHost(visit.url) !== this.#lastHost) ?? due[0] ?? null;
    if (next !== null) this.#lastHost = urlHost(next.visit.url);
    return next;
  }

  /** Epoch ms at which the first document is due; Infinity when none is left. */
  get nextDueAt(): number {
    return this.#pending.reduce((at, { visit }) => Math.min(at, visit.dueAt), Number.POSITIVE_INFINITY);
  }

  /** Removes a document from the queue. `later`: the same document to be fetched again, after the others. */
  finish(document: PendingDocument, later: PendingDocument | null): void {
    this.#pending = this.#pending.filter((one) => one !== document);
    if (later !== null) this.#pending.push(later);
  }

  clear(): void {
    this.#pending = [];
  }
}
