// Reads sitemaps (urlset, index), RSS, Atom and plain lists of addresses, in pieces of any size and under a bound.
// Broken XML gives what it holds. Document types are never expanded, so entities cannot grow or reach out.
import { Parser } from 'htmlparser2';
import { MAX_SITEMAP_ENTRIES } from './document.ts';
import type {
  SitemapDocument,
  SitemapEntry,
  SitemapKind,
  SitemapOptions,
  SitemapResult,
} from './document.ts';
import { parseEntry, parseLoc } from './entry.ts';

type Slot = 'loc' | 'guid' | 'lastModified' | 'changeFrequency' | 'priority';

/** Addresses are at most 2,048 characters by the protocol; more is noise or an attack. */
const MAX_TEXT_LENGTH = 8_192;
/** Elements within elements: real lists have four, one that never closes its entries as many as entries. */
const MAX_DEPTH = 10_000;
const SNIFF_LENGTH = 65_536;

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

export function parseSitemap(text: string, options: SitemapOptions = {}): SitemapResult {
  const body = text.replace(/^[\ufeff\s]+/, '');
  if (body === '') return { ok: false, reason: 'empty' };
  // Servers print warnings before the document they still send.
  const isXml =
    body.startsWith('<') || /<(?:\w+:)?(?:urlset|sitemapindex|rss|feed)\b/.test(body.slice(0, SNIFF_LENGTH));
  if (!isXml) return parseList(body, options);
  const reader = new SitemapReader(options);
  reader.write(body);
  return reader.end();
}

function parseList(body: string, { url, maxEntries = MAX_SITEMAP_ENTRIES }: SitemapOptions): SitemapResult {
  const entries: SitemapEntry[] = [];
  let cut = false;
  for (const line of body.split(/\r\n|\n|\r/)) {
    // Only whole addresses: any other text would resolve to something.
    const loc = /^\s*https?:\/\//i.test(line) ? parseLoc(line, url) : null;
    if (loc === null) continue;
    cut = entries.length >= maxEntries;
    if (cut) break;
    entries.push({ loc, lastModifiedMs: null, changeFrequency: null, priority: null });
  }
  if (entries.length === 0) return { ok: false, reason: 'not-a-sitemap' };
  return { ok: true, kind: 'text', entries, incomplete: false, cut, namespace: '' };
}

/** Modes: before the root → within it → closed. Entries are taken as their elements end. */
export class SitemapReader {
  private readonly parser: Parser;
  private readonly base: string | undefined;
  private readonly maxEntries: number;
  private readonly entries: SitemapEntry[] = [];
  private readonly path: string[] = [];
  private kind: SitemapKind | null = null;
  private namespace = '';
  private closed = false;
  private cut = false;
  private tooDeep = false;
  private entry: Partial<Record<Slot, string>> | null = null;
  private slot: Slot | null = null;
  private text = '';

  constructor({ url, maxEntries = MAX_SITEMAP_ENTRIES }: SitemapOptions = {}) {
    this.base = url;
    this.maxEntries = maxEntries;
    this.parser = new Parser(
      {
        onopentag: (name, attributes) => this.open(localName(name), attributes),
        ontext: (text) => this.collect(text),
        onclosetag: (name, isImplied) => this.close(localName(name), isImplied),
      },
      { xmlMode: true, decodeEntities: true },
    );
  }

  /** Characters, cut anywhere. */
  write(text: string): void {
    if (!this.cut && !this.tooDeep) this.parser.write(text);
  }

  end(): SitemapResult {
    if (this.tooDeep) this.flush();
    else if (!this.cut) this.parser.end();
    const { kind, entries, cut, namespace } = this;
    if (kind === null) return { ok: false, reason: 'not-a-sitemap' };
    const document: SitemapDocument = {
      ok: true,
      kind,
      entries,
      incomplete: !this.closed && !cut,
      cut,
      namespace,
    };
    return document;
  }

  private open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.cut) return;
    this.path.push(name);
    if (this.path.length > MAX_DEPTH) return this.giveUp();
    if (this.kind === null) this.openRoot(name, attributes);
    if (this.kind === null) return;
    if (name === CONTAINERS[this.kind]) {
      this.flush();
      this.entry = {};
      return;
    }
    if (this.entry === null || this.path.at(-2) !== CONTAINERS[this.kind]) return;
    if (this.kind === 'atom' && name === 'link') this.takeAtomLink(attributes);
    else this.openSlot(name);
  }

  /** What nests like this is no list, and costs the parser time by the square of its depth. */
  private giveUp(): void {
    this.tooDeep = true;
    this.parser.pause();
  }

  private openRoot(name: string, attributes: Readonly<Record<string, string>>): void {
    this.kind = ROOTS[name] ?? null;
    // A list that lost its root is still a list.
    if (this.kind === null && this.path.length === 1) {
      if (name === 'url') this.kind = 'urlset';
      if (name === 'sitemap') this.kind = 'index';
    }
    this.namespace = Object.entries(attributes).find(([key]) => /^xmlns(?::|$)/.test(key))?.[1] ?? '';
    if (attributes['xmlns'] !== undefined) this.namespace = attributes['xmlns'];
  }

  private openSlot(name: string): void {
    const slots = this.kind === 'rss' || this.kind === 'atom' ? FEED_SLOTS : SITEMAP_SLOTS;
    const slot = Object.hasOwn(slots, name) ? slots[name] : undefined;
    if (slot === undefined) return;
    this.slot = slot;
    this.text = '';
  }

  private collect(text: string): void {
    if (this.slot !== null && this.text.length < MAX_TEXT_LENGTH) this.text += text;
  }

  private close(name: string, isImplied: boolean): void {
    if (this.cut) return;
    if (this.slot !== null && this.entry !== null) {
      // Cut off within an element: half an address is none.
      if (!isImplied) this.fill(this.slot, this.text);
      this.slot = null;
    }
    if (this.kind !== null && name === CONTAINERS[this.kind]) this.flush();
    this.path.pop();
    if (this.path.length === 0 && this.kind !== null) this.closed = !isImplied;
  }

  private fill(slot: Slot, text: string): void {
    if (this.entry === null || text.trim() === '') return;
    // Several addresses in one element: the author forgot to close the entry in between.
    if (slot === 'loc' && this.entry.loc !== undefined && this.kind !== 'rss') {
      this.flush();
      this.entry = {};
    }
    this.entry[slot] ??= text;
  }

  private takeAtomLink(attributes: Readonly<Record<string, string>>): void {
    const { rel = 'alternate', href = '' } = attributes;
    if (rel === 'alternate' && href !== '') this.fill('loc', href);
  }

  private flush(): void {
    const text = this.entry;
    this.entry = null;
    if (text === null) return;
    const entry = parseEntry(
      {
        loc: text.loc ?? text.guid ?? '',
        lastModified: text.lastModified ?? '',
        changeFrequency: text.changeFrequency ?? '',
        priority: text.priority ?? '',
      },
      this.base,
    );
    if (entry === null) return;
    if (this.entries.length >= this.maxEntries) this.cut = true;
    else this.entries.push(entry);
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase();
}
