// RDFa 1.1 in HTML: subjects with their properties as expanded JSON-LD. Follows the processing rules of
// RDFa Core 1.1 section 7.5 for what pages use; lists are kept as plain repeated values.
import type { Document, Element } from 'domhandler';
import { copyText } from '../html/copy-text.ts';
import { isElement, textOf } from '../html/html-tree.ts';
import { copyPatterns } from './rdfa-copy.ts';
import { statedText, timeType, typedText } from './rdfa-literal.ts';
import { Vocabulary } from './rdfa-vocabulary.ts';
import type { JsonObject, JsonValue } from './structured-node.ts';

const RDF_TYPE = '@type';
const USES_VOCABULARY = 'http://www.w3.org/ns/rdfa#usesVocabulary';
const MAX_DEPTH = 400;
const MAX_TRIPLES = 20_000;

interface Incomplete {
  readonly property: string;
  readonly reverse: boolean;
}

interface Context {
  readonly subject: string;
  readonly object: string;
  readonly incomplete: readonly Incomplete[];
  readonly language: string;
  readonly vocabulary: Vocabulary;
}

/** What one element decides, step by step. */
interface Step {
  subject: string | undefined;
  object: string | undefined;
  typed: string | undefined;
  skip: boolean;
}

/** What the value of a property depends on beside its element. */
interface Valued {
  readonly step: Step;
  readonly context: Context;
  /** Whether the element links by rel or rev; then its address belongs to the link. */
  readonly linked: boolean;
}

class RdfaReader {
  readonly subjects = new Map<string, JsonObject>();
  #blanks = 0;
  /** Statements already made: saying one twice says nothing more. */
  readonly #triples = new Set<string>();
  readonly #base: string;

  constructor(base: string) {
    this.#base = base;
  }

  blank(): string {
    this.#blanks++;
    return `_:b${this.#blanks}`;
  }

  add(subject: string, property: string, value: JsonValue): void {
    const triple = JSON.stringify([subject, property, value]);
    if (this.#triples.has(triple) || this.#triples.size >= MAX_TRIPLES || property === '__proto__') return;
    this.#triples.add(triple);
    const node = this.subjects.get(subject) ?? { '@id': subject };
    this.subjects.set(subject, node);
    const before = node[property];
    if (Array.isArray(before)) before.push(value);
    else node[property] = [value];
  }

  walk(element: Element, context: Context, depth: number): void {
    const { attribs } = element;
    if (attribs['vocab']) this.add(this.#base, USES_VOCABULARY, { '@id': attribs['vocab'].trim() });
    const here = declaredAt(element, context);
    const { vocabulary } = here;
    const properties = vocabulary.terms(attribs['property']);
    const rels = this.#relations(element, vocabulary, 'rel');
    const revs = this.#relations(element, vocabulary, 'rev');
    const linked = rels !== undefined || revs !== undefined;
    const step = linked
      ? this.#linkedStep(element, here)
      : this.#plainStep(element, here, properties.length > 0);
    this.#addTypes(element, step, vocabulary);
    const incomplete = linked ? this.#addLinks(step, rels ?? [], revs ?? []) : [];
    const subject = step.subject ?? context.object;
    for (const property of properties)
      this.add(subject, property, this.#value(element, { step, context: here, linked }));
    if (!step.skip && step.subject !== undefined) this.#complete(step.subject, context);
    const inner: Context = step.skip
      ? here
      : { ...here, subject, object: step.object ?? subject, incomplete };
    if (depth <= MAX_DEPTH) this.#walkChildren(element, inner, depth + 1);
  }

  #walkChildren({ children }: Element, context: Context, depth: number): void {
    for (const child of children) if (isElement(child)) this.walk(child, context, depth);
  }

  #relations(element: Element, vocabulary: Vocabulary, name: 'rel' | 'rev'): string[] | undefined {
    const text = element.attribs[name];
    if (text === undefined) return undefined;
    const terms = vocabulary.terms(text, element.attribs['property'] !== undefined);
    // In HTML a rel without any usable term is an ordinary link relation, not RDFa.
    return terms.length === 0 ? undefined : terms;
  }

  #resource(element: Element, vocabulary: Vocabulary): string | undefined {
    const { attribs } = element;
    const own = attribs['resource'] === undefined ? undefined : this.#iri(attribs['resource'], vocabulary);
    if (own !== undefined) return own;
    const plain = attribs['href'] ?? attribs['src'];
    return plain === undefined ? undefined : resolved(plain, this.#base);
  }

  #about(element: Element, vocabulary: Vocabulary): string | undefined {
    const { about } = element.attribs;
    return about === undefined ? undefined : this.#iri(about, vocabulary);
  }

  /** A name in brackets with a prefix that nobody knows counts as not written. */
  #iri(text: string, vocabulary: Vocabulary): string | undefined {
    const trimmed = text.trim();
    const safe = /^\[(.*)\]$/.exec(trimmed)?.[1];
    if (safe !== undefined) return vocabulary.curie(safe);
    return vocabulary.curie(trimmed) ?? resolved(trimmed, this.#base);
  }

