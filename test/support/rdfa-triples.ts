// The triples that a page states in RDFa, short enough for tables.
import { inspectStructured } from '../../cli/inspect/explain/inspect-structured.ts';

export const PAGE = 'http://e.example/page';
const SHORT: readonly (readonly [string, string])[] = [
  ['http://schema.org/', 'S:'],
  ['http://xmlns.com/foaf/0.1/', 'F:'],
  ['http://purl.org/dc/terms/', 'DC:'],
  ['http://ogp.me/ns#', 'OG:'],
  ['http://www.w3.org/2001/XMLSchema#', 'X:'],
  [PAGE, 'B:'],
  ['http://e.example/', '/'],
];

function short(text: string): string {
  const found = SHORT.find(([iri]) => text.startsWith(iri));
  return found === undefined ? text : found[1] + text.slice(found[0].length);
}

function valueText(value: unknown): string {
  if (typeof value === 'string') return `<${short(value)}>`;
  const { '@id': id, '@value': text, '@type': type, '@language': language } = value as Record<string, string>;
  if (id !== undefined) return `<${short(id)}>`;
  const suffix = type === undefined ? (language === undefined ? '' : `@${language}`) : `^${short(type)}`;
  return `${String(text).trim()}${suffix}`;
}

/** Each triple as "subject name value": S: is schema.org, B: the page. Sorted, without the statement that a vocabulary is used, blank nodes numbered as they come. */
export function triples(html: string): string[] {
  const subjects = inspectStructured({ html, url: PAGE, syntax: 'rdfa' }).items as Record<string, unknown>[];
  const lines = subjects.flatMap((subject) =>
    Object.entries(subject)
      .filter(([name]) => name !== '@id' && !name.endsWith('#usesVocabulary'))
      .flatMap(([name, values]) =>
        (values as unknown[]).map(
          (value) => `${short(String(subject['@id']))} ${short(name)} ${valueText(value)}`,
        ),
      ),
  );
  return lines.toSorted();
}

export type RdfaRow = readonly [what: string, html: string, triples: readonly string[]];
/** Attribute for the vocabulary of schema.org. */
export const S = 'vocab="http://schema.org/"';
