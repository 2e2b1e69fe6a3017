// Names of OpenGraph under whatever prefix or full address a page writes them.
import type { Element } from 'domhandler';

/** Prefixes that count without a declaration. */
const KNOWN_PREFIXES = new Set(['og', 'music', 'video', 'article', 'book', 'profile', 'product']);

/** `http://ogp.me/ns#title`, `http://ogp.me/ns/article#author`, and the address of the first version. */
const NAMESPACE = /^https?:\/\/(?:www\.)?(?:ogp\.me\/ns(?:\/(\w+))?#|opengraphprotocol\.org\/schema\/)(.+)$/i;

const DECLARATION = /([\w-]+):\s*(\S+)/g;

/** Prefix → address, as the elements around the head declare them. */
export type Prefixes = ReadonlyMap<string, string>;

export function declaredPrefixes(elements: readonly Element[]): Prefixes {
  const prefixes = new Map<string, string>();
  for (const { attribs } of elements) {
    for (const key of Object.keys(attribs)) {
      if (key.startsWith('xmlns:')) prefixes.set(key.slice('xmlns:'.length), attribs[key] ?? '');
    }
    for (const [, prefix = '', iri = ''] of (attribs['prefix'] ?? '').matchAll(DECLARATION)) {
      prefixes.set(prefix, iri);
    }
  }
  return prefixes;
}

/** The name under its usual prefix: `http://ogp.me/ns#title` and `o:title` are `og:title`. Other names stay. */
export function usualName(name: string, prefixes: Prefixes): string {
  const at = name.indexOf(':');
  const iri = prefixes.get(name.slice(0, Math.max(at, 0)));
  const match = NAMESPACE.exec(iri === undefined ? name : `${iri}${name.slice(at + 1)}`);
  return match === null ? name : `${match[1] ?? 'og'}:${match[2] ?? ''}`;
}

function hasKnownPrefix(name: string): boolean {
  return KNOWN_PREFIXES.has(name.slice(0, Math.max(name.indexOf(':'), 0)));
}

/**
 * OpenGraph and its relatives: every meta whose property has a known or declared prefix, in document order. Many pages
 * write `name` for `property`; that counts behind them, where no property says the same.
 */
export function readOpenGraph(metas: readonly Element[], prefixes: Prefixes): [string, string][] {
  const pairs: [string, string][] = [];
  const named: [string, string][] = [];
  for (const { attribs } of metas) {
    const { content } = attribs;
    if (content === undefined) continue;
    for (const property of (attribs['property'] ?? '').split(/\s+/)) {
      const usual = usualName(property, prefixes);
      const isDeclared = prefixes.has(property.slice(0, Math.max(property.indexOf(':'), 0)));
      if (isDeclared || hasKnownPrefix(usual)) pairs.push([usual, content]);
    }
    const name = attribs['name']?.trim() ?? '';
    if (hasKnownPrefix(name)) named.push([name, content]);
  }
  const told = new Set(pairs.map(([property]) => property));
  return [...pairs, ...named.filter(([name]) => !told.has(name))];
}
