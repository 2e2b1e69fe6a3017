// What the elements of an entry mean: which of them name its page, which say when it was modified. An entry may name
// several addresses; the one with the lowest rank is its page.
import type { SitemapKind } from './document.ts';

export interface EntryElement {
  /** Without prefix, in lower case. */
  readonly name: string;
  /** Whether it belongs to the vocabulary of the document. */
  readonly isOwn: boolean;
  /** Address of its vocabulary; empty when it has no prefix or a prefix nobody declared. */
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** How an address may be written: as people write pages, as any reference that resolves, or only in full. */
export type AddressForm = 'page' | 'reference' | 'in-full';

export type EntryField =
  | { readonly of: 'address'; readonly rank: number; readonly form: AddressForm }
  | { readonly of: 'date'; readonly rank: number }
  | { readonly of: 'change-frequency' }
  | { readonly of: 'priority' };

const PAGE: EntryField = { of: 'address', rank: 0, form: 'page' };
/** Identifiers are often addresses, and just as often words with slashes. */
const IDENTIFIER: EntryField = { of: 'address', rank: 5, form: 'in-full' };
const MODIFIED: EntryField = { of: 'date', rank: 0 };
const PUBLISHED: EntryField = { of: 'date', rank: 1 };

const SITEMAP_FIELDS: Readonly<Record<string, EntryField>> = {
  loc: PAGE,
  lastmod: MODIFIED,
  changefreq: { of: 'change-frequency' },
  priority: { of: 'priority' },
};

const FEED_FIELDS: Readonly<Record<string, EntryField>> = {
  link: PAGE,
  guid: IDENTIFIER,
  id: IDENTIFIER,
  updated: MODIFIED,
  modified: MODIFIED,
  pubdate: PUBLISHED,
  date: PUBLISHED,
  published: PUBLISHED,
  issued: PUBLISHED,
};

/** Shops' product feeds write the page as `g:link`. */
const PRODUCT_FEED = 'http://base.google.com/ns/1.0';

/** What the text of an element means; `null` if it means nothing for an entry. */
export function textField(kind: SitemapKind, parent: string, element: EntryElement): EntryField | null {
  if (kind === 'rss' || kind === 'atom') return feedField(element);
  const { name, isOwn } = element;
  if (!isOwn) return null;
  return kind === 'index' && parent === 'sitemap' && name === 'url' ? PAGE : fieldIn(SITEMAP_FIELDS, name);
}

function feedField({ name, isOwn, namespace }: EntryElement): EntryField | null {
  const field = fieldIn(FEED_FIELDS, name);
  if (field === null || field.of === 'date' || isOwn) return field;
  return name === 'link' && namespace === PRODUCT_FEED ? { of: 'address', rank: 2, form: 'page' } : null;
}

function fieldIn(fields: Readonly<Record<string, EntryField>>, name: string): EntryField | null {
  return Object.hasOwn(fields, name) ? (fields[name] ?? null) : null;
}

export interface AttributeAddress {
  readonly rank: number;
  readonly text: string;
}

/** The address that an element names in an attribute: links of Atom, also where RSS borrows them. */
export function attributeAddress(kind: SitemapKind, element: EntryElement): AttributeAddress | null {
  const { name, isOwn, attributes } = element;
  if (kind === 'rss' && name === 'link') return linkAddress(attributes, false);
  if (kind !== 'atom' || !isOwn) return null;
  if (name === 'link') return linkAddress(attributes, true);
  const { src = '', type = '' } = attributes;
  return name === 'content' && src !== '' && isPageType(type) ? { rank: 4, text: src } : null;
}

/** A link to the entry itself is for programs, so it is the last choice, where there is nothing else to go to. */
function linkAddress(
  attributes: Readonly<Record<string, string>>,
  mayBeSelf: boolean,
): AttributeAddress | null {
  const { rel = '', type = '', href = '' } = attributes;
  if (href.trim() === '') return null;
  // RFC 4287 section 4.2.7.2: no relation means alternate, and every relation has a long name too.
  const relation = rel.trim().toLowerCase().replace('http://www.iana.org/assignments/relation/', '');
  if (relation === '' || relation === 'alternate') return { rank: isPageType(type) ? 1 : 3, text: href };
  return relation === 'self' && mayBeSelf ? { rank: 6, text: href } : null;
}

function isPageType(type: string): boolean {
  return type.trim() === '' || /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(type);
}