  #plainStep(element: Element, context: Context, hasProperty: boolean): Step {
    const { vocabulary } = context;
    const about = this.#about(element, vocabulary);
    const isTyped = element.attribs['typeof'] !== undefined;
    if (hasProperty && !hasLiteral(element)) {
      const subject = about ?? context.object;
      if (!isTyped) return { subject, object: undefined, typed: undefined, skip: false };
      const typed = about ?? this.#resource(element, vocabulary) ?? this.blank();
      return { subject, object: typed, typed, skip: false };
    }
    const own =
      about ??
      this.#resource(element, vocabulary) ??
      (isTyped ? this.#typedSubject(element, context) : undefined);
    const subject = own ?? context.object;
    return {
      subject,
      object: undefined,
      typed: isTyped ? subject : undefined,
      skip: own === undefined && !hasProperty,
    };
  }

  /** The subject of a `typeof` that names none: the page itself at its root, elsewhere a new one. */
  #typedSubject({ name }: Element, context: Context): string {
    const isRoot = name === 'html' || name === 'head' || name === 'body';
    return isRoot ? context.object : this.blank();
  }

  #linkedStep(element: Element, context: Context): Step {
    const about = this.#about(element, context.vocabulary);
    const isTyped = element.attribs['typeof'] !== undefined;
    const resource = this.#resource(element, context.vocabulary);
    const object = resource ?? (isTyped && about === undefined ? this.blank() : undefined);
    const typed = isTyped ? (about ?? object) : undefined;
    return { subject: about ?? context.object, object, typed, skip: false };
  }

  #addTypes(element: Element, step: Step, vocabulary: Vocabulary): void {
    if (step.typed === undefined) return;
    for (const type of vocabulary.terms(element.attribs['typeof'])) this.add(step.typed, RDF_TYPE, type);
  }

  #addLinks(step: Step, rels: readonly string[], revs: readonly string[]): Incomplete[] {
    const { subject = '', object } = step;
    if (object === undefined) {
      step.object = this.blank();
      return [
        ...rels.map((property) => ({ property, reverse: false })),
        ...revs.map((property) => ({ property, reverse: true })),
      ];
    }
    for (const property of rels) this.add(subject, property, { '@id': object });
    for (const property of revs) this.add(object, property, { '@id': subject });
    return [];
  }

  /** Adds the links that an outer element opened without a target; this subject is their target. */
  #complete(subject: string, context: Context): void {
    for (const { property, reverse } of context.incomplete) {
      if (reverse) this.add(subject, property, { '@id': context.subject });
      else this.add(context.subject, property, { '@id': subject });
    }
  }

  #value(element: Element, { step, context, linked }: Valued): JsonValue {
    const { attribs } = element;
    const stated = statedText(element);
    const literal = (text: string): JsonObject =>
      context.language === '' ? { '@value': text } : { '@value': text, '@language': context.language };
    const datatype = attribs['datatype'];
    const type = timeType(element) ?? (datatype ? context.vocabulary.terms(datatype)[0] : undefined);
    if (type !== undefined) return { '@value': typedText(element, type), '@type': type };
    if (stated !== undefined) return literal(stated);
    if (datatype === undefined && !linked) {
      const resource = this.#resource(element, context.vocabulary);
      if (resource !== undefined) return { '@id': resource };
    }
    const isTyped = step.typed !== undefined && attribs['about'] === undefined && !datatype;
    return isTyped ? { '@id': step.typed ?? '' } : literal(textOf(element));
  }
}

/** The context with the vocabulary, the prefixes and the language that the element declares. */
function declaredAt({ attribs }: Element, context: Context): Context {
  return {
    ...context,
    vocabulary: context.vocabulary.extended(attribs),
    language: attribs['lang'] ?? attribs['xml:lang'] ?? context.language,
  };
}

/** Whether the value of a property is a text that the element states, and no subject of its own. */
function hasLiteral(element: Element): boolean {
  return statedText(element) !== undefined || element.attribs['datatype'] !== undefined;
}

/** An absolute address stays as it is written: RDF compares names, and `http://a.example` is another than with a slash. */
function resolved(text: string, base: string): string {
  const trimmed = text.trim();
  if (/^[a-z][a-z\d+.-]*:/i.test(trimmed)) return copyText(trimmed);
  try {
    return copyText(new URL(trimmed, base).href);
  } catch {
    return copyText(trimmed);
  }
}

/** Every subject of the page with its properties, full IRIs as names, in the order they were met. */
export function readRdfa(root: Document, base: string): JsonObject[] {
  const reader = new RdfaReader(base);
  const start: Context = {
    subject: base,
    object: base,
    incomplete: [],
    language: '',
    vocabulary: Vocabulary.initial(),
  };
  for (const child of root.children) if (isElement(child)) reader.walk(child, start, 0);
  return copyPatterns(reader.subjects, (subject, property, value) => reader.add(subject, property, value));
}
