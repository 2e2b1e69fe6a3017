// Dublin Core in meta and link elements.
import type { Element } from 'domhandler';
import type { JsonObject } from './structured-node.ts';

const ELEMENTS = new Set(
  'contributor coverage creator date description format identifier language publisher relation rights source subject title type'.split(
    ' ',
  ),
);
const ELEMENTS_IRI = 'http://purl.org/dc/elements/1.1/';
const TERMS_IRI = 'http://purl.org/dc/terms/';

export interface DublinCore {
  readonly namespaces: Readonly<Record<string, string>>;
  readonly elements: readonly JsonObject[];
  readonly terms: readonly JsonObject[];
}

function entryOf(element: Element, name: string): JsonObject {
  const entry: JsonObject = {};
  const { attribs } = element;
  if (element.name === 'link') entry['rel'] = name;
  else entry['name'] = name;
  for (const key of ['lang', 'scheme', 'content', 'hreflang', 'href']) {
    if (attribs[key] !== undefined) entry[key] = attribs[key];
  }
  return entry;
}

/** Prefixes with their vocabularies: `<link rel="schema.DC" href="…">`. */
function namespacesOf(links: readonly Element[]): Record<string, string> {
  const namespaces: Record<string, string> = {};
  for (const { attribs } of links) {
    const prefix = /^schema\.(\w+)$/i.exec(attribs['rel'] ?? '')?.[1];
    if (prefix !== undefined && attribs['href'] !== undefined && /^dc/i.test(prefix))
      namespaces[prefix] = attribs['href'];
  }
  return namespaces;
}

/** Null: the name is none of Dublin Core. An element is one of its first fifteen terms. */
function termOf(name: string): { readonly term: string; readonly isElement: boolean } | null {
  const [, prefix, path] = /^(dc|dcterms)[.:](.+)$/i.exec(name) ?? [];
  if (prefix === undefined || path === undefined) return null;
  const term = path.split(/[.:]/).at(-1)?.toLowerCase() ?? '';
  return { term, isElement: prefix.toLowerCase() === 'dc' && ELEMENTS.has(term) };
}

/** Names are read as `DC.title`, `dcterms.modified`, `DC.Date.modified`; the last part decides. */
export function readDublinCore(metas: readonly Element[], links: readonly Element[]): DublinCore {
  const elements: JsonObject[] = [];
  const terms: JsonObject[] = [];
  for (const element of [...metas, ...links]) {
    const name = element.name === 'link' ? element.attribs['rel'] : element.attribs['name'];
    const found = name === undefined ? null : termOf(name);
    if (name === undefined || found === null) continue;
    const { term, isElement } = found;
    const entry = entryOf(element, name);
    entry['URI'] = (isElement ? ELEMENTS_IRI : TERMS_IRI) + term;
    (isElement ? elements : terms).push(entry);
  }
  return { namespaces: namespacesOf(links), elements, terms };
}
