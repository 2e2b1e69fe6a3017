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
import { EntryDraft } from './entry-draft.ts';
import { type EntryElement, type EntryField, attributeAddress, textField } from './entry-field.ts';
import { parseUrl } from '../url/canonical.ts';
import { type ElementName, splitName, Vocabulary } from './vocabulary.ts';

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

/** A list without its root element is still a list. */
const ROOTS_OF_PARTS: Readonly<Record<string, SitemapKind>> = {
  url: 'urlset',
  sitemap: 'index',
  channel: 'rss',
  entry: 'atom',
};

const CONTAINERS: Readonly<Record<SitemapKind, readonly string[]>> = {
  urlset: ['url', 'sitemap'],
  index: ['sitemap', 'url'],
  rss: ['item'],
  atom: ['entry'],
  text: [],
};

type Attributes = Readonly<Record<string, string>>;

/** `rdf:about`, which names an item by its page's address. */
const ABOUT: EntryField = { of: 'address', rank: 5, form: 'in-full' };

/** Modes: before the root → within the root → closed. An entry is taken when its element ends. */
export class XmlReader {
  readonly #parser: Parser;
  #base: string | undefined;
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
  readonly #vocabulary = new Vocabulary();
  /** Depth of the open entry's element; what lies directly in it belongs to the entry. */
  #entryDepth = 0;
  #entry: EntryDraft | null = null;
  #field: EntryField | null = null;
  #text = '';
  /** The document is over, so elements that close now were cut off. */
  #ended = false;

  constructor({ url, maxEntries = MAX_SITEMAP_ENTRIES }: SitemapOptions = {}) {
    this.#base = url;
    this.#maxEntries = maxEntries;
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => this.#open(splitName(name), attributes),
        ontext: (text) => this.#collect(text),
        onclosetag: (_name, isImplied) => this.#close(isImplied),
        oncommentend: () => this.#hear(),
        oncdataend: () => this.#hear(),
        onprocessinginstruction: () => this.#hear(),
      },
      { xmlMode: true, decodeEntities: true, lowerCaseTags: true },
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
    this.#ended = true;
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

  #open(name: ElementName, attributes: Attributes): void {
    this.#hear();
    if (this.#cut) return;
    const { local } = name;
    if (this.root === '') this.root = local;
    this.#path.push(local);
    if (this.#path.length > MAX_DEPTH) return this.#giveUp();
    this.#vocabulary.declare(attributes);
    if (this.kind === null) this.#openRoot(name, attributes);
    if (this.kind === null) return;
    const isOwn = this.#vocabulary.isOwn(name);
    if (isOwn && this.#isContainer(local)) return this.#openEntry(local, attributes);
    const namespace = this.#vocabulary.namespaceOf(name);
    this.#openField(this.kind, { name: local, isOwn, namespace, attributes });
  }

  /** In an index, `url` within an entry is its address. */
  #isContainer(name: string): boolean {
    if (this.kind === null || CONTAINERS[this.kind]?.includes(name) !== true) return false;
    return name !== 'url' || this.#path.at(-2) !== 'sitemap';
  }

  #openEntry(name: string, attributes: Attributes): void {
    // The address before it was not closed, but it ended before this tag.
    if (this.#field !== null) this.#closeField();
    this.#flush();
    if (name === 'sitemap' && this.#count === 0) this.kind = 'index';
    this.#beginEntry(this.#path.length, attributes);
  }

  #beginEntry(depth: number, attributes: Attributes): void {
    this.#entry = new EntryDraft(baseWithin(attributes, this.#base));
    this.#entryDepth = depth;
    if (this.kind !== 'rss') return;
    // RSS 1.0 names the page of an item twice.
    const about = attributes['rdf:about'] ?? attributes['about'];
    if (about !== undefined) this.#entry.addText(ABOUT, about);
  }

  #openField(kind: SitemapKind, element: EntryElement): void {
    const depth = this.#path.length;
    // Addresses directly in the root: the author left out the entries.
    if (this.#entry === null && depth === 2 && element.name === 'loc') this.#beginEntry(1, {});
    if (this.#entry === null || depth !== this.#entryDepth + 1) return;
    const named = attributeAddress(kind, element);
    const base = baseWithin(element.attributes, this.#entry.base);
    if (named !== null) this.#entry.addAddress({ ...named, form: 'reference', base });
    this.#field = textField(kind, this.#path.at(-2) ?? '', element);
    this.#text = '';
  }

  /** Stops at a document that is no list: deep nesting costs time by the square of the depth, a long token memory. */
  #giveUp(): void {
    this.#gaveUp = true;
    this.#parser.pause();
  }

  #openRoot(name: ElementName, attributes: Attributes): void {
    const known = this.#path.length === 1 ? { ...ROOTS_OF_PARTS, ...ROOTS } : ROOTS;
    this.kind = Object.hasOwn(known, name.local) ? (known[name.local] ?? null) : null;
    if (this.kind !== null) {
      this.#vocabulary.setRoot(name);
      this.#base = baseWithin(attributes, this.#base);
    }
    this.#namespace = Object.entries(attributes).find(([key]) => /^xmlns(?::|$)/.test(key))?.[1] ?? '';
    if (attributes['xmlns'] !== undefined) this.#namespace = attributes['xmlns'];
  }

  #collect(text: string): void {
    this.#hear();
    if (this.#field !== null) {
      if (this.#text.length < MAX_TEXT_LENGTH) this.#text += text;
    } else if (this.#entry !== null && this.#path.length === this.#entryDepth) {
      if (this.#entry.bareText.length < MAX_TEXT_LENGTH) this.#entry.bareText += text;
    }
  }

  #close(isImplied: boolean): void {
    this.#hear();
    if (this.#cut) return;
    const isCutOff = isImplied && this.#ended;
    const depth = this.#path.length;
    if (this.#field !== null && depth === this.#entryDepth + 1) {
      // An element that was cut off is left out, because half an address is no address.
      if (isCutOff) this.#field = null;
      else this.#closeField();
    }
    if (this.#entry !== null && depth === this.#entryDepth) {
      if (isCutOff) this.#entry.bareText = '';
      this.#flush();
    }
    this.#path.pop();
    if (this.#path.length === 0 && this.kind !== null) this.#closed = !isImplied;
  }

  #closeField(): void {
    const field = this.#field;
    this.#field = null;
    if (field === null || this.#entry === null) return;
    const isFeed = this.kind === 'rss' || this.kind === 'atom';
    // Several addresses in one entry: the author forgot to close the entry between them.
    if (field.of === 'address' && !isFeed && this.#entry.hasAddress && this.#text.trim() !== '') {
      this.#flush();
      this.#beginEntry(this.#entryDepth, {});
    }
    this.#entry?.addText(field, this.#text);
  }

  #flush(): void {
    const entry = this.#entry?.read() ?? null;
    this.#entry = null;
    if (entry === null) return;
    if (this.#count >= this.#maxEntries) {
      this.#cut = true;
      return;
    }
    this.#count += 1;
    this.#entries.push(entry);
  }
}

/** The address that relative ones within an element are relative to. */
function baseWithin(attributes: Attributes, base: string | undefined): string | undefined {
  const own = attributes['xml:base'];
  return own === undefined ? base : (parseUrl(own.trim(), base)?.href ?? base);
}
