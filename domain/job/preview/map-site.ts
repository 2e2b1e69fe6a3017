// The addresses of a site, as it names them itself: its sitemaps, its feeds, and the links of one page. Documents are read one after
// another, at the pace of their host, until there are enough or the time is over.
import { canonicalUrl, parseUrl, urlIdentity } from '../../web/url/canonical.ts';
import { registrableDomain } from '../../web/url/key.ts';
import { DocumentQueue, type PendingDocument } from '../../run/plan/document-queue.ts';
import { COMMON_SITEMAP_PATHS } from '../../web/sitemap/location.ts';
import type { NamedEntries } from './page-viewer.ts';

/** Where an address is named. */
export const MAP_SOURCES = ['sitemap', 'feed', 'page'] as const;
type MapSource = (typeof MAP_SOURCES)[number];

interface MappedUrl {
  readonly url: string;
  readonly source: MapSource;
}

type DocumentSource = Exclude<MapSource, 'page'>;

interface ReadDocument {
  readonly url: string;
  /** Why it could not be read; null: it was. */
  readonly problem: string | null;
}

export interface SiteMap {
  readonly urls: readonly MappedUrl[];
  readonly documents: readonly ReadDocument[];
  /** There are more: the limit was reached, or the time was over. */
  readonly cut: boolean;
}

/** What one page shows of its site. */
export interface MapStart {
  /** As it was answered. */
  readonly url: string;
  readonly links: readonly string[];
  readonly sitemaps: readonly string[];
  readonly feeds: readonly string[];
}

export interface MapWish {
  /** Only addresses with all these words, in any case. */
  readonly search: string;
  readonly most: number;
}

/** What became of a document that was not read. */
interface Unread {
  readonly problem: string;
  /** The host said so: what is not at one place may be at another. */
  readonly isAnswered: boolean;
}

export interface MapPorts {
  /** Rejects when a service is away. */
  readonly read: (url: string, source: DocumentSource) => Promise<NamedEntries | Unread>;
  /** Epoch ms. */
  readonly now: () => number;
  /** The time is over. */
  readonly isOver: () => boolean;
}

/** Each is a request that its host has to have a turn for. */
const MAX_DOCUMENTS = 60;
/** The usual places, tried one after another where neither robots.txt nor the page names a sitemap. */
const GUESSED_PATHS = COMMON_SITEMAP_PATHS.slice(0, 6);
const NO_SITEMAP = 'It is no sitemap and no feed.';

/** The addresses that were kept, each once. */
class Kept {
  readonly #site: string;
  readonly #words: readonly string[];
  readonly #most: number;
  readonly #byIdentity = new Map<string, MappedUrl>();
  isCut = false;

  constructor(url: string, { search, most }: MapWish) {
    this.#site = registrableDomain(url);
    this.#words = search
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    this.#most = most;
  }

  get urls(): MappedUrl[] {
    return [...this.#byIdentity.values()];
  }

  take(raw: string, source: MapSource): void {
    const canonical = canonicalUrl(raw);
    if (!canonical.ok || registrableDomain(canonical.url) !== this.#site) return;
    const { url } = canonical;
    const text = url.toLowerCase();
    const identity = urlIdentity(url) ?? url;
    if (this.#byIdentity.has(identity) || !this.#words.every((word) => text.includes(word))) return;
    if (this.#byIdentity.size >= this.#most) this.isCut = true;
    else this.#byIdentity.set(identity, { url, source });
  }
}

/** The documents of a site: those that it names, else those at usual places, until one of them is a sitemap. */
class Documents {
  readonly #now: () => number;
  readonly #feeds: ReadonlySet<string>;
  readonly #queue = new DocumentQueue((url) => url, { pending: [], seen: [] });
  #guesses: string[];

  constructor({ url, sitemaps, feeds }: MapStart, now: () => number) {
    this.#now = now;
    this.#feeds = new Set(feeds);
    this.#guesses =
      sitemaps.length > 0 ? [] : GUESSED_PATHS.flatMap((path) => parseUrl(path, url)?.href ?? []);
    this.#queue.name([...sitemaps, ...this.#guesses.splice(0, 1), ...feeds], 0, now());
  }

  /** Null: there is none left. */
  take(): PendingDocument | null {
    // What is named comes first, so that no place is tried in vain.
    while (this.#queue.pending.length === 0 && this.#guesses.length > 0)
      this.#queue.name(this.#guesses.splice(0, 1), 0, this.#now());
    const next = this.#queue.next(this.#now());
    if (next !== null) this.#queue.finish(next, null);
    return next;
  }

  sourceOf(url: string): DocumentSource {
    return this.#feeds.has(url) ? 'feed' : 'sitemap';
  }

  /** A host that gives no answer is not asked at one place after another. */
  missed({ isAnswered }: Unread): void {
    if (!isAnswered) this.#guesses = [];
  }

  /** A document was read, and these addresses stand in it. */
  found({ visit, level }: PendingDocument, { kind, locs }: NamedEntries): void {
    if (kind !== null && this.sourceOf(visit.url) === 'sitemap') this.#guesses = [];
    if (kind === 'index') this.#queue.name(locs, level + 1, this.#now());
  }
}

export async function mapSite(ports: MapPorts, start: MapStart, wish: MapWish): Promise<SiteMap> {
  const kept = new Kept(start.url, wish);
  const documents: ReadDocument[] = [];
  const left = new Documents(start, ports.now);
  let isCut = false;
  for (let next = left.take(); next !== null; next = left.take()) {
    if (kept.isCut || documents.length >= MAX_DOCUMENTS || ports.isOver()) {
      isCut = true;
      break;
    }
    const { url } = next.visit;
    const source = left.sourceOf(url);
    const read = await ports.read(url, source);
    documents.push({ url, problem: problemOf(read) });
    if ('problem' in read) {
      left.missed(read);
      continue;
    }
    isCut ||= read.cut;
    left.found(next, read);
    if (read.kind !== 'index') for (const loc of read.locs) kept.take(loc, source);
  }
  for (const link of start.links) kept.take(link, 'page');
  return { urls: kept.urls, documents, cut: isCut || kept.isCut };
}

/** Why a document says nothing; null: it was read. */
function problemOf(read: Awaited<ReturnType<MapPorts['read']>>): string | null {
  if ('problem' in read) return read.problem;
  return read.kind === null ? NO_SITEMAP : null;
}
