// Reads the XML of sitemaps (urlset, index), RSS and Atom, in pieces of any size and within limits. Broken XML gives
// the entries it holds. Document types are never expanded, so entities can't grow or load other documents.
import { Parser } from 'htmlparser2';
import {
  type SitemapEnd,
  type SitemapEntry,
  type SitemapKind,
  type SitemapOptions,
  MAX_SITEMAP_ENTRIES,
} from './document.ts';
import { parseEntry } from './entry.ts';

type Slot = 'loc' | 'guid' | 'lastModified' | 'changeFrequency' | 'priority';

/** Addresses are at most 2,048 characters by the protocol; more is noise or an attack. */
const MAX_TEXT_LENGTH = 8_192;
/** Depth of elements. Real lists have four levels; a list that never closes its entries has as many as entries. */
const MAX_DEPTH = 10_000;
/**
 * Most characters of one tag, comment or CDATA section, which the parser holds whole. Some feeds carry a page with its
 * pictures in one section; a longer one is taken for a document without end.
 */
const MAX_TOKEN_LENGTH = 4 * 1024 * 1024;

const ROOTS: Readonly<Record<string, SitemapKind>> = {
  urlset: 'urlset',
  sitemapindex: 'index',
  rss: 'rss',
  rdf: 'rss',
  feed: 'atom',
};

const CONTAINERS: Readonly<Record<SitemapKind, string>> = {
  urlset: 'url',
  index: 'sitemap',
  rss: 'item',
  atom: 'entry',
  text: '',
};

const SITEMAP_SLOTS: Readonly<Record<string, Slot>> = {
  loc: 'loc',
  lastmod: 'lastModified',
  changefreq: 'changeFrequency',
  priority: 'priority',
};

const FEED_SLOTS: Readonly<Record<string, Slot>> = {
  link: 'loc',
  guid: 'guid',
  id: 'guid',
  pubdate: 'lastModified',
  date: 'lastModified',
  published: 'lastModified',
  issued: 'lastModified',
  updated: 'lastModified',
  modified: 'lastModified',
};

/** Modes: before the root → within the root → closed. An entry is taken when its element ends. */
export class XmlReader {
  readonly #parser: Parser;
  readonly #base: string | undefined;
  readonly #maxEntries: number;
  #entries: SitemapEntry[] = [];
  #count = 0;
  readonly #path: string[] = [];
  kind: SitemapKind | null = null;
  #namespace = '';
  #closed = false;
  #cut = false;
  #gaveUp = false;
  /** Characters written since the parser last called a handler. */
  #unheard = 0;
  /** Name of the first element. */
  root = '';
  #entry: Partial<Record<Slot, string>> | null = null;
  #slot: Slot | null = null;
  #text = '';

