// Names in RDFa: the vocabulary in force, prefixes, and the prefixes every page may use without declaring them.

/** The prefixes of the RDFa 1.1 initial context (W3C). */
const INITIAL: Readonly<Record<string, string>> = {
  // A name that begins with a colon.
  '': 'http://www.w3.org/1999/xhtml/vocab#',
  as: 'https://www.w3.org/ns/activitystreams#',
  cc: 'http://creativecommons.org/ns#',
  csvw: 'http://www.w3.org/ns/csvw#',
  ctag: 'http://commontag.org/ns#',
  dc: 'http://purl.org/dc/terms/',
  dc11: 'http://purl.org/dc/elements/1.1/',
  dcat: 'http://www.w3.org/ns/dcat#',
  dcterms: 'http://purl.org/dc/terms/',
  dqv: 'http://www.w3.org/ns/dqv#',
  duv: 'https://www.w3.org/ns/duv#',
  foaf: 'http://xmlns.com/foaf/0.1/',
  gr: 'http://purl.org/goodrelations/v1#',
  grddl: 'http://www.w3.org/2003/g/data-view#',
  ical: 'http://www.w3.org/2002/12/cal/icaltzd#',
  ldp: 'http://www.w3.org/ns/ldp#',
  ma: 'http://www.w3.org/ns/ma-ont#',
  oa: 'http://www.w3.org/ns/oa#',
  odrl: 'http://www.w3.org/ns/odrl/2/',
  og: 'http://ogp.me/ns#',
  org: 'http://www.w3.org/ns/org#',
  owl: 'http://www.w3.org/2002/07/owl#',
  prov: 'http://www.w3.org/ns/prov#',
  qb: 'http://purl.org/linked-data/cube#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfa: 'http://www.w3.org/ns/rdfa#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  rev: 'http://purl.org/stuff/rev#',
  rif: 'http://www.w3.org/2007/rif#',
  rr: 'http://www.w3.org/ns/r2rml#',
  schema: 'http://schema.org/',
  sd: 'http://www.w3.org/ns/sparql-service-description#',
  sioc: 'http://rdfs.org/sioc/ns#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  skosxl: 'http://www.w3.org/2008/05/skos-xl#',
  sosa: 'http://www.w3.org/ns/sosa/',
  ssn: 'http://www.w3.org/ns/ssn/',
  time: 'http://www.w3.org/2006/time#',
  v: 'http://rdf.data-vocabulary.org/#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  void: 'http://rdfs.org/ns/void#',
  wdr: 'http://www.w3.org/2007/05/powder#',
  wdrs: 'http://www.w3.org/2007/05/powder-s#',
  xhv: 'http://www.w3.org/1999/xhtml/vocab#',
  xml: 'http://www.w3.org/XML/1998/namespace',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};
const TERMS: Readonly<Record<string, string>> = {
  describedby: 'http://www.w3.org/2007/05/powder-s#describedby',
  license: 'http://www.w3.org/1999/xhtml/vocab#license',
  role: 'http://www.w3.org/1999/xhtml/vocab#role',
};

type Attributes = Readonly<Record<string, string>>;

export class Vocabulary {
  readonly #vocab: string;
  readonly #prefixes: ReadonlyMap<string, string>;

  constructor(vocab: string, prefixes: ReadonlyMap<string, string>) {
    this.#vocab = vocab;
    this.#prefixes = prefixes;
  }

  static initial(): Vocabulary {
    return new Vocabulary('', new Map(Object.entries(INITIAL)));
  }

  /** This vocabulary and what an element declares in its vocab, prefix and xmlns attributes. */
  extended(attribs: Attributes): Vocabulary {
    const declared = new Map<string, string>();
    for (const [name, value] of Object.entries(attribs)) {
      if (name.startsWith('xmlns:')) declared.set(name.slice(6).toLowerCase(), value.trim());
    }
    const pairs = (attribs['prefix'] ?? '').matchAll(/([^\s:]+):\s*(\S+)/g);
    for (const [, prefix = '', iri = ''] of pairs) declared.set(prefix.toLowerCase(), iri);
    const vocab = attribs['vocab'];
    if (declared.size === 0 && vocab === undefined) return this;
    return new Vocabulary(
      vocab === undefined ? this.#vocab : vocab.trim(),
      new Map([...this.#prefixes, ...declared]),
    );
  }

  /** The IRI of `prefix:name`; undefined when the prefix is unknown. */
  curie(text: string): string | undefined {
    const at = text.indexOf(':');
    if (at < 0) return undefined;
    const name = text.slice(at + 1);
    if (name.startsWith('//')) return undefined;
    const prefix = text.slice(0, at).toLowerCase();
    if (prefix === '_') return text;
    const iri = this.#prefixes.get(prefix);
    return iri === undefined ? undefined : iri + name;
  }

  /** The IRIs of a list of terms, CURIEs and IRIs; a term without a meaning in this vocabulary is left out. */
  terms(text: string | undefined, isPlainLink = false): string[] {
    if (text === undefined) return [];
    const found: string[] = [];
    for (const token of text.trim().split(/\s+/)) {
      const iri = token === '' ? undefined : this.#term(token, isPlainLink);
      if (iri !== undefined) found.push(iri);
    }
    return found;
  }

  #term(token: string, isPlainLink: boolean): string | undefined {
    const at = token.indexOf(':');
    if (at >= 0) return this.curie(token) ?? (/^[a-z][a-z0-9+.-]*:/i.test(token) ? token : undefined);
    // Beside a property a rel such as "nofollow" is a plain link relation (HTML+RDFa 1.1, section 3.1).
    if (isPlainLink) return undefined;
    if (this.#vocab !== '') return this.#vocab + token;
    return TERMS[token.toLowerCase()];
  }
}
