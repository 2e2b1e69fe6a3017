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

/** Names are read as `DC.title`, `dcterms.modified`, `DC.Date.modified`; the last part decides. */
export function readDublinCore(metas: readonly Element[], links: readonly Element[]): DublinCore {
  const namespaces: Record<string, string> = {};
  const elements: JsonObject[] = [];
  const terms: JsonObject[] = [];
  for (const { attribs } of links) {
    const prefix = /^schema\.(\w+)$/i.exec(attribs['rel'] ?? '')?.[1];
    if (prefix !== undefined && attribs['href'] !== undefined && /^dc/i.test(prefix))
      namespaces[prefix] = attribs['href'];
  }
  for (const element of [...metas, ...links]) {
    const name = element.name === 'link' ? element.attribs['rel'] : element.attribs['name'];
    const match = /^(dc|dcterms)[.:](.+)$/i.exec(name ?? '');
    if (name === undefined || match === null) continue;
    const last = (match[2] ?? '').split(/[.:]/).at(-1)?.toLowerCase() ?? '';
    const isElement = match[1]?.toLowerCase() === 'dc' && ELEMENTS.has(last);
    const entry = entryOf(element, name);
    entry['URI'] = (isElement ? ELEMENTS_IRI : TERMS_IRI) + last;
    (isElement ? elements : terms).push(entry);
  }
  return { namespaces, elements, terms };
}
