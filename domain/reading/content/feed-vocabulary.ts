// Which vocabulary an element of a feed belongs to: by the address that its prefix is declared for, whatever the prefix is;
// by the customary prefix where none is declared. What the root of the feed is declared for is the feed's own.
import type { Element } from 'domhandler';
import { isElement } from '../html/html-tree.ts';

type Vocabulary = 'feed' | 'dc' | 'content' | 'itunes' | 'media' | 'xhtml' | 'shop' | 'other';

/** Addresses without scheme, `www.` and a last `/` or `#`; sources: the specifications of RSS 0.9 to 2.0, Atom 0.3 and 1.0. */
const ADDRESSES: Readonly<Record<string, Vocabulary>> = {
  'w3.org/2005/atom': 'feed',
  'purl.org/atom/ns': 'feed',
  'purl.org/atom/0.3': 'feed',
  'purl.org/rss/1.0': 'feed',
  'purl.org/net/rss1.1': 'feed',
  'my.netscape.com/rdf/simple/0.9': 'feed',
  'channel.netscape.com/rdf/simple/0.9': 'feed',
  'my.netscape.com/publish/formats/rss-0.91.dtd': 'feed',
  'backend.userland.com/rss': 'feed',
  'backend.userland.com/rss2': 'feed',
  'backend.userland.com/rss091': 'feed',
  'backend.userland.com/rss092': 'feed',
  'blogs.law.harvard.edu/tech/rss': 'feed',
  'cyber.law.harvard.edu/rss/rss.html': 'feed',
  'purl.org/dc/elements/1.1': 'dc',
  'purl.org/dc/elements/1.0': 'dc',
  'purl.org/dc/terms': 'dc',
  'purl.org/rss/1.0/modules/dc': 'dc',
  'purl.org/rss/1.0/modules/content': 'content',
  'itunes.com/dtds/podcast-1.0.dtd': 'itunes',
  'search.yahoo.com/mrss': 'media',
  'w3.org/1999/xhtml': 'xhtml',
  'base.google.com/ns/1.0': 'shop',
  'google.com/schemas/play-podcasts/1.0': 'itunes',
};
/** What prefixes stand for that nobody has declared. */
const CUSTOMARY: Readonly<Record<string, Vocabulary>> = {
  atom: 'feed',
  rss: 'feed',
  dc: 'dc',
  dcterms: 'dc',
  content: 'content',
  itunes: 'itunes',
  media: 'media',
  g: 'shop',
  googleplay: 'itunes',
  xhtml: 'xhtml',
};

export interface FeedName {
  readonly vocabulary: Vocabulary;
  /** Without its prefix, in lower case. */
  readonly local: string;
}

/** Names of elements and attributes are in lower case. */
export function feedName(element: Element): FeedName {
  const { prefix, local } = splitName(element.name);
  const address = declaredFor(prefix, element);
  const vocabulary = address === null ? undefined : ADDRESSES[plainAddress(address)];
  if (prefix === '') return { vocabulary: vocabulary ?? 'feed', local };
  if (address === null) return { vocabulary: CUSTOMARY[prefix] ?? 'other', local };
  return { vocabulary: vocabulary ?? (isOfRoot(address, element) ? 'feed' : 'other'), local };
}

/** `<x:rss xmlns:x="https://nobody.example/">`: an address that nobody knows, and no RDF, which is a frame around others. */
function isOfRoot(address: string, element: Element): boolean {
  let root = element;
  while (isElement(root.parent)) root = root.parent;
  const { prefix, local } = splitName(root.name);
  return local !== 'rdf' && declaredFor(prefix, root) === address;
}

export function splitName(name: string): { readonly prefix: string; readonly local: string } {
  const at = name.indexOf(':');
  return at < 0 ? { prefix: '', local: name } : { prefix: name.slice(0, at), local: name.slice(at + 1) };
}

/** The nearest declaration of the prefix, at the element itself or around it; null when there is none. */
function declaredFor(prefix: string, element: Element): string | null {
  const attribute = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
  for (let here: Element['parent'] = element; isElement(here); here = here.parent) {
    const address = here.attribs[attribute];
    if (address !== undefined) return address;
  }
  return null;
}

function plainAddress(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/[/#]+$/, '');
}