  constructor({ url, maxEntries = MAX_SITEMAP_ENTRIES }: SitemapOptions = {}) {
    this.#base = url;
    this.#maxEntries = maxEntries;
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => this.#open(localName(name), attributes),
        ontext: (text) => this.#collect(text),
        onclosetag: (name, isImplied) => this.#close(localName(name), isImplied),
        oncommentend: () => this.#hear(),
        oncdataend: () => this.#hear(),
        onprocessinginstruction: () => this.#hear(),
      },
      { xmlMode: true, decodeEntities: true },
    );
  }

  /** Characters, cut anywhere. */
  write(text: string): void {
    if (this.isOver) return;
    this.#unheard += text.length;
    this.#parser.write(text);
    if (this.#unheard > MAX_TOKEN_LENGTH) this.#giveUp();
  }

  /** Whether the rest would not be read. */
  get isOver(): boolean {
    return this.#cut || this.#gaveUp;
  }

  /** The entries read since the last call. */
  take(): SitemapEntry[] {
    const taken = this.#entries;
    this.#entries = [];
    return taken;
  }

  end(): SitemapEnd {
    if (this.#gaveUp) this.#flush();
    else if (!this.#cut) this.#parser.end();
    const kind = this.kind;
    const cut = this.#cut;
    const namespace = this.#namespace;
    if (kind === null) return { ok: false, reason: 'not-a-sitemap' };
    return { ok: true, kind, incomplete: !this.#closed && !cut, cut, namespace };
  }

  #hear(): void {
    this.#unheard = 0;
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#hear();
    if (this.#cut) return;
    if (this.root === '') this.root = name;
    this.#path.push(name);
    if (this.#path.length > MAX_DEPTH) return this.#giveUp();
    if (this.kind === null) this.#openRoot(name, attributes);
    if (this.kind === null) return;
    if (name === CONTAINERS[this.kind]) {
      this.#flush();
      this.#entry = {};
      return;
    }
    if (this.#entry === null || this.#path.at(-2) !== CONTAINERS[this.kind]) return;
    if (this.kind === 'atom' && name === 'link') this.#takeAtomLink(attributes);
    else this.#openSlot(name);
  }

  /** Stops at a document that is no list: deep nesting costs time by the square of the depth, a long token memory. */
  #giveUp(): void {
    this.#gaveUp = true;
    this.#parser.pause();
  }

  #openRoot(name: string, attributes: Readonly<Record<string, string>>): void {
    this.kind = ROOTS[name] ?? null;
    // A list without its root element is still a list.
    if (this.kind === null && this.#path.length === 1) {
      if (name === 'url') this.kind = 'urlset';
      if (name === 'sitemap') this.kind = 'index';
    }
    this.#namespace = Object.entries(attributes).find(([key]) => /^xmlns(?::|$)/.test(key))?.[1] ?? '';
    if (attributes['xmlns'] !== undefined) this.#namespace = attributes['xmlns'];
  }

  #openSlot(name: string): void {
    const slots = this.kind === 'rss' || this.kind === 'atom' ? FEED_SLOTS : SITEMAP_SLOTS;
    const slot = Object.hasOwn(slots, name) ? slots[name] : undefined;
    if (slot === undefined) return;
    this.#slot = slot;
    this.#text = '';
  }

  #collect(text: string): void {
    this.#hear();
    if (this.#slot !== null && this.#text.length < MAX_TEXT_LENGTH) this.#text += text;
  }

  #close(name: string, isImplied: boolean): void {
    this.#hear();
    if (this.#cut) return;
    if (this.#slot !== null && this.#entry !== null) {
      // An element that was cut off is left out, because half an address is no address.
      if (!isImplied) this.#fill(this.#slot, this.#text);
      this.#slot = null;
    }
    if (this.kind !== null && name === CONTAINERS[this.kind]) this.#flush();
    this.#path.pop();
    if (this.#path.length === 0 && this.kind !== null) this.#closed = !isImplied;
  }

  #fill(slot: Slot, text: string): void {
    if (this.#entry === null || text.trim() === '') return;
    // Several addresses in one entry: the author forgot to close the entry between them.
    if (slot === 'loc' && this.#entry.loc !== undefined && this.kind !== 'rss') {
      this.#flush();
      this.#entry = {};
    }
    this.#entry[slot] ??= text;
  }

  #takeAtomLink(attributes: Readonly<Record<string, string>>): void {
    const { rel = 'alternate', href = '' } = attributes;
    if (rel === 'alternate' && href !== '') this.#fill('loc', href);
  }

  #flush(): void {
    const text = this.#entry;
    this.#entry = null;
    if (text === null) return;
    const entry = parseEntry(
      {
        loc: text.loc ?? text.guid ?? '',
        lastModified: text.lastModified ?? '',
        changeFrequency: text.changeFrequency ?? '',
        priority: text.priority ?? '',
      },
      this.#base,
    );
    if (entry === null) return;
    if (this.#count >= this.#maxEntries) {
      this.#cut = true;
      return;
    }
    this.#count += 1;
    this.#entries.push(entry);
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase();
}
